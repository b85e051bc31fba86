package io.escapement.safety.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.TestRobots;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the bounds of the drives' efforts begin, and what holds beyond any sensible command. */
class EffortFilterTest {

  private static final int HIP = 0;
  private static final int KNEE = 1;
  private static final double MOST = 20;

  private final SafetyRig rig = FilterRig.of(TestRobots.legged(), "").tick();

  private Command send(int actuator, Command command) {
    rig.nominal[actuator] = command;
    return rig.tick().command(actuator);
  }

  private double effortOf(Command command) {
    return rig.settings()
        .drives()
        .drives()
        .get(HIP)
        .effort(
            command.position(),
            command.velocity(),
            command.stiffness(),
            command.damping(),
            command.effort(),
            rig.q[HIP],
            rig.dq[HIP]);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "-1, 0", ".3, 10", ".3, -10"})
  void a_joint_at_its_limit_is_not_beyond_it(double q, double dq) {
    rig.q[HIP] = q;
    rig.dq[HIP] = dq;
    for (double effort : new double[] {8, -8}) {
      assertEquals(effort, send(HIP, Command.effort(effort)).effort());
      assertEquals(0, FilterRig.intervention(rig, HIP));
    }
  }

  @ParameterizedTest
  @CsvSource({"1.001, 0, 8", "-1.001, 0, -8", ".3, 10.01, 8", ".3, -10.01, -8"})
  void a_joint_beyond_its_limit_is_driven_back_alone(double q, double dq, double outward) {
    rig.q[HIP] = q;
    rig.dq[HIP] = dq;
    assertEquals(0, send(HIP, Command.effort(outward)).effort());
    assertEquals(Intervention.OUTWARD.bit(), FilterRig.intervention(rig, HIP));
    assertEquals(-outward, send(HIP, Command.effort(-outward)).effort());
    assertEquals(0, FilterRig.intervention(rig, HIP));
  }

  @Test
  void a_joint_beyond_its_limit_may_be_given_nothing_but_for_rounding() {
    rig.q[HIP] = 1.01;
    assertEquals(1e-6, send(HIP, Command.effort(1e-6)).effort());
    assertEquals(0, send(HIP, Command.effort(1.1e-6)).effort());
    rig.q[HIP] = -1.01;
    assertEquals(-1e-6, send(HIP, Command.effort(-1e-6)).effort());
    assertEquals(0, send(HIP, Command.effort(-1.1e-6)).effort());
  }

  @Test
  void too_much_effort_downwards_comes_out_of_the_set_point_as_well() {
    assertEquals(.1, send(HIP, Command.pose(-.4, 100)).position(), 1e-12);
    assertEquals(Intervention.DRIVE_EFFORT.bit(), FilterRig.intervention(rig, HIP));
  }

  @Test
  void rounding_is_not_too_much() {
    Command nearly = Command.pose(.5 + 1e-10, 100);
    assertEquals(nearly, send(HIP, nearly));
    assertEquals(0, FilterRig.intervention(rig, HIP));
    assertEquals(.5, send(HIP, Command.pose(.5 + 4e-10, 100)).position(), 1e-11);
    assertEquals(Intervention.DRIVE_EFFORT.bit(), FilterRig.intervention(rig, HIP));
  }

  @Test
  void a_drive_without_a_spring_gives_the_rest_of_its_feed_forward() {
    rig.dq[KNEE] = 3;
    assertEquals(30, send(KNEE, Command.effort(30)).effort());
    assertEquals(-30, send(KNEE, Command.effort(-44)).effort());
  }

  @Test
  void springs_and_dampers_that_nearly_cancel_are_bounded_all_the_same() {
    Random random = new Random(4);
    int given = 0;
    for (int k = 0; k < 400; k++) {
      // 1e14 Nm one way and nearly as much the other: what is left is rounding.
      rig.q[HIP] = -1e9 + random.nextInt(1000);
      rig.dq[HIP] = 1e9 - 1e-3 * random.nextInt(2000);
      double gain = 1e5 * random.nextDouble();
      Command found = send(HIP, new Command(0, 0, gain, gain, 0));
      assertTrue(Math.abs(effortOf(found)) <= MOST * (1 + 1.01e-9), k + ": " + effortOf(found));
      given += found.stiffness() > 0 ? 1 : 0;
    }
    assertTrue(given > 0, "most are scaled, not given up");
  }

  @Test
  void gains_are_lowered_no_further_than_the_effort_demands() {
    Random random = new Random(5);
    for (int k = 0; k < 200; k++) {
      rig.q[HIP] = random.nextGaussian();
      rig.dq[HIP] = 5 * random.nextGaussian();
      Command wanted =
          new Command(
              random.nextGaussian(),
              random.nextGaussian(),
              100 * random.nextDouble(),
              10 * random.nextDouble(),
              10 * random.nextGaussian());
      Command found = send(HIP, wanted);
      double effort = effortOf(found);
      assertTrue(Math.abs(effort) <= MOST * (1 + 1.01e-9), k + ": " + effort);
      boolean lowered =
          found.stiffness() < wanted.stiffness() || found.damping() < wanted.damping();
      if (lowered) {
        assertEquals(MOST, Math.abs(effort), 1e-6);
        assertEquals(
            found.stiffness() * wanted.damping(), found.damping() * wanted.stiffness(), 1e-6);
      }
    }
  }
}

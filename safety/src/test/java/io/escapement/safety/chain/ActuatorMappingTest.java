package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.TestRobots;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drive;
import io.escapement.safety.filter.CommandFilter;
import io.escapement.safety.filter.CommandRange;
import io.escapement.safety.filter.FilterContext;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way from a drive's five numbers to its effort and back. */
class ActuatorMappingTest {

  private static final int TRIES = 4000;

  /** The kinds of drives, each with the robot and the actuator that is one. */
  enum Kind {
    IMPEDANCE_WITH_EFFORT(0),
    EFFORT_ALONE(1),
    SERVO(2),
    IMPEDANCE_WITHOUT_EFFORT(0),
    SET_POINT(2);

    private final int actuator;

    Kind(int actuator) {
      this.actuator = actuator;
    }

    RobotModel robot() {
      return this == IMPEDANCE_WITHOUT_EFFORT
          ? TestRobots.armWithoutStiffness(
              "actuators: {.*_drive: {accepts: [position, stiffness, damping], stiffness: 200,"
                  + " damping: 8}}")
          : TestRobots.legged();
    }

    ChainModel model() {
      return this == SET_POINT ? ChainModel.KINEMATIC : ChainModel.DECOUPLED;
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyValueBetweenTheBoundsIsReached(Kind kind) {
    Probe[] probe = new Probe[1];
    try (SafetyRig rig = rig(kind, probe)) {
      Random random = new Random(5);
      for (int n = 0; n < TRIES; n++) {
        probe[0].share = n % 10 == 0 ? n / 10 % 2 : random.nextDouble();
        probe[0].slews = random.nextBoolean();
        disturb(rig, kind, random);
        rig.tick();

        assertTrue(probe[0].lower <= probe[0].upper, probe[0]::toString);
        assertEquals(probe[0].wanted, probe[0].reached, 1e-9, probe[0]::toString);
        assertEquals(probe[0].wanted, probe[0].value, 1e-9, "and the command says so");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theNominalValueLeavesTheCommandAsItIs(Kind kind) {
    Probe[] probe = new Probe[1];
    try (SafetyRig rig = rig(kind, probe)) {
      Random random = new Random(6);
      int kept = 0;
      for (int n = 0; n < TRIES; n++) {
        probe[0].share = Double.NaN;
        disturb(rig, kind, random);
        rig.tick();

        boolean inside = probe[0].wanted > probe[0].lower && probe[0].wanted < probe[0].upper;
        if (inside) {
          kept++;
          double tolerance = kind == Kind.SET_POINT ? 1e-12 : 0;
          for (int number = 0; number < 5; number++) {
            assertEquals(probe[0].before[number], probe[0].after[number], tolerance, "" + number);
          }
        }
      }
      assertTrue(kept > TRIES / 10, "tried " + kept + " times");
    }
  }

  /** The five numbers' law, as docs/safety.md has it, beside what the mapping says of it. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void theValueAndWhatBelongsToItAreTheDrivesLaw(Kind kind) {
    Probe[] probe = new Probe[1];
    try (SafetyRig rig = rig(kind, probe)) {
      Random random = new Random(7);
      Drive drive = rig.settings().drives().drives().get(kind.actuator);
      boolean servo = kind == Kind.SERVO;
      boolean gains = kind != Kind.EFFORT_ALONE && !servo;
      boolean feeds = kind == Kind.IMPEDANCE_WITH_EFFORT || kind == Kind.EFFORT_ALONE;
      double appliedStiffness = 0;
      double appliedDamping = 0;
      for (int n = 0; n < TRIES / 10 && kind != Kind.SET_POINT; n++) {
        probe[0].share = Double.NaN;
        probe[0].place = random.nextDouble() - 0.5;
        disturb(rig, kind, random);
        rig.tick();

        double[] c = probe[0].before;
        double q = rig.q[drive.joint()];
        double dq = rig.dq[drive.joint()];
        double k = servo ? drive.stiffness() : gains ? c[2] : 0;
        double d = servo ? drive.damping() : kind == Kind.EFFORT_ALONE ? 0 : c[3];
        double v = kind == Kind.IMPEDANCE_WITH_EFFORT ? c[1] : 0;
        double fed = feeds ? c[4] : 0;
        double effort = k * (c[0] - q) + d * (v - dq) + fed;
        double most = drive.effortMax();
        double said = servo ? Math.max(-most, Math.min(most, effort)) : effort;
        double there = k * (c[0] - probe[0].place) + d * v + fed;
        assertEquals(said, probe[0].wanted, 1e-9);
        assertEquals(k, probe[0].stiffness, 1e-12);
        assertEquals(d, probe[0].damping, 1e-12);
        assertEquals(Math.max(-most, Math.min(most, there)), probe[0].there, 1e-9);
        if (n > 0) {
          assertEquals(appliedStiffness, probe[0].appliedStiffness, 1e-12);
          assertEquals(appliedDamping, probe[0].appliedDamping, 1e-12);
        }
        Command applied = rig.command(kind.actuator);
        appliedStiffness = servo ? drive.stiffness() : gains ? applied.stiffness() : 0;
        appliedDamping =
            servo ? drive.damping() : kind == Kind.EFFORT_ALONE ? 0 : applied.damping();
      }
    }
  }

  private static SafetyRig rig(Kind kind, Probe[] probe) {
    RobotModel robot = kind.robot();
    CertifiedSettings settings = JointRig.settings(robot, kind.model(), 0, kind.actuator);
    return JointRig.of(
        robot,
        (context, range) -> {
          probe[0] = new Probe(settings, context, range);
          return probe[0];
        });
  }

  private static void disturb(SafetyRig rig, Kind kind, Random random) {
    int i = kind.actuator;
    int joint = rig.settings().drives().drives().get(i).joint();
    rig.q[joint] = random.nextDouble() - 0.5;
    rig.dq[joint] = 4 * random.nextDouble() - 2;
    rig.nominal[i] =
        new Command(
            2 * random.nextDouble() - 1,
            random.nextDouble() - 0.5,
            random.nextInt(4) == 0 ? 0 : 50 * random.nextDouble(),
            3 * random.nextDouble(),
            20 * random.nextDouble() - 10);
  }

  /** Applies a value between the bounds, and notes what came out. */
  private static final class Probe implements CommandFilter {

    private final FilterContext context;
    private final ActuatorMapping mapping;
    private final int actuator;
    private final double[] before = new double[5];
    private final double[] after = new double[5];
    private double share;
    private boolean slews;
    private double lower;
    private double upper;
    private double wanted;
    private double reached;
    private double value;
    private double place;
    private double there;
    private double stiffness;
    private double damping;
    private double appliedStiffness;
    private double appliedDamping;

    Probe(CertifiedSettings settings, FilterContext context, CommandRange range) {
      this.context = context;
      mapping = new ActuatorMapping(settings, context, range);
      actuator = settings.joints().get(0).actuator();
    }

    @Override
    public String name() {
      return "probe";
    }

    @Override
    public void declare(Wiring wiring) {}

    @Override
    public void apply() {
      copy(before);
      there = mapping.effortAt(0, place);
      stiffness = mapping.stiffness(0);
      damping = mapping.damping(0);
      appliedStiffness = mapping.appliedStiffness(0);
      appliedDamping = mapping.appliedDamping(0);
      lower = mapping.lower(0, slews);
      upper = mapping.upper(0, slews);
      wanted = Double.isNaN(share) ? mapping.value(0) : lower + share * (upper - lower);
      reached = mapping.apply(0, wanted, slews);
      value = mapping.value(0);
      copy(after);
    }

    private void copy(double[] numbers) {
      CommandHandles command = context.command();
      numbers[0] = command.position().get(actuator);
      numbers[1] = command.velocity().get(actuator);
      numbers[2] = command.stiffness().get(actuator);
      numbers[3] = command.damping().get(actuator);
      numbers[4] = command.effort().get(actuator);
    }

    @Override
    public String toString() {
      return lower + " .. " + wanted + " .. " + upper + ", reached " + reached;
    }
  }
}

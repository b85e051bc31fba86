package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.Command;
import io.escapement.safety.assurance.Assumption;
import io.escapement.safety.supervisor.Cause;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainAssumptionsTest {

  @Test
  void a_quiet_run_breaks_none() {
    try (ChainRig rig = rig(Assumption.ACCELERATION, true)) {
      rig.run(500);
      for (int i = 0; i < Assumption.COUNT; i++) {
        assertEquals(0, rig.i64("certified/broken_ticks", i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Assumption.class)
  void a_breach_is_counted_and_latched_and_the_supervisor_falls_back(Assumption broken) {
    try (ChainRig rig = rig(broken, true)) {
      rig.run(20);
      breach(broken).accept(rig);
      assertTrue(rig.i64("certified/broken_ticks", broken.ordinal()) > 0, "counted");
      assertEquals(broken.bit(), rig.i32("certified/assumption", 0), "latched");
      rig.run(2);
      assertEquals("hold", rig.mode());
      assertEquals(Cause.ASSUMPTION, rig.cause());
      rig.run(2000).reset().run(2);
      assertEquals(0, rig.i32("certified/assumption", 0));
      rig.ask("policy").run(2);
      assertEquals("policy", rig.mode());
    }
  }

  @ParameterizedTest
  @EnumSource(Assumption.class)
  void a_breach_may_be_recorded_alone(Assumption broken) {
    try (ChainRig rig = rig(broken, false)) {
      rig.run(20);
      breach(broken).accept(rig);
      assertTrue(rig.i64("certified/broken_ticks", broken.ordinal()) > 0, "counted");
      assertEquals(0, rig.i32("certified/assumption", 0));
      rig.run(2);
      assertEquals("policy", rig.mode());
    }
  }

  /** Only the assumption in question latches. */
  private static ChainRig rig(Assumption one, boolean latches) {
    StringBuilder assumptions = new StringBuilder();
    for (Assumption each : Assumption.values()) {
      boolean latch = each == one && latches;
      assumptions.append(each.label()).append(": ").append(latch ? "latch" : "record").append(", ");
    }
    String certified =
        "{hold_periods: 1, delay_ticks: 0, %s assumptions: {%s}}"
            .formatted(
                switch (one) {
                  case TRACKING -> "model: kinematic,";
                  case BARRIER_DOMAIN -> "barriers: {wall: {joint: {name: j0, upper: 1}}},";
                  default -> "tanks: {a: {budget_j: 9}},";
                },
                assumptions.substring(0, assumptions.length() - 2));
    PlanarArm arm = PlanarArm.pendulum();
    ChainRig rig = new ChainRig(arm, certified, 1000, ChainRig.Takes.ALL);
    rig.nominal[0] = new Command(0, 0, 20, 2, 0);
    return rig;
  }

  private static Consumer<ChainRig> breach(Assumption which) {
    return switch (which) {
      case ACCELERATION ->
          rig -> {
            rig.arm.dq[0] += .5;
            rig.tick();
          };
      case DISTURBANCE ->
          rig -> {
            rig.arm.q[0] = 1.503;
            rig.tick();
          };
      case HOLD ->
          rig -> {
            rig.hold = 2;
            rig.run(2);
          };
      case ENERGY ->
          rig -> {
            rig.nominal[0] = Command.effort(5);
            rig.tick();
            // Moved on by a hand, along the effort.
            rig.arm.q[0] += .05;
            rig.tick();
          };
      case TRACKING ->
          rig -> {
            rig.arm.q[0] += 1;
            rig.tick();
          };
      case BARRIER_DOMAIN ->
          rig -> {
            // Thrown at the barrier faster than it can be kept.
            rig.arm.q[0] = .95;
            rig.arm.dq[0] = 1.5;
            rig.tick();
          };
      case VELOCITY ->
          rig -> {
            for (int i = 0; i < 100; i++) {
              rig.nominal[0] = Command.effort(1);
              rig.measuredVelocity = new double[] {-rig.arm.dq[0]};
              rig.tick();
            }
            rig.measuredVelocity = null;
            rig.nominal[0] = new Command(0, 0, 20, 2, 0);
          };
    };
  }
}

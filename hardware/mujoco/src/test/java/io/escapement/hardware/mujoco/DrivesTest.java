package io.escapement.hardware.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.robot.Capability;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverCatalog;
import io.escapement.hardware.DriverContext;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.drivers.DriverBench;
import io.escapement.testing.drivers.RobotFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The five numbers on a joint with 1 kg m^2 and nothing else, where every motion has a formula. */
@RequiresMujoco
final class DrivesTest {

  private static final String FULL_SERVO =
      "actuators: {drive: {accepts: [position, stiffness, damping]}}\n";

  @TempDir Path folder;

  /** Runs the turntable for a second at 500 Hz, two physics steps each. */
  private DriverBench run(String actuator, String robot, DriverBench.Commands commands) {
    RobotFolder files =
        new RobotFolder(folder)
            .write("model.xml", Mjcf.TURNTABLE.formatted(actuator))
            .write("robot.yaml", "robot: table\nmodel: model.xml\n" + robot);
    DriverContext context = files.context(2_000_000);
    Driver driver = DriverCatalog.load().create(files.entry("{type: mujoco}"), context);
    return new DriverBench(driver, context, commands).start().ticks(501);
  }

  private static DriverBench.Commands command(
      double position, double velocity, double stiffness, double damping, double effort) {
    return (timeNs, numbers) -> {
      numbers.of(Capability.POSITION).set(0, position);
      numbers.of(Capability.VELOCITY).set(0, velocity);
      numbers.of(Capability.STIFFNESS).set(0, stiffness);
      numbers.of(Capability.DAMPING).set(0, damping);
      numbers.of(Capability.EFFORT).set(0, effort);
    };
  }

  private static double position(DriverBench bench) {
    return bench.f64("joints/position")[0];
  }

  private static double velocity(DriverBench bench) {
    return bench.f64("joints/velocity")[0];
  }

  private static double effort(DriverBench bench) {
    return bench.f64("joints/effort")[0];
  }

  @Test
  void effort_accelerates_by_itself() {
    try (DriverBench bench =
        run("<motor name='drive' joint='turn'/>", "", command(0, 0, 0, 0, 0.7))) {
      assertEquals(0.7, velocity(bench), 1e-9);
      assertEquals(0.7, effort(bench), 1e-12);
    }
  }

  /** Gains in robot.yaml are those of the runtime's own modes then, not of the drive. */
  @Test
  void a_drive_that_takes_efforts_alone_adds_no_damping() {
    try (DriverBench bench =
        run(
            "<motor name='drive' joint='turn'/>",
            "actuators: {drive: {accepts: [effort], stiffness: 9, damping: 3}}",
            command(0, 0, 0, 0, 0.7))) {
      assertEquals(0.7, velocity(bench), 1e-9);
    }
  }

  @Test
  void nothing_at_all_leaves_the_joint_alone() {
    try (DriverBench bench =
        run("<motor name='drive' joint='turn'/>", "", DriverBench.Commands.NONE)) {
      assertEquals(0, position(bench));
      assertEquals(0, velocity(bench));
    }
  }

  /** q'' = -k (q - 1), from rest: q = 1 - cos(sqrt(k) t). */
  @Test
  void stiffness_makes_an_oscillator() {
    try (DriverBench bench =
        run("<motor name='drive' joint='turn'/>", "", command(1, 0, 9, 0, 0))) {
      assertEquals(1 - Math.cos(3 * 1.0), position(bench), 0.01);
    }
  }

  /** q'' = d (v - q'), from rest: q' = v (1 - exp(-d t)). */
  @Test
  void damping_pulls_towards_the_commanded_velocity() {
    try (DriverBench bench =
        run("<motor name='drive' joint='turn'/>", "", command(0, 2, 0, 3, 0))) {
      assertEquals(2 * (1 - Math.exp(-3 * 1.0)), velocity(bench), 0.01);
    }
  }

  /** Were the law held over a tick of 2 steps of 1 ms, the motion would be another. */
  @Test
  void the_law_is_computed_anew_in_each_physics_step() {
    double stiffness = 30_000;
    try (DriverBench bench =
        run("<motor name='drive' joint='turn'/>", "", command(1, 0, stiffness, 200, 0))) {
      double q = 0;
      double dq = 0;
      for (int step = 0; step < 1_000; step++) {
        // Semi-implicit Euler, as the model's integrator.
        dq += 0.001 * (stiffness * (1 - q) - 200 * dq);
        q += 0.001 * dq;
      }
      assertEquals(q, position(bench), 1e-9);
    }
  }

  @Test
  void the_models_force_range_bounds_the_effort() {
    try (DriverBench bench =
        run(
            "<motor name='drive' joint='turn' forcerange='-0.5 0.5'/>",
            "",
            command(0, 0, 0, 0, 7))) {
      assertEquals(0.5, effort(bench), 1e-12);
      assertEquals(0.5, velocity(bench), 1e-9);
    }
  }

  @Test
  void a_gear_and_its_sign_do_not_show_on_the_joints_side() {
    DriverBench.Commands spring = command(1, 0, 9, 0.5, 0.1);
    double plain;
    try (DriverBench bench = run("<motor name='drive' joint='turn'/>", "", spring)) {
      plain = position(bench);
    }
    for (String actuator :
        new String[] {
          "<motor name='drive' joint='turn' gear='-4'/>",
          "<general name='drive' joint='turn' gear='8' gainprm='0.5'/>"
        }) {
      try (DriverBench bench = run(actuator, "", spring)) {
        assertEquals(plain, position(bench), 1e-12, actuator);
      }
    }
  }

  @Test
  void a_position_servo_that_takes_gains_moves_as_a_motor_with_the_same_law_does() {
    // Both are the same differential equation, integrated in the same steps.
    double motor;
    try (DriverBench bench =
        run("<motor name='drive' joint='turn'/>", "", command(1, 0, 9, 0, 0))) {
      motor = position(bench);
    }
    for (String gear : new String[] {"1", "-2"}) {
      String servo = "<position name='drive' joint='turn' kp='50' gear='" + gear + "'/>";
      try (DriverBench bench = run(servo, FULL_SERVO, command(1, 0, 9, 0, 0))) {
        assertEquals(motor, position(bench), 1e-12, "gear " + gear);
      }
    }
  }

  @Test
  void a_position_servo_without_stiffness_command_keeps_the_models_gain() {
    // q = 1 - cos(sqrt(kp) t)
    try (DriverBench bench =
        run("<position name='drive' joint='turn' kp='9'/>", "", command(1, 0, 777, 777, 777))) {
      assertEquals(1 - Math.cos(3 * 1.0), position(bench), 0.01);
    }
  }

  @Test
  void a_position_servo_damps_and_goes_limp_when_told_to() {
    String servo = "<position name='drive' joint='turn' kp='50'/>";
    try (DriverBench bench = run(servo, FULL_SERVO, command(1, 0, 25, 10, 0))) {
      // Critically damped: q = 1 - (1 + w t) exp(-w t) with w = 5.
      assertEquals(1 - (1 + 5) * Math.exp(-5), position(bench), 0.01);
    }
    try (DriverBench bench = run(servo, FULL_SERVO, command(1, 0, 0, 0, 0))) {
      assertEquals(0, position(bench));
    }
  }

  @Test
  void a_velocity_servo_follows_its_velocity() {
    try (DriverBench bench =
        run(
            "<velocity name='drive' joint='turn' kv='3'/>",
            "actuators: {drive: {accepts: [velocity]}}\n",
            command(0, 2, 0, 99, 0))) {
      assertEquals(2 * (1 - Math.exp(-3 * 1.0)), velocity(bench), 0.01);
    }
  }

  /** A motor behind a drive with a position loop of its own takes nothing but a target. */
  @Test
  void gains_that_a_drive_does_not_take_are_its_own() {
    String own = "actuators: {drive: {accepts: [position], stiffness: 9, damping: 0}}\n";
    try (DriverBench bench =
        run("<motor name='drive' joint='turn'/>", own, command(1, 5, 777, 777, 777))) {
      assertEquals(1 - Math.cos(3 * 1.0), position(bench), 0.01);
    }
  }

  @Test
  void a_number_that_a_servo_cannot_take_is_refused_by_name() {
    PreflightException refusal =
        assertThrows(
            PreflightException.class,
            () ->
                run(
                    "<position name='drive' joint='turn' kp='9'/>",
                    "actuators: {drive: {accepts: [position, effort]}}\n",
                    DriverBench.Commands.NONE));
    assertTrue(refusal.getMessage().contains("actuator \"drive\""), refusal.getMessage());
  }
}

package io.escapement.hardware.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.robot.Capability;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.hardware.DriverCatalog;
import io.escapement.hardware.DriverContext;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.drivers.DriverBench;
import io.escapement.testing.drivers.RobotFolder;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A robot that is heavier or weaker than its model says, and one whose driver has faults. */
@RequiresMujoco
final class ModelErrorTest {

  private static final long PERIOD_NS = 4_000_000;
  private static final String MOTOR = "<motor name=\"drive\" joint=\"turn\"/>";
  private static final String SERVO = "<position name=\"drive\" joint=\"turn\" kp=\"4\"/>";

  @TempDir Path folder;

  private DriverBench turntable(String actuator, String robot, String error, double position) {
    RobotFolder files =
        new RobotFolder(folder)
            .write("model.xml", Mjcf.TURNTABLE.formatted(actuator))
            .write("robot.yaml", "robot: table\nmodel: model.xml\n" + robot);
    DriverBench.Commands commands =
        (timeNs, numbers) -> {
          numbers.of(Capability.EFFORT).set(0, 1);
          numbers.of(Capability.POSITION).set(0, position);
        };
    return bench(files, "{type: mujoco" + error + "}", commands).ticks(251);
  }

  private static DriverBench bench(RobotFolder files, String entry, DriverBench.Commands commands) {
    DriverContext context = files.context(PERIOD_NS);
    return new DriverBench(
            DriverCatalog.load().create(files.entry(entry), context), context, commands)
        .start();
  }

  private static double velocity(DriverBench bench) {
    try (bench) {
      return bench.f64("joints/velocity")[0];
    }
  }

  /** 1 Nm on 1 kg m^2 for a second, but for the tick before the first command arrives. */
  @Test
  void a_factor_on_the_mass_divides_the_acceleration() {
    double plain = velocity(turntable(MOTOR, "", "", 0));
    assertEquals(1, plain, 1e-9);
    double heavy = velocity(turntable(MOTOR, "", ", model_error: {mass: 1.25}", 0));
    assertEquals(plain / 1.25, heavy, 1e-9);
  }

  @Test
  void a_weak_motor_gives_its_part_of_the_effort() {
    double weak = velocity(turntable(MOTOR, "", ", model_error: {motor_strength: 0.5}", 0));
    assertEquals(0.5, weak, 1e-9);
  }

  @Test
  void a_weak_servo_has_its_part_of_the_stiffness() {
    String accepts = "actuators: {drive: {accepts: [position]}}\n";
    double whole = velocity(turntable(SERVO, accepts, "", 0.5));
    double weak = velocity(turntable(SERVO, accepts, ", model_error: {motor_strength: 0.25}", 0.5));
    // q = A (1 - cos(w t)) with w = 2, and w = 1 under a quarter of the stiffness.
    assertEquals(0.5 * 2 * StrictMath.sin(2), whole, 2e-3);
    assertEquals(0.5 * StrictMath.sin(1), weak, 2e-3);
  }

  private RobotFolder leg() {
    return new RobotFolder(folder)
        .write("model.xml", Mjcf.ONE_LEG)
        .write("robot.yaml", Mjcf.ONE_LEG_ROBOT);
  }

  /** Falls freely before it touches the ground: what it weighs shows in how the leg swings it. */
  @Test
  void a_payload_makes_its_body_harder_to_move() {
    DriverBench.Commands swing = (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(0, 1);
    String start = "{type: mujoco, initial: {base_position: [0, 0, 3]}";
    try (DriverBench plain = bench(leg(), start + "}", swing).ticks(26);
        DriverBench loaded =
            bench(leg(), start + ", model_error: {payload: {body: trunk, mass: 8}}}", swing)
                .ticks(26)) {
      double moved = Math.abs(plain.f64("truth/position")[0]);
      double movedLoaded = Math.abs(loaded.f64("truth/position")[0]);
      assertTrue(moved > 1e-4, "moved " + moved);
      assertTrue(movedLoaded < 0.6 * moved, movedLoaded + " of " + moved);
    }
  }

  @Test
  void an_unknown_body_for_the_payload_is_refused() {
    RobotFolder files = leg();
    PreflightException refusal =
        assertThrows(
            PreflightException.class,
            () ->
                bench(
                    files,
                    "{type: mujoco, model_error: {payload: {body: trnk, mass: 1}}}",
                    DriverBench.Commands.NONE));
    assertTrue(refusal.getMessage().contains("trunk"), refusal.getMessage());
  }

  @Test
  void errors_of_one_and_faults_of_none_leave_every_bit_as_it_was() {
    DriverBench.Commands swing =
        (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(0, StrictMath.sin(timeNs / 1e7));
    String entry =
        "{type: faults, driver: {type: mujoco, model_error: {mass: 1, motor_strength: 1}},"
            + " faults: []}";
    try (DriverBench plain = bench(leg(), "{type: mujoco}", swing);
        DriverBench wrapped = bench(leg(), entry, swing)) {
      for (long tick = 0; tick < 200; tick++) {
        plain.ticks(1);
        wrapped.ticks(1);
        assertEquals(recordOf(plain), recordOf(wrapped), "tick " + tick);
        wrapped.pipeline().ahead((tick + 1) * PERIOD_NS);
        wrapped.pipeline().prime(PhaseClock.NONE, 0, PERIOD_NS);
        assertEquals(recordOf(plain), recordOf(wrapped), "after tick " + tick);
      }
    }
  }

  private static UnsafeBuffer recordOf(DriverBench bench) {
    TickRecord record = bench.pipeline().record();
    UnsafeBuffer copy = new UnsafeBuffer(new byte[record.layout().length()]);
    record.copyTo(copy, 0, copy.capacity());
    return copy;
  }
}

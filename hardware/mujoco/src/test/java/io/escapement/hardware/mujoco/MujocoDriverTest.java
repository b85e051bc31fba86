package io.escapement.hardware.mujoco;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.robot.Capability;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverCatalog;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverException;
import io.escapement.hardware.Push;
import io.escapement.hardware.SimulatorControl;
import io.escapement.testing.RequiresMujoco;
import io.escapement.testing.drivers.DriverBench;
import io.escapement.testing.drivers.DriverContract;
import io.escapement.testing.drivers.RobotFolder;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A box with a leg: what comes in, how time goes, what can be done to its world. */
@RequiresMujoco
final class MujocoDriverTest extends DriverContract {

  private static final long PERIOD_NS = 4_000_000;

  private RobotFolder files;

  @Override
  protected DriverContext context() {
    if (files == null) {
      files =
          new RobotFolder(folder)
              .write("model.xml", Mjcf.ONE_LEG)
              .write("robot.yaml", Mjcf.ONE_LEG_ROBOT);
    }
    return files.context(PERIOD_NS);
  }

  @Override
  protected Driver create(DriverContext context) {
    // Judged, so that the contract holds for all that a tick may do.
    return create(context, "{type: mujoco, judge: true}");
  }

  private Driver create(DriverContext context, String entry) {
    return DriverCatalog.load().create(files.entry(entry), context);
  }

  private DriverBench bench(String entry, DriverBench.Commands commands) {
    DriverContext context = context();
    return new DriverBench(create(context, entry), context, commands);
  }

  @Test
  void tick_0_sees_the_initial_state_and_each_later_one_a_period_more() {
    try (DriverBench bench = bench("{type: mujoco}", DriverBench.Commands.NONE).start()) {
      bench.ticks(1);
      assertEquals(0, bench.i64("joints/stamp_ns"));
      assertEquals(0, bench.i64("joints/seq"));
      assertArrayEquals(new double[] {0.3}, bench.f64("joints/position"));
      assertArrayEquals(new double[] {0, 0, 0.05}, bench.f64("truth/position"));
      bench.ticks(1);
      assertEquals(PERIOD_NS, bench.i64("joints/stamp_ns"));
      assertEquals(PERIOD_NS, bench.i64("imu/received_ns"));
      assertEquals(1, bench.i64("imu/seq"));
    }
  }

  @Test
  void a_judged_run_records_the_physics_own_work_and_contact_forces_from_its_start_on() {
    DriverBench.Commands effort = (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(0, 2);
    try (DriverBench bench = bench("{type: mujoco, judge: true}", effort).start()) {
      bench.ticks(1);
      assertArrayEquals(new double[] {0}, bench.f64("sim/injected_energy"));
      assertArrayEquals(new double[] {0}, bench.f64("sim/peak_contact_force"));
      bench.ticks(20);
      assertTrue(bench.f64("sim/injected_energy")[0] > 0.01);
      bench.ticks(300);
      // The box of 4 kg and the leg of half a kilogram lie on the floor.
      assertTrue(bench.f64("sim/peak_contact_force")[0] > 20);
    }
  }

  @Test
  void a_run_that_is_not_judged_has_no_channels_for_it() {
    try (DriverBench bench = bench("{type: mujoco}", DriverBench.Commands.NONE).start()) {
      assertTrue(
          bench.pipeline().record().layout().slots().stream()
              .noneMatch(
                  slot ->
                      slot.spec().name().endsWith("injected_energy")
                          || slot.spec().name().endsWith("peak_contact_force")));
    }
  }

  @Test
  void skipped_periods_are_caught_up_with_in_the_next_tick() {
    DriverBench.Commands push = (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(0, 0.2);
    try (DriverBench skipping = bench("{type: mujoco}", push).start();
        DriverBench whole = bench("{type: mujoco}", push).start()) {
      skipping.ticks(10).skip(5).ticks(1);
      whole.ticks(16);
      assertEquals(15 * PERIOD_NS, skipping.i64("joints/stamp_ns"));
      assertArrayEquals(whole.f64("joints/position"), skipping.f64("joints/position"));
      assertEquals(10, skipping.i64("joints/seq"));
    }
  }

  @Test
  void a_run_is_the_same_bit_for_bit_whether_physics_move_on_ahead_of_a_tick_or_in_it() {
    DriverBench.Commands swing =
        (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(0, StrictMath.sin(timeNs / 1e7));
    try (DriverBench ahead = bench("{type: mujoco}", swing).start();
        DriverBench inTick = bench("{type: mujoco}", swing).start()) {
      for (long tick = 0; tick < 200; tick++) {
        if (tick % 7 == 3) {
          // The loop comes a period later than it thought.
          ahead.skip(1);
          inTick.skip(1);
        }
        ahead.ticks(1);
        inTick.ticks(1);
        assertEquals(recordOf(inTick), recordOf(ahead), "tick " + tick);
        ahead.pipeline().ahead((tick + 1 + (tick + 4) / 7) * PERIOD_NS);
        ahead.pipeline().prime(PhaseClock.NONE, 0, PERIOD_NS);
        assertEquals(recordOf(inTick), recordOf(ahead), "after tick " + tick);
      }
    }
  }

  private static UnsafeBuffer recordOf(DriverBench bench) {
    TickRecord record = bench.pipeline().record();
    UnsafeBuffer copy = new UnsafeBuffer(new byte[record.layout().length()]);
    record.copyTo(copy, 0, copy.capacity());
    return copy;
  }

  @Test
  void physics_that_diverge_ahead_of_a_tick_are_shown_in_it_and_end_the_next() {
    String entry = "{type: mujoco, initial: {base_position: [0, 0, 2]}}";
    DriverBench.Commands sound = (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(0, 0);
    DriverBench.Commands nan =
        (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(0, Double.NaN);
    try (DriverBench bench =
        bench(
                entry,
                (timeNs, numbers) -> (timeNs < 3 * PERIOD_NS ? sound : nan).write(timeNs, numbers))
            .start()) {
      bench.ticks(4);
      bench.pipeline().ahead(4 * PERIOD_NS);
      assertEquals(0, bench.i32("sim/diverged"));
      bench.ticks(1);
      assertEquals(1, bench.i32("sim/diverged"));
      bench.pipeline().ahead(5 * PERIOD_NS);
      assertThrows(DriverException.class, () -> bench.ticks(1));
    }
  }

  @Test
  void physics_that_fall_far_behind_catch_up_over_several_ticks_and_say_so_in_the_stamp() {
    try (DriverBench bench = bench("{type: mujoco}", DriverBench.Commands.NONE).start()) {
      bench.ticks(1).skip(1_000).ticks(1);
      assertEquals(MujocoDriver.MOST_PER_TICK_NS, bench.i64("joints/stamp_ns"));
      assertEquals(1_001 * PERIOD_NS, bench.i64("joints/received_ns"));
    }
  }

  @Test
  void the_initial_state_is_laid_over_the_keyframe() {
    String entry =
        "{type: mujoco, initial: {base_position: [1, 2, 3], base_orientation: [0, 0, 0, 2],"
            + " joints: {hip: -0.5}}}";
    try (DriverBench bench = bench(entry, DriverBench.Commands.NONE).start().ticks(1)) {
      assertArrayEquals(new double[] {1, 2, 3}, bench.f64("truth/position"));
      assertArrayEquals(new double[] {0, 0, 0, 1}, bench.f64("truth/orientation"));
      assertArrayEquals(new double[] {0, 0, 0, 1}, bench.f64("imu/orientation"));
      assertArrayEquals(new double[] {-0.5}, bench.f64("joints/position"));
    }
  }

  @Test
  void sensors_agree_with_what_the_floating_base_does() {
    String tilted = "{type: mujoco, initial: {base_position: [0, 0, 2]}}";
    DriverBench.Commands swing = (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(0, 2);
    try (DriverBench bench = bench(tilted, swing).start().ticks(10)) {
      assertArrayEquals(bench.f64("truth/orientation"), bench.f64("imu/orientation"), 1e-12);
      assertArrayEquals(
          bench.f64("truth/angular_velocity"), bench.f64("imu/angular_velocity"), 1e-12);
      // The velocimeter sits in the body's origin: world velocity turned by the orientation.
      double[] q = bench.f64("truth/orientation");
      double[] world = rotate(q, bench.f64("base/linear_velocity"));
      assertArrayEquals(bench.f64("truth/linear_velocity"), world, 1e-9);
      assertTrue(Math.abs(bench.f64("truth/angular_velocity")[1]) > 0.1, "the trunk turns");
    }
  }

  @Test
  void roles_taken_from_the_base_give_what_sensors_at_its_origin_give() {
    context();
    RobotFolder based =
        new RobotFolder(folder)
            .write(
                "robot.yaml",
                """
                robot: oneleg
                model: model.xml
                default_pose: {keyframe: home}
                sensors:
                  imu: {orientation: base, angular_velocity: base}
                  base_linear_velocity: base
                  base_position: base
                  extra: {speed: speed, gyro: gyro, attitude: attitude}
                """);
    DriverContext context = based.context(PERIOD_NS);
    Driver driver =
        DriverCatalog.load()
            .create(based.entry("{type: mujoco, initial: {base_position: [0, 0, 2]}}"), context);
    DriverBench.Commands swing = (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(0, 2);
    try (DriverBench bench = new DriverBench(driver, context, swing).start().ticks(10)) {
      assertArrayEquals(bench.f64("sensors/attitude"), bench.f64("imu/orientation"), 1e-12);
      assertArrayEquals(bench.f64("sensors/gyro"), bench.f64("imu/angular_velocity"), 1e-12);
      assertArrayEquals(bench.f64("sensors/speed"), bench.f64("base/linear_velocity"), 1e-9);
      assertArrayEquals(bench.f64("truth/position"), bench.f64("base/position"));
    }
  }

  private static double[] rotate(double[] q, double[] v) {
    double[] t = cross(q, v);
    for (int i = 0; i < 3; i++) {
      t[i] *= 2;
    }
    double[] u = cross(q, t);
    return new double[] {
      v[0] + q[0] * t[0] + u[0], v[1] + q[0] * t[1] + u[1], v[2] + q[0] * t[2] + u[2]
    };
  }

  private static double[] cross(double[] q, double[] v) {
    return new double[] {
      q[2] * v[2] - q[3] * v[1], q[3] * v[0] - q[1] * v[2], q[1] * v[1] - q[2] * v[0]
    };
  }

  @Test
  void at_rest_the_accelerometer_points_up() {
    try (DriverBench bench = bench("{type: mujoco}", DriverBench.Commands.NONE).start()) {
      bench.ticks(2_000);
      double[] force = bench.f64("imu/linear_acceleration");
      assertEquals(
          9.81, Math.sqrt(force[0] * force[0] + force[1] * force[1] + force[2] * force[2]), 0.05);
      assertTrue(force[2] > 9, "up");
    }
  }

  @Test
  void a_scheduled_push_acts_in_exactly_its_steps_and_is_recorded() {
    DriverContext context = context();
    Driver driver = create(context, "{type: mujoco, initial: {base_position: [0, 0, 50]}}");
    SimulatorControl control = driver.simulatorControl().orElseThrow();
    try (DriverBench bench = new DriverBench(driver, context, DriverBench.Commands.NONE)) {
      driver.open();
      control.schedule(new Push(20_000_000, "trunk", 0, 9, 0, 10_000_000));
      driver.activate();
      // Steps of 2 ms begin at 20, 22, 24, 26 and 28 ms.
      bench.ticks(6);
      assertEquals(0, bench.f64("sim/push")[1]);
      assertEquals(0, bench.f64("truth/linear_velocity")[1], 1e-12);
      bench.ticks(1);
      assertEquals(9, bench.f64("sim/push")[1]);
      bench.ticks(10);
      assertEquals(0, bench.f64("sim/push")[1]);
      // 4.5 kg fall freely; the leg hangs by a joint that lets none of this force past.
      double momentum = 4.5 * bench.f64("truth/linear_velocity")[1];
      assertEquals(9 * 0.010, momentum, 0.02 * 0.09);
    }
  }

  @Test
  void a_push_can_come_from_another_thread_while_the_simulator_runs() throws InterruptedException {
    DriverContext context = context();
    Driver driver = create(context);
    SimulatorControl control = driver.simulatorControl().orElseThrow();
    assertThrows(IllegalStateException.class, () -> control.applyPush("trunk", 1, 0, 0, 1));
    try (DriverBench bench =
        new DriverBench(driver, context, DriverBench.Commands.NONE).start().ticks(3)) {
      CountDownLatch pushed = new CountDownLatch(1);
      new Thread(
              () -> {
                assertTrue(control.applyPush("trunk", 3, 0, 0, 8_000_000));
                pushed.countDown();
              })
          .start();
      pushed.await();
      bench.ticks(1);
      assertEquals(3, bench.f64("sim/push")[0]);
      bench.ticks(2);
      assertEquals(0, bench.f64("sim/push")[0]);
      assertThrows(
          IllegalArgumentException.class, () -> control.applyPush("trunc", 1, 0, 0, 1_000));
    }
  }

  @Test
  void pushes_are_scheduled_on_existing_bodies_between_opening_and_activation() {
    Driver driver = create(context());
    SimulatorControl control = driver.simulatorControl().orElseThrow();
    Push push = new Push(0, "trunk", 1, 0, 0, 1);
    assertThrows(IllegalStateException.class, () -> control.schedule(push));
    driver.open();
    control.schedule(push);
    PreflightException unknown =
        assertThrows(
            PreflightException.class, () -> control.schedule(new Push(0, "trunck", 1, 0, 0, 1)));
    assertTrue(unknown.getMessage().contains("\"trunk\""), unknown.getMessage());
    driver.activate();
    assertThrows(IllegalStateException.class, () -> control.schedule(push));
    driver.close();
  }

  @Test
  void diverged_physics_are_recorded_once_and_then_end_the_run() {
    DriverContext context = context();
    Driver driver = create(context);
    DriverBench.Commands senseless =
        (timeNs, numbers) ->
            numbers.of(Capability.EFFORT).set(0, timeNs == 5 * PERIOD_NS ? Double.NaN : 0);
    try (DriverBench bench = new DriverBench(driver, context, senseless).start().ticks(6)) {
      assertEquals(0, bench.i32("sim/diverged"));
      double[] before = bench.f64("joints/position");
      bench.ticks(1);
      assertEquals(1, bench.i32("sim/diverged"));
      assertArrayEquals(before, bench.f64("joints/position"));
      assertTrue(bench.i64("joints/stamp_ns") < 6 * PERIOD_NS);
      DriverException end = assertThrows(DriverException.class, () -> bench.ticks(1));
      assertTrue(end.getMessage().contains("diverged"), end.getMessage());
    }
  }

  @Test
  void nothing_moves_before_activation_and_after_deactivation() {
    DriverContext context = context();
    Driver driver = create(context, "{type: mujoco, initial: {base_position: [0, 0, 50]}}");
    try (DriverBench bench = new DriverBench(driver, context, DriverBench.Commands.NONE)) {
      driver.open();
      bench.ticks(10);
      assertArrayEquals(new double[] {0, 0, 50}, bench.f64("truth/position"));
      driver.activate();
      bench.ticks(1);
      assertTrue(bench.f64("truth/position")[2] < 50);
      double[] reached = bench.f64("truth/position");
      driver.deactivate();
      bench.ticks(10);
      assertArrayEquals(reached, bench.f64("truth/position"));
    }
  }

  @Test
  void a_second_activation_repeats_the_first_run_bit_for_bit() {
    DriverContext context = context();
    Driver driver = create(context);
    DriverBench.Commands swing =
        (timeNs, numbers) -> numbers.of(Capability.EFFORT).set(0, StrictMath.sin(timeNs * 1e-8));
    try (DriverBench bench = new DriverBench(driver, context, swing)) {
      double[] first = bench.start().ticks(300).f64("truth/position");
      driver.deactivate();
      driver.activate();
      bench.skip(-300);
      double[] second = bench.ticks(300).f64("truth/position");
      assertArrayEquals(first, second);
      assertFalse(first[0] == 0 && first[1] == 0, "the robot moved");
    }
  }
}

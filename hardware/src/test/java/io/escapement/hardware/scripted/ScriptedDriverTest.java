package io.escapement.hardware.scripted;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.DeviceClock;
import io.escapement.controller.robot.Capability;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverCatalog;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverException;
import io.escapement.testing.drivers.DriverBench;
import io.escapement.testing.drivers.DriverContract;
import io.escapement.testing.drivers.RobotFolder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScriptedDriverTest extends DriverContract {

  private static final long MS = 1_000_000L;
  private static final long PERIOD_NS = 10 * MS;
  private static final String SAMPLES =
      """
      time_s, joints/position/shoulder, joints/position/elbow
      0, 0.1, 1.0
      0.025, 0.2, 1.1
      0.04, 0.3, 1.2
      """;

  private static final String MODEL =
      """
      <mujoco model="arm">
        <worldbody>
          <body name="upper"><joint name="shoulder"/><geom size="0.1"/>
            <body name="lower"><joint name="elbow"/><geom size="0.1"/></body>
          </body>
        </worldbody>
        <actuator><motor name="m1" joint="shoulder"/><motor name="m2" joint="elbow"/></actuator>
        <sensor><jointpos name="encoder" joint="elbow"/></sensor>
      </mujoco>
      """;

  private RobotFolder files;

  @Override
  protected DriverContext context() {
    if (files == null) {
      files =
          new RobotFolder(folder)
              .write("arm.xml", MODEL)
              .write(
                  "robot.yaml", "robot: arm\nmodel: arm.xml\nsensors: {extra: {encoder: encoder}}")
              .write("samples.csv", SAMPLES);
    }
    return files.context(PERIOD_NS);
  }

  @Override
  protected Driver create(DriverContext context) {
    return fromYaml("{type: scripted, file: samples.csv, at_end: repeat}");
  }

  private ScriptedDriver fromYaml(String entry) {
    DriverContext context = context();
    return (ScriptedDriver) DriverCatalog.load().create(files.entry(entry), context);
  }

  private DriverBench run(ScriptedDriver driver, DriverBench.Commands commands) {
    return new DriverBench(driver, context(), commands).start();
  }

  @Test
  void each_tick_gets_the_latest_sample_that_is_due_with_its_own_stamp() {
    ScriptedDriver driver = fromYaml("{type: scripted, file: samples.csv}");
    try (DriverBench bench = run(driver, DriverBench.Commands.NONE)) {
      bench.ticks(3);
      assertArrayEquals(new double[] {0.1, 1.0}, bench.f64("joints/position"));
      assertEquals(0, bench.i64("joints/stamp_ns"));
      assertEquals(20 * MS, bench.i64("joints/received_ns"));
      bench.ticks(1);
      assertArrayEquals(new double[] {0.2, 1.1}, bench.f64("joints/position"));
      assertEquals(25 * MS, bench.i64("joints/stamp_ns"));
      assertEquals(1, bench.i64("joints/seq"));
    }
  }

  @Test
  void the_last_sample_is_held_and_grows_old() {
    ScriptedDriver driver = fromYaml("{type: scripted, file: samples.csv, at_end: hold}");
    try (DriverBench bench = run(driver, DriverBench.Commands.NONE)) {
      bench.ticks(100);
      assertArrayEquals(new double[] {0.3, 1.2}, bench.f64("joints/position"));
      assertEquals(40 * MS, bench.i64("joints/stamp_ns"));
      assertEquals(2, bench.i64("joints/seq"));
    }
  }

  @Test
  void samples_begin_again_after_the_distance_of_the_last_two() {
    ScriptedDriver driver = fromYaml("{type: scripted, file: samples.csv, at_end: repeat}");
    try (DriverBench bench = run(driver, DriverBench.Commands.NONE)) {
      // One round is 40 + 15 ms.
      bench.ticks(7);
      assertArrayEquals(new double[] {0.1, 1.0}, bench.f64("joints/position"));
      assertEquals(55 * MS, bench.i64("joints/stamp_ns"));
      assertEquals(3, bench.i64("joints/seq"));
    }
  }

  @Test
  void stale_samples_stop_at_the_time_of_the_fault() {
    ScriptedDriver driver =
        fromYaml("{type: scripted, file: samples.csv, faults: {stale_from: 30ms}}");
    try (DriverBench bench = run(driver, DriverBench.Commands.NONE)) {
      bench.ticks(100);
      assertEquals(25 * MS, bench.i64("joints/stamp_ns"));
      assertEquals(990 * MS, bench.i64("joints/received_ns"));
    }
  }

  @Test
  void drives_refuse_activation_when_told_to() {
    try (Driver driver =
        fromYaml("{type: scripted, file: samples.csv, faults: {activation: true}}")) {
      driver.open();
      DriverException refusal = assertThrows(DriverException.class, driver::activate);
      assertTrue(refusal.getMessage().startsWith("driver scripted: "), refusal.getMessage());
    }
  }

  @Test
  void a_stalled_read_lasts_as_long_as_scripted_and_happens_once() {
    VirtualClock clock = new VirtualClock();
    ScriptedDriver driver = withClock(clock, false, Faults.stall(20 * MS, 7 * MS));
    try (DriverBench bench = run(driver, DriverBench.Commands.NONE)) {
      bench.ticks(2);
      assertEquals(0, clock.nowNs);
      bench.ticks(5);
      assertEquals(7 * MS, clock.nowNs);
    }
  }

  @Test
  void the_command_is_kept_number_by_number() {
    ScriptedDriver driver = fromYaml("{type: scripted, file: samples.csv}");
    DriverBench.Commands commands =
        (timeNs, numbers) -> {
          numbers.of(Capability.POSITION).set(1, 0.5);
          numbers.of(Capability.EFFORT).set(0, -2);
        };
    try (DriverBench bench = run(driver, commands)) {
      bench.ticks(4);
      assertEquals(4, driver.commands());
      assertEquals(0.5, driver.commanded(Capability.POSITION, 1));
      assertEquals(-2, driver.commanded(Capability.EFFORT, 0));
      assertEquals(0, driver.commanded(Capability.STIFFNESS, 0));
    }
  }

  @Test
  void a_role_without_columns_is_not_supplied_and_one_with_columns_is() {
    try (Driver driver = fromYaml("{type: scripted, file: samples.csv}");
        DriverBench bench = new DriverBench(driver, context(), DriverBench.Commands.NONE)) {
      assertEquals(null, bench.pipeline().record().layout().find("arm/sensors/encoder"));
    }
    files.write(
        "more.csv",
        "time_s,joints/position/shoulder,joints/position/elbow,sensors/encoder/0\n0,1,2,3\n");
    try (Driver driver = fromYaml("{type: scripted, file: more.csv}");
        DriverBench bench = new DriverBench(driver, context(), DriverBench.Commands.NONE)) {
      bench.start().ticks(1);
      assertArrayEquals(new double[] {3}, bench.f64("sensors/encoder"));
      assertEquals(0, bench.i64("sensors/seq"));
    }
  }

  @Test
  void a_clock_lets_the_loop_wait_for_each_sample_and_counts_those_that_passed() {
    VirtualClock clock = new VirtualClock();
    ScriptedDriver driver = withClock(clock, true, Faults.NONE);
    try (DriverBench bench = run(driver, DriverBench.Commands.NONE)) {
      DeviceClock device = driver.clock().orElseThrow();
      assertEquals(0, device.awaitSample(100 * MS));
      assertEquals(0, clock.nowNs);
      assertEquals(1, device.awaitSample(100 * MS));
      assertEquals(10 * MS, clock.nowNs);
      clock.nowNs = 47 * MS;
      assertEquals(4, device.awaitSample(100 * MS));
      assertEquals(47 * MS, clock.nowNs);
      bench.ticks(1);
      assertEquals(4, bench.i64("joints/seq"));
    }
  }

  @Test
  void a_clock_without_further_samples_times_out() {
    VirtualClock clock = new VirtualClock();
    ScriptedDriver driver = withClock(clock, true, Faults.staleFrom(15 * MS));
    try (DriverBench bench = run(driver, DriverBench.Commands.NONE)) {
      DeviceClock device = driver.clock().orElseThrow();
      assertEquals(0, device.awaitSample(5 * MS));
      assertEquals(DeviceClock.TIMED_OUT, device.awaitSample(5 * MS));
      assertEquals(5 * MS, clock.nowNs);
      assertEquals(1, device.awaitSample(5 * MS));
      assertEquals(DeviceClock.TIMED_OUT, device.awaitSample(50 * MS));
      assertEquals(60 * MS, clock.nowNs);
      assertFalse(bench.f64("joints/position").length == 0);
    }
  }

  @Test
  void malformed_files_are_refused_with_their_line() {
    context();
    assertRefused("time_s,joints/position/shoulder\n0,1\n", "expected joints/position/elbow");
    assertRefused("time_s,joints/velocity/shoulder\n0,1\n", "no joint positions");
    assertRefused("t,a\n0,1\n", "samples.csv:1");
    assertRefused("time_s,a\n0,1\n0,2\n", "samples.csv:3");
    assertRefused("time_s,a\n0,x\n", "samples.csv:2");
    assertRefused("time_s,a\n0,1,2\n", "samples.csv:2");
    assertRefused("time_s,a\n", "at least one sample");
  }

  private void assertRefused(String csv, String named) {
    RobotFolder fresh = new RobotFolder(folder).write("samples.csv", csv);
    DriverContext context = fresh.context(PERIOD_NS);
    PreflightException refusal =
        assertThrows(
            PreflightException.class,
            () ->
                DriverCatalog.load()
                    .create(fresh.entry("{type: scripted, file: samples.csv}"), context));
    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
  }

  @Test
  void unknown_keys_and_types_are_errors_of_configuration() {
    context();
    assertThrows(
        ConfigurationException.class,
        () -> fromYaml("{type: scripted, file: samples.csv, fast: 1}"));
    ConfigurationException unknown =
        assertThrows(ConfigurationException.class, () -> fromYaml("{type: scripte}"));
    assertTrue(unknown.getMessage().contains("scripted"), unknown.getMessage());
  }

  private ScriptedDriver withClock(VirtualClock clock, boolean isClock, Faults faults) {
    List<String> columns = List.of("joints/position/shoulder", "joints/position/elbow");
    Samples samples = Samples.of(columns, 10 * MS, 100, (column, timeNs) -> timeNs / 1e9);
    return new ScriptedDriver(
        "scripted",
        context(),
        samples,
        new ScriptedOptions(false, isClock, faults, clock, clock::sleepUntil));
  }

  /** Time that moves only when somebody sleeps. */
  private static final class VirtualClock implements Clock {
    private long nowNs;

    @Override
    public long nanoTime() {
      return nowNs;
    }

    @Override
    public long wallTimeNs() {
      return nowNs;
    }

    void sleepUntil(long dueNs) {
      nowNs = Math.max(nowNs, dueNs);
    }
  }
}

package io.escapement.hardware.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.TickRecord;
import io.escapement.controller.robot.Capability;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverCatalog;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.scripted.Samples;
import io.escapement.hardware.scripted.ScriptedDriver;
import io.escapement.hardware.scripted.ScriptedOptions;
import io.escapement.testing.drivers.DriverBench;
import io.escapement.testing.drivers.DriverContract;
import io.escapement.testing.drivers.RobotFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Each fault by what the record gets, or the drives; the device counts up a sample a tick. */
final class FaultDriverTest extends DriverContract {

  private static final long MS = 1_000_000L;
  private static final long PERIOD_NS = 10 * MS;
  private static final int SAMPLES = 1000;

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
              .write("samples.csv", samples());
    }
    return files.context(PERIOD_NS);
  }

  /** One sample a tick: number n has positions n and -n, velocities n/8 and 1, encoder 2n. */
  private static String samples() {
    StringBuilder text =
        new StringBuilder(
            "time_s,joints/position/shoulder,joints/position/elbow,"
                + "joints/velocity/shoulder,joints/velocity/elbow,sensors/encoder/0\n");
    for (int n = 0; n < SAMPLES; n++) {
      text.append(n / 100.0).append(',').append(n).append(',').append(-n).append(',');
      text.append(n / 8.0).append(",1,").append(2 * n).append('\n');
    }
    return text.toString();
  }

  /** A selection of faults that leave numbers finite and samples in order. */
  @Override
  protected Driver create(DriverContext context) {
    return faulty(
        "{fault: sign_flip, joint: elbow}, {fault: jump, joint: elbow, offset: 0.1, from: 20ms},"
            + " {fault: quantise, step: 0.25}, {fault: lost, probability: 0.3},"
            + " {fault: late, group: joints, ticks: 2}, {fault: stale, from: 1s, for: 1s},"
            + " {fault: repeated, from: 3s, for: 1s}, {fault: actuator_delay, ticks: 2}");
  }

  private Driver plain() {
    context();
    return DriverCatalog.load()
        .create(files.entry("{type: scripted, file: samples.csv, at_end: repeat}"), context());
  }

  private Driver faulty(String faults) {
    return seeded(7, faults);
  }

  private Driver seeded(long seed, String faults) {
    context();
    String entry =
        "{type: faults, seed: "
            + seed
            + ", driver: {type: scripted, file: samples.csv, at_end: repeat}, faults: ["
            + faults
            + "]}";
    return DriverCatalog.load().create(files.entry(entry), context());
  }

  private DriverBench bench(String faults) {
    return run(faulty(faults));
  }

  private DriverBench run(Driver driver) {
    return new DriverBench(driver, context(), DriverBench.Commands.NONE).start();
  }

  private static UnsafeBuffer recordOf(DriverBench bench) {
    TickRecord record = bench.pipeline().record();
    UnsafeBuffer copy = new UnsafeBuffer(new byte[record.layout().length()]);
    record.copyTo(copy, 0, copy.capacity());
    return copy;
  }

  private void assertSameBits(String faults, Driver other) {
    try (DriverBench one = bench(faults);
        DriverBench two = run(other)) {
      assertEquals(two.pipeline().record().layout(), one.pipeline().record().layout());
      for (int tick = 0; tick < 500; tick++) {
        assertEquals(recordOf(two), recordOf(one), "before tick " + tick);
        one.pipeline().prime(PhaseClock.NONE, tick * PERIOD_NS, PERIOD_NS);
        one.ticks(1);
        two.ticks(1);
      }
    }
  }

  @Test
  void without_faults_the_record_is_that_of_the_plain_driver_bit_for_bit() {
    assertSameBits("", plain());
  }

  @Test
  void a_fault_outside_its_time_changes_nothing() {
    assertSameBits(
        "{fault: nan, channel: joints/position, from: 1h}, {fault: lost, probability: 1, from: 1h},"
            + " {fault: late, delay: 50ms, from: 1h}, {fault: stale, from: 100ms, for: 0s}",
        plain());
  }

  @Test
  void the_same_seed_gives_the_same_run_bit_for_bit() {
    String faults =
        "{fault: lost, probability: 0.5}, {fault: late, delay: 30ms, from: 1s, for: 1s}";
    assertSameBits(faults, faulty(faults));
  }

  @Test
  void another_seed_loses_other_samples() {
    List<Long> one = new ArrayList<>();
    List<Long> other = new ArrayList<>();
    String lost = "{fault: lost, probability: 0.5}";
    try (DriverBench first = run(seeded(1, lost));
        DriverBench second = run(seeded(2, lost))) {
      for (int tick = 0; tick < 100; tick++) {
        one.add(first.ticks(1).i64("joints/seq"));
        other.add(second.ticks(1).i64("joints/seq"));
      }
    }
    assertNotEquals(one, other);
  }

  @Test
  void nan_stands_in_the_joint_that_is_named_while_it_lasts_and_stamps_go_on() {
    try (DriverBench bench =
        bench("{fault: nan, channel: joints/velocity, joint: elbow, from: 50ms, for: 20ms}")) {
      bench.ticks(5);
      assertArrayEquals(new double[] {0.5, 1}, bench.f64("joints/velocity"));
      bench.ticks(2);
      assertArrayEquals(new double[] {0.75, Double.NaN}, bench.f64("joints/velocity"));
      assertEquals(6, bench.i64("joints/seq"));
      assertEquals(60 * MS, bench.i64("joints/stamp_ns"));
      bench.ticks(1);
      assertArrayEquals(new double[] {0.875, 1}, bench.f64("joints/velocity"));
    }
  }

  @Test
  void infinity_has_the_sign_that_is_asked_for() {
    try (DriverBench bench =
        bench(
            "{fault: infinity, channel: sensors/encoder},"
                + " {fault: infinity, channel: joints/effort, negative: true, element: 1}")) {
      bench.ticks(3);
      assertArrayEquals(new double[] {Double.POSITIVE_INFINITY}, bench.f64("sensors/encoder"));
      assertArrayEquals(new double[] {0, Double.NEGATIVE_INFINITY}, bench.f64("joints/effort"));
    }
  }

  @Test
  void a_flipped_encoder_measures_position_and_velocity_of_its_joint_with_the_other_sign() {
    try (DriverBench bench = bench("{fault: sign_flip, joint: shoulder}")) {
      bench.ticks(5);
      assertArrayEquals(new double[] {-4, -4}, bench.f64("joints/position"));
      assertArrayEquals(new double[] {-0.5, 1}, bench.f64("joints/velocity"));
    }
  }

  @Test
  void a_jump_adds_its_offset_from_its_time_on() {
    try (DriverBench bench = bench("{fault: jump, joint: elbow, offset: 0.5, from: 30ms}")) {
      bench.ticks(3);
      assertArrayEquals(new double[] {2, -2}, bench.f64("joints/position"));
      bench.ticks(1);
      assertArrayEquals(new double[] {3, -2.5}, bench.f64("joints/position"));
      bench.ticks(100);
      assertArrayEquals(new double[] {103, -102.5}, bench.f64("joints/position"));
    }
  }

  @Test
  void a_quantised_velocity_is_a_multiple_of_the_step() {
    try (DriverBench bench = bench("{fault: quantise, step: 0.5}")) {
      bench.ticks(4);
      assertArrayEquals(new double[] {0.5, 1}, bench.f64("joints/velocity"));
    }
  }

  @Test
  void a_velocity_quantised_with_step_zero_is_zero() {
    try (DriverBench bench = bench("{fault: quantise, step: 0}")) {
      bench.ticks(4);
      assertArrayEquals(new double[] {0, 0}, bench.f64("joints/velocity"));
    }
  }

  @Test
  void stale_samples_keep_stamp_number_and_values_while_they_are_had_anew() {
    try (DriverBench bench = bench("{fault: stale, group: joints, from: 30ms, for: 20ms}")) {
      bench.ticks(5);
      assertArrayEquals(new double[] {2, -2}, bench.f64("joints/position"));
      assertEquals(20 * MS, bench.i64("joints/stamp_ns"));
      assertEquals(40 * MS, bench.i64("joints/received_ns"));
      assertEquals(2, bench.i64("joints/seq"));
      assertEquals(4, bench.i64("sensors/seq"));
      bench.ticks(1);
      assertArrayEquals(new double[] {5, -5}, bench.f64("joints/position"));
      assertEquals(50 * MS, bench.i64("joints/stamp_ns"));
    }
  }

  @Test
  void repeated_samples_keep_number_and_values_and_look_fresh() {
    try (DriverBench bench = bench("{fault: repeated, group: joints, from: 30ms, for: 20ms}")) {
      bench.ticks(5);
      assertArrayEquals(new double[] {2, -2}, bench.f64("joints/position"));
      assertEquals(40 * MS, bench.i64("joints/stamp_ns"));
      assertEquals(40 * MS, bench.i64("joints/received_ns"));
      assertEquals(2, bench.i64("joints/seq"));
      bench.ticks(1);
      assertEquals(5, bench.i64("joints/seq"));
    }
  }

  @Test
  void late_samples_have_the_stamp_of_when_they_were_taken() {
    try (DriverBench bench = bench("{fault: late, group: joints, ticks: 3}")) {
      bench.ticks(3);
      assertArrayEquals(new double[] {0, 0}, bench.f64("joints/position"));
      bench.ticks(7);
      assertArrayEquals(new double[] {6, -6}, bench.f64("joints/position"));
      assertEquals(60 * MS, bench.i64("joints/stamp_ns"));
      assertEquals(90 * MS, bench.i64("joints/received_ns"));
      assertEquals(6, bench.i64("joints/seq"));
      assertEquals(9, bench.i64("sensors/seq"));
    }
  }

  @Test
  void a_delay_that_begins_holds_the_last_sample_until_the_next_one_arrives() {
    List<Long> numbers = new ArrayList<>();
    try (DriverBench bench = bench("{fault: late, delay: 20ms, from: 30ms, for: 40ms}")) {
      for (int tick = 0; tick < 9; tick++) {
        numbers.add(bench.ticks(1).i64("joints/seq"));
      }
    }
    assertEquals(List.of(0L, 1L, 2L, 2L, 2L, 3L, 4L, 7L, 8L), numbers);
  }

  @Test
  void lost_samples_leave_the_one_before_and_a_gap_in_the_numbers() {
    int lost = 0;
    try (DriverBench bench = bench("{fault: lost, probability: 0.25}")) {
      bench.ticks(1);
      for (int tick = 1; tick < SAMPLES; tick++) {
        long before = bench.i64("joints/seq");
        long received = bench.i64("joints/received_ns");
        bench.ticks(1);
        boolean here = bench.i64("joints/seq") == tick;
        assertEquals(here ? tick * PERIOD_NS : received, bench.i64("joints/received_ns"));
        assertEquals(here ? tick : before, bench.i64("joints/seq"));
        assertEquals(bench.i64("joints/seq"), bench.i64("sensors/seq"), "one packet has both");
        lost += here ? 0 : 1;
      }
    }
    assertTrue(lost > 200 && lost < 300, lost + " lost of 1000 with probability 0.25");
  }

  @Test
  void commands_reach_the_drives_so_many_ticks_later() {
    ScriptedDriver inner = scripted();
    DelayedSink.Delay delay = new DelayedSink.Delay(new Window(0, Long.MAX_VALUE), 3);
    try (DriverBench bench = commanding(inner, delay)) {
      bench.ticks(3);
      assertEquals(0, inner.commands());
      bench.ticks(1);
      assertEquals(1, inner.commands());
      assertEquals(0, inner.commanded(Capability.POSITION, 1));
      bench.ticks(6);
      assertEquals(6, inner.commanded(Capability.POSITION, 1));
      assertArrayEquals(new double[] {0, 9}, bench.f64("command/position"), "in the record");
    }
  }

  @Test
  void a_delay_that_begins_lets_nothing_arrive_and_one_that_ends_drops_what_is_under_way() {
    ScriptedDriver inner = scripted();
    DelayedSink.Delay delay = new DelayedSink.Delay(new Window(3 * PERIOD_NS, 7 * PERIOD_NS), 2);
    List<Double> arrived = new ArrayList<>();
    try (DriverBench bench = commanding(inner, delay)) {
      for (int tick = 0; tick < 9; tick++) {
        bench.ticks(1);
        arrived.add(inner.commanded(Capability.POSITION, 1));
      }
    }
    assertEquals(List.of(0.0, 1.0, 2.0, 2.0, 2.0, 3.0, 4.0, 7.0, 8.0), arrived);
    assertEquals(7, inner.commands());
  }

  @Test
  void what_was_under_way_is_forgotten_at_the_next_activation() {
    ScriptedDriver inner = scripted();
    DelayedSink.Delay delay = new DelayedSink.Delay(new Window(0, Long.MAX_VALUE), 3);
    FaultDriver driver = wrap(inner, delay);
    try (DriverBench bench = new DriverBench(driver, context(), DriverBench.Commands.NONE)) {
      bench.start().ticks(10);
      driver.deactivate();
      driver.activate();
      bench.ticks(3);
      assertEquals(0, inner.commands());
      bench.ticks(1);
      assertEquals(1, inner.commands());
    }
  }

  private ScriptedDriver scripted() {
    DriverContext context = context();
    return new ScriptedDriver(
        "arm",
        context,
        Samples.read(folder.resolve(Path.of("samples.csv")), context.files()),
        ScriptedOptions.of(true, false, io.escapement.hardware.scripted.Faults.NONE));
  }

  private FaultDriver wrap(ScriptedDriver inner, DelayedSink.Delay delay) {
    List<FaultySource> sources = inner.sources().stream().map(FaultySource::new).toList();
    return new FaultDriver(inner, sources, List.of(delay));
  }

  /** Commands the number of the tick as the position of the second actuator. */
  private DriverBench commanding(ScriptedDriver inner, DelayedSink.Delay delay) {
    DriverBench.Commands commands =
        (timeNs, numbers) ->
            numbers.of(Capability.POSITION).set(1, Math.rint((double) timeNs / PERIOD_NS));
    return new DriverBench(wrap(inner, delay), context(), commands).start();
  }

  @Test
  void a_fault_finds_what_the_one_before_it_has_left() {
    try (DriverBench bench =
        bench(
            "{fault: jump, joint: shoulder, offset: 0.5},"
                + " {fault: sign_flip, channel: joints/position, joint: shoulder}")) {
      bench.ticks(3);
      assertArrayEquals(new double[] {-2.5, -2}, bench.f64("joints/position"));
    }
  }
}

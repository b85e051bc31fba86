package io.escapement.safety.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.feature.Feature;
import io.escapement.controller.stage.Stage;
import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.SafetyStages;
import io.escapement.safety.TestRobots;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.kernel.KernelBarrier;
import io.escapement.safety.kernel.KernelBarrierFit;
import io.escapement.safety.kernel.UnsafeSet;
import io.escapement.safety.supervisor.Cause;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A shoulder whose position follows the commanded one by a tenth a tick; unsafe above 1 rad. */
class KernelScoreTest {

  private static final double EPSILON = 0.01;
  private static final double GROWTH = 0.05;
  private static final UnsafeSet UNSAFE =
      new UnsafeSet(
          List.of(new UnsafeSet.Condition(Feature.parse("joints/position[0]"), true, 1, 0)));
  private static final KernelFile FILE = fitted();

  private static double next(double q, double u) {
    return q + 0.1 * (u - q);
  }

  private static KernelFile fitted() {
    int steps = 21;
    double[] z = new double[2 * steps * steps];
    double[] after = new double[steps * steps];
    for (int i = 0; i < steps; i++) {
      for (int j = 0; j < steps; j++) {
        double q = -1.2 + 0.12 * i;
        double u = -2 + 0.2 * j;
        int n = i * steps + j;
        z[2 * n] = q;
        z[2 * n + 1] = u;
        after[n] = UNSAFE.barrier(new double[] {next(q, u)});
      }
    }
    KernelBarrier barrier =
        KernelBarrierFit.fit(z, after, new double[] {0.4, 1}, 1e-3, 300, UnsafeSet.GAMMA);
    return new KernelFile(
        Feature.read("", List.of("joints/position[0]")),
        Feature.read("", List.of("command/position[0]")),
        UNSAFE,
        barrier,
        0,
        GROWTH,
        EPSILON,
        List.of(new Episode("run", "id", "0".repeat(64), 441)));
  }

  /** Serves the barrier's file, whatever is asked for. */
  private record OneFile(String text) implements FileSource {

    @Override
    public boolean exists(Path file) {
      return true;
    }

    @Override
    public byte[] read(Path file) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Path locate(Path file) {
      throw new UnsupportedOperationException();
    }
  }

  private static SafetyRig rig(String safety) {
    SafetySettings plain = SafetyRig.read(TestRobots.arm(), safety, true);
    SafetySettings settings = plain.withMonitors(plain.monitors().withScores(true));
    Scores scores =
        new ScoreReader(
                settings.drives(),
                new OneFile(FILE.toJson()),
                SafetyRig.PERIOD_NS,
                settings.modes())
            .read(
                TestRobots.yaml("[{type: kernel_barrier, name: kernel, file: x.json}]"),
                (entry, name) -> {
                  throw new IllegalStateException(name);
                });
    List<Stage> stages = new ArrayList<>(scores.stages());
    stages.addAll(SafetyStages.of(settings, scores.filters()));
    // Scores are here, and need no stand-in of the rig.
    SafetyRig rig = new SafetyRig(plain, TestRobots.arm(), stages);
    command(rig, 0, 0);
    return rig;
  }

  private static void command(SafetyRig rig, double q, double u) {
    rig.q[0] = q;
    rig.nominal[0] = new Command(u, 0, 1, 0, 0);
  }

  private static boolean intervened(SafetyRig rig) {
    return (rig.i32("safety/intervention", 0) & Intervention.KERNEL_BARRIER.bit()) != 0;
  }

  @Test
  void a_command_that_keeps_away_passes_bit_for_bit() {
    SafetyRig rig = rig("").tick();
    command(rig, 0.3, 0.5123);
    rig.tick();
    assertEquals(0.5123, rig.command(0).position());
    assertEquals(1, rig.f64("score/kernel_scale", 0));
    assertEquals(0.09, rig.f64("score/kernel_barrier", 0), 1e-12);
    double expected = rig.f64("score/kernel_expected", 0);
    double[] scratch = new double[2];
    assertEquals(FILE.barrier().expected(new double[] {.3, .5123}, scratch), expected, 0);
    double excess = expected + EPSILON - (0.09 + GROWTH);
    assertTrue(excess < 0);
    assertEquals(excess, rig.f64("score/kernel", 0), 1e-12);
    assertEquals("policy", rig.mode());
    assertTrue(!intervened(rig));
  }

  @Test
  void a_command_that_goes_too_near_is_taken_back_towards_the_last_one() {
    SafetyRig rig = rig("").tick();
    command(rig, 0.8, 0.5);
    rig.tick();
    command(rig, 0.8, 2);
    rig.tick();
    double part = rig.f64("score/kernel_scale", 0);
    assertTrue(part > 0 && part < 1, "part " + part);
    assertEquals(0.5 + part * 1.5, rig.command(0).position(), 1e-12);
    assertTrue(intervened(rig));
    assertEquals("policy", rig.mode());
    // What it lets through keeps the bound in truth, too.
    double u = rig.command(0).position();
    double after = UNSAFE.barrier(new double[] {next(0.8, u)});
    assertTrue(after <= 0.64 + GROWTH, "B(x') is " + after);
  }

  @Test
  void where_no_command_passes_the_robot_falls_back() {
    SafetyRig rig = rig("position_tolerance_rad: 20").tick();
    // Far from all data the last command is as unknown as the policy's.
    command(rig, -9, 2);
    rig.tick();
    assertEquals(1, rig.i32("score/kernel_alarm"));
    assertEquals(Cause.OUT_OF_DISTRIBUTION, rig.cause());
    assertEquals("hold", rig.mode());
  }

  @Test
  void in_the_unsafe_set_nothing_passes() {
    SafetyRig rig = rig("").tick();
    command(rig, 1.1, -2);
    rig.tick();
    // By how much the best of all parts of the way to the command would exceed what is allowed.
    double least = Double.POSITIVE_INFINITY;
    for (double part : new double[] {1, .75, .5, .25, 0}) {
      double next = FILE.barrier().expected(new double[] {1.1, part * -2}, new double[2]);
      least = Math.min(least, next + EPSILON - (rig.f64("score/kernel_barrier", 0) + GROWTH));
    }
    assertEquals(Math.max(Double.MIN_VALUE, least), rig.f64("score/kernel", 0), 1e-12);
    assertTrue(rig.f64("score/kernel", 0) > 0);
    assertEquals(Cause.OUT_OF_DISTRIBUTION, rig.cause());
    assertEquals("hold", rig.mode());
  }

  @Test
  void what_is_unknown_counts_as_unsafe() {
    SafetyRig rig = rig("").tick();
    command(rig, 0, 40);
    rig.tick();
    // Only going back most of the way leads to commands that were seen.
    assertTrue(rig.f64("score/kernel_scale", 0) < 0.5);
    assertEquals(1, rig.f64("score/kernel_expected", 0), 1e-9);
  }

  @Test
  void a_measurement_that_is_no_number_lets_nothing_pass() {
    SafetyRig rig = rig("").tick();
    command(rig, Double.NaN, 0);
    rig.tick();
    assertEquals(1, rig.i32("score/alarm"));
  }

  @Test
  void its_file_reads_back_with_its_bits() {
    KernelFile read = KernelFile.read(Path.of("x.json"), new OneFile(FILE.toJson()));
    double[] scratch = new double[2];
    for (double q = -1; q < 1; q += 0.37) {
      double[] z = {q, 1 - q};
      assertEquals(FILE.barrier().expected(z, scratch), read.barrier().expected(z, scratch), 0);
    }
    assertEquals(FILE.toJson(), read.toJson());
  }

  @Test
  void nothing_is_allocated_on_a_tick() {
    SafetyRig rig = rig("fallbacks: {out_of_distribution: []}");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    Command[] commands = {new Command(0.3, 0, 1, 0, 0), new Command(2, 0, 1, 0, 0)};
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20 && least != 0; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 2_000; i++) {
        rig.q[0] = i % 100 * 0.01;
        rig.nominal[0] = commands[i / 10 % 2];
        rig.tick();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertEquals(0, least);
  }
}

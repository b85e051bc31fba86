package io.escapement.policy.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.config.Sha256;
import io.escapement.controller.journal.RecordMode;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.replay.Stretch;
import io.escapement.policy.onnx.SeededDenoiser;
import io.escapement.policy.onnx.SeededDenoiser.Prediction;
import io.escapement.policy.onnx.SeededEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SampledPolicyTest {

  private static final String HEAD =
      """
      period: 80ms
      input: obs
      output: cond
      joints: [hip, knee, ankle]
      observations: [{term: joint_position}, {term: joint_velocity}]
      actions: {type: joint_position, scale: 0.5, offset: default_pose, stiffness: 30, damping: 1}
      chunk: {length: 32, step: 20ms, first: 1}
      seed: 11
      """;

  private static final String FLOW = "type: flow, steps: 10, direction: down";

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  private AsynchronousLeg leg(Prediction prediction, String sampler, String more) {
    byte[] denoiser = SeededDenoiser.model(4, prediction, 32, 3, 8);
    workshop.write("denoiser.onnx", denoiser);
    return new AsynchronousLeg(
        workshop,
        workshop.bundle(
            SeededEncoder.model(2, 6, 8),
            HEAD
                + "sampler: {model: denoiser.onnx, sha256: "
                + Sha256.of(denoiser)
                + ", "
                + sampler
                + "}\n"
                + more));
  }

  private Path runs() {
    try {
      return Files.createTempDirectory(folder, "runs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Prediction prediction(String sampler) {
    if (sampler.contains("up")) {
      return Prediction.VELOCITY_TO_DATA;
    }
    return sampler.contains("flow") ? Prediction.VELOCITY_TO_NOISE : Prediction.NOISE;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FLOW,
        "type: flow, steps: 5, direction: up",
        "type: ddim, steps: 8",
        "type: ddpm, steps: 20"
      })
  void everySamplerRunsInlineAndIsVerifiedBitForBit(String sampler) {
    AsynchronousLeg leg = leg(prediction(sampler), sampler, "");
    RunDirectory run = leg.record(runs(), RecordMode.INPUTS, 300);
    assertTrue(leg.verify(run, Stretch.whole()).passed());
    try (AsynchronousLeg.Live live = leg.live(true)) {
      F32Channel chunk = live.f32("policy/sampler/chunk");
      live.tick();
      // The denoiser walks to a chunk within [-1, 1], whatever the noise was.
      for (int i = 0; i < chunk.count(); i++) {
        assertTrue(Math.abs(chunk.get(i)) < 1.05, "element " + i + ": " + chunk.get(i));
      }
    }
  }

  @Test
  void realTimeChunkingIsVerifiedUnderDelaysAndLosses() {
    AsynchronousLeg leg =
        leg(
            Prediction.VELOCITY_TO_NOISE,
            FLOW + ", guidance: {cap: 10, schedule: linear}",
            "execution: {mode: asynchronous, delay: 20ms, timeout: 250ms,"
                + " inject: {delay: [0ms, 280ms], drop: 0.1, seed: 2}}\n");
    RunDirectory run = leg.record(runs(), RecordMode.INPUTS, 1_500);
    assertTrue(leg.verify(run, Stretch.whole().withThreads(2)).passed());
    long middle = 9 * 97L * AsynchronousLeg.TICK_NS + 1;
    assertTrue(leg.verify(run, new Stretch(middle, Long.MAX_VALUE, 1)).passed());
  }

  /** Mean distance between the last action of the old chunk and the first of the new one. */
  private static double jump(AsynchronousLeg leg) {
    double sum = 0;
    int splices = 0;
    try (AsynchronousLeg.Live live = leg.live(true)) {
      I32Channel due = live.i32("policy/chunk/due");
      I32Channel splice = live.i32("policy/chunk/splice");
      F32Channel action = live.f32("policy/action");
      float before = 0;
      for (int tick = 0; tick < 5_000; tick++) {
        live.world.move(tick);
        live.tick();
        if (due.get(0) == 1) {
          if (splice.get(0) == 1 && tick > 100) {
            sum += Math.abs(action.get(0) - before);
            splices++;
          }
          before = action.get(0);
        }
      }
    }
    assertTrue(splices > 40, splices + " splices");
    return sum / splices;
  }

  @Test
  void aGuidedChunkGoesOnWhereTheOneBeforeIsLeft() {
    String execution = "execution: {mode: asynchronous, delay: 200ms}\n";
    double free = jump(leg(Prediction.VELOCITY_TO_NOISE, FLOW, execution));
    double guided =
        jump(
            leg(
                Prediction.VELOCITY_TO_NOISE,
                FLOW + ", guidance: {cap: 10, schedule: linear}",
                execution));
    assertTrue(guided < free / 3, "guided " + guided + ", free " + free);
  }

  @Test
  void eachInferenceHasNoiseOfItsOwn() {
    AsynchronousLeg leg = leg(Prediction.VELOCITY_TO_NOISE, FLOW, "");
    try (AsynchronousLeg.Live live = leg.live(true)) {
      F32Channel noise = live.f32("policy/sampler/noise");
      live.tick();
      float first = noise.get(0);
      for (int tick = 0; tick < 20; tick++) {
        live.tick();
      }
      assertNotEquals(0, noise.get(0));
      assertNotEquals(first, noise.get(0));
    }
  }

  @Test
  void samplingAllocatesNotOneByteATick() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (AsynchronousLeg.Live live = leg(Prediction.VELOCITY_TO_NOISE, FLOW, "").live(true)) {
      for (int tick = 0; tick < 10_000; tick++) {
        live.tick();
      }
      long least = Long.MAX_VALUE;
      for (int batch = 0; batch < 5; batch++) {
        long before = threads.getThreadAllocatedBytes(thread);
        for (int tick = 0; tick < 500; tick++) {
          live.tick();
        }
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
      assertEquals(0, least);
    }
  }

  @Test
  void aDenoiserOfAnotherSizeIsRefused() {
    byte[] denoiser = SeededDenoiser.model(4, Prediction.VELOCITY_TO_NOISE, 31, 3, 8);
    workshop.write("denoiser.onnx", denoiser);
    PolicyReport report =
        workshop.check(
            workshop.bundle(
                SeededEncoder.model(2, 6, 8),
                HEAD
                    + "sampler: {model: denoiser.onnx, sha256: "
                    + Sha256.of(denoiser)
                    + ", "
                    + FLOW
                    + "}\n"));
    assertTrue(report.problems().toString().contains("x_t"), report.problems()::toString);
  }
}

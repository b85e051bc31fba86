package io.escapement.policy.stage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Turns;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A policy that takes 300 ms a chunk drives a leg: where one chunk follows another, the command
 * does not jump.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpliceTest {

  private static final int LENGTH = 64;
  private static final double STEP_S = 0.02;
  private static final double[] FREQUENCIES_HZ = {0.41, 0.83};
  private static final double[] AMPLITUDES = {0.6, 0.25};
  private static final double FEEDBACK = -0.06;

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  /**
   * A smooth motion that goes on from chunk to chunk, and a correction by the joints' positions at
   * the time of the observation, in which successive chunks disagree.
   */
  private static byte[] model() {
    int inputs = 2 * FREQUENCIES_HZ.length + 3;
    int outputs = LENGTH * 3;
    float[] weight = new float[inputs * outputs];
    for (int i = 0; i < LENGTH; i++) {
      for (int joint = 0; joint < 3; joint++) {
        int column = i * 3 + joint;
        for (int f = 0; f < FREQUENCIES_HZ.length; f++) {
          double ahead = FREQUENCIES_HZ[f] * STEP_S * i + 0.21 * joint;
          weight[2 * f * outputs + column] = (float) (AMPLITUDES[f] * Turns.cos(ahead));
          weight[(2 * f + 1) * outputs + column] = (float) (AMPLITUDES[f] * Turns.sin(ahead));
        }
        weight[(2 * FREQUENCIES_HZ.length + joint) * outputs + column] = (float) FEEDBACK;
      }
    }
    OnnxGraphBuilder graph = new OnnxGraphBuilder("motion", 17);
    String obs = graph.input("obs", 1, inputs);
    String matrix = graph.constant("weight", weight, inputs, outputs);
    String flat = graph.node("flat", "MatMul", List.of(obs, matrix));
    String shape = graph.constant("shape", new long[] {1, LENGTH, 3}, 3);
    graph.node("actions", "Reshape", List.of(flat, shape));
    return graph.output("actions", 1, LENGTH, 3).build();
  }

  private AsynchronousLeg leg(String merge) {
    return new AsynchronousLeg(
        workshop,
        workshop.bundle(
            model(),
            """
            period: 20ms
            input: obs
            output: actions
            joints: [hip, knee, ankle]
            observations:
              - {term: phase_clock, frequency_hz: 0.41}
              - {term: phase_clock, frequency_hz: 0.83}
              - {term: joint_position}
            actions: {type: joint_position, scale: 0.5, offset: 0, stiffness: 30, damping: 1}
            execution: {mode: asynchronous, delay: 300ms}
            chunk: {length: 64, step: 20ms, merge: %s}
            """
                .formatted(merge)));
  }

  /** Magnitudes of the command's acceleration, rad/s^2, at splices and elsewhere. */
  private record Accelerations(List<Double> atSplices, List<Double> elsewhere) {

    double greatestAtSplice() {
      return Collections.max(atSplices);
    }

    double percentile99Elsewhere() {
      List<Double> sorted = elsewhere.stream().sorted().toList();
      return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
    }
  }

  private Accelerations drive(AsynchronousLeg leg) {
    List<double[]> commands = new ArrayList<>();
    List<Integer> splices = new ArrayList<>();
    try (AsynchronousLeg.Live live = leg.live(true)) {
      I32Channel due = live.i32("policy/chunk/due");
      I32Channel splice = live.i32("policy/chunk/splice");
      F32Channel action = live.f32("policy/action");
      F64Channel position = live.f64("nominal/position");
      for (int tick = 0; tick < 250 * 16; tick++) {
        live.tick();
        for (int i = 0; i < 3; i++) {
          // The drives follow within a tenth of a second.
          live.world.position[i] += 0.04 * (position.get(i) - live.world.position[i]);
        }
        if (tick >= 500 && due.get(0) == 1) {
          if (splice.get(0) == 1) {
            splices.add(commands.size());
          }
          commands.add(new double[] {position.get(0), position.get(1), position.get(2)});
        }
      }
      assertTrue(action.get(0) != 0);
    }
    return accelerations(commands, splices);
  }

  private static Accelerations accelerations(List<double[]> commands, List<Integer> splices) {
    Accelerations found = new Accelerations(new ArrayList<>(), new ArrayList<>());
    for (int k = 2; k < commands.size(); k++) {
      double greatest = 0;
      for (int i = 0; i < 3; i++) {
        double second = commands.get(k)[i] - 2 * commands.get(k - 1)[i] + commands.get(k - 2)[i];
        greatest = Math.max(greatest, Math.abs(second) / (STEP_S * STEP_S));
      }
      // The first action of the new chunk enters two differences.
      boolean atSplice = splices.contains(k) || splices.contains(k - 1);
      (atSplice ? found.atSplices() : found.elsewhere()).add(greatest);
    }
    return found;
  }

  @Test
  void aBlendOverADelayOf300MillisecondsDoesNotJumpAndNaiveSwitchingDoes() {
    Accelerations blended = drive(leg("blend, schedule: smooth"));
    Accelerations naive = drive(leg("latest_only"));

    System.out.printf(
        Locale.ROOT,
        "greatest acceleration at %d splices and 99th percentile elsewhere, rad/s^2:"
            + " blend %.2f and %.2f, naive switching %.2f and %.2f%n",
        blended.atSplices().size() / 2,
        blended.greatestAtSplice(),
        blended.percentile99Elsewhere(),
        naive.greatestAtSplice(),
        naive.percentile99Elsewhere());
    assertTrue(blended.atSplices().size() > 40);
    assertTrue(blended.greatestAtSplice() <= blended.percentile99Elsewhere());
    assertTrue(naive.greatestAtSplice() > 2 * naive.percentile99Elsewhere());
  }
}

package io.escapement.policy.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordLayout.Region;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.PipelineException;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.choice.ModelUse;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.testing.RecordedRun;
import io.escapement.testing.ScriptedSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkScoreTest {

  private static final long PERIOD_NS = 1_000_000;
  private static final String FEATURES = "features: ['a/x[0:2]']";

  @TempDir Path folder;

  private final InferenceEngine engine = new OnnxRuntimeEngine();
  private final double[] x = new double[2];
  private boolean noisy;

  @BeforeEach
  void models() throws IOException {
    // Every output is a linear function of the two features.
    write("rnd.onnx", linear("predicted", new float[] {1, 0, 0, 1}, "target", new float[4]));
    write("nig.onnx", evidence());
    write("flips.onnx", linear("flips", new float[] {1, 0, 0, 2}));
    write("other.onnx", linear("target", new float[] {0, 1, 1, 0}));
    write("mlp.onnx", SeededMlp.model(3, 3, 8, 2));
  }

  private void write(String name, byte[] model) throws IOException {
    Files.write(folder.resolve(name), model);
  }

  private static byte[] linear(Object... outputs) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("score", 17);
    graph.input("x", OnnxGraphBuilder.DYNAMIC, 2);
    for (int i = 0; i < outputs.length; i += 2) {
      String name = (String) outputs[i];
      graph.constant(name + "_w", (float[]) outputs[i + 1], 2, 2);
      graph.node(name, "MatMul", List.of("x", name + "_w"));
      graph.output(name, OnnxGraphBuilder.DYNAMIC, 2);
    }
    return graph.build();
  }

  /** nu = x, alpha = x + 1, beta = 2 x. */
  private static byte[] evidence() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("score", 17);
    graph.input("x", 1, 2);
    graph.constant("one", new float[] {1, 1}, 1, 2);
    graph.node("nu", "Identity", List.of("x"));
    graph.node("alpha", "Add", List.of("x", "one"));
    graph.node("beta", "Add", List.of("x", "x"));
    for (String name : List.of("nu", "alpha", "beta")) {
      graph.output(name, 1, 2);
    }
    return graph.build();
  }

  private NetworkScore score(String entry) {
    YamlNode node = YamlReader.parse("{" + entry + "}", "run.yaml", folder);
    return NetworkScore.read(node, "r", "s", new DiskFiles()).orElseThrow();
  }

  private Pipeline live(NetworkScore score) {
    F64Channel features = new F64Channel(ChannelSpec.input("r/a/x", ChannelType.F64, 2));
    ScriptedSource world =
        new ScriptedSource(
            "world",
            Phase.READ,
            now -> {
              for (int i = 0; i < 2; i++) {
                double noise = noisy ? (now / PERIOD_NS * 37 + i) % 11 - 5 : 0;
                features.set(i, x[i] + noise);
              }
            },
            features);
    return build(score, new PipelineBuilder().add(world));
  }

  private Pipeline build(NetworkScore score, PipelineBuilder builder) {
    score.stages(engine).forEach(builder::add);
    return builder.build();
  }

  private double of(String entry, double first, double second) {
    x[0] = first;
    x[1] = second;
    F64Channel result = F64Channel.reading("r/score/s", 1);
    try (Pipeline pipeline = live(score(entry))) {
      pipeline.record().attach(result);
      pipeline.setTime(0, 0, PERIOD_NS, 0);
      pipeline.tick(PhaseClock.NONE);
      return result.get(0);
    }
  }

  @Test
  void distillation_is_the_distance_of_prediction_and_target() {
    assertEquals(5, of("type: network_distillation, model: rnd.onnx, " + FEATURES, 3, 4), 1e-6);
  }

  @Test
  void the_target_may_be_a_model_of_its_own() {
    String entry =
        "type: network_distillation, model: rnd.onnx, target_model: other.onnx, " + FEATURES;
    // |(3, 4) - (4, 3)|
    assertEquals(StrictMath.sqrt(2), of(entry, 3, 4), 1e-6);
    assertEquals(2, score(entry).models().size());
  }

  @Test
  void the_pseudo_count_counts_down() {
    // f = (x1, 2 x2), |f|^2 / 2.
    assertEquals(
        (9 + 64) / 2.0, of("type: pseudo_count, model: flips.onnx, " + FEATURES, 3, 4), 1e-5);
  }

  @Test
  void evidence_is_the_greatest_variance_of_the_mean() {
    // beta / (nu (alpha - 1)) = 2 / x.
    assertEquals(4, of("type: evidential, model: nig.onnx, " + FEATURES, 0.5, 4), 1e-6);
  }

  @Test
  void evidence_that_is_none_is_infinite() {
    assertEquals(
        Double.POSITIVE_INFINITY, of("type: evidential, model: nig.onnx, " + FEATURES, -1, 4));
  }

  @Test
  void outputs_may_have_other_names() {
    String entry = "type: pseudo_count, model: rnd.onnx, flips: predicted, " + FEATURES;
    assertEquals(12.5, of(entry, 3, 4), 1e-6);
  }

  @Test
  void what_is_no_number_scores_infinity() {
    for (String type : List.of("network_distillation, model: rnd", "pseudo_count, model: flips")) {
      String entry = "type: " + type + ".onnx, " + FEATURES;
      assertEquals(Double.POSITIVE_INFINITY, of(entry, Double.NaN, 0));
    }
  }

  @Test
  void its_outputs_are_boundaries_and_replay_repeats_every_bit() {
    NetworkScore score = score("type: network_distillation, model: rnd.onnx, " + FEATURES);
    noisy = true;
    RecordedRun run;
    try (Pipeline live = live(score)) {
      run = RecordedRun.of(live, 50, PERIOD_NS);
    }
    RecordLayout layout = run.layout();
    assertEquals(Region.BOUNDARY, Region.of(layout.find("r/score/s_output_predicted").spec()));
    try (Pipeline replay = build(score, new PipelineBuilder().recordedInputs(layout))) {
      assertEquals(Optional.empty(), run.firstDivergence(replay, 7));
    }
  }

  @Test
  void its_models_are_used_as_they_are_bound() {
    List<ModelUse> uses = score("type: evidential, model: nig.onnx, " + FEATURES).uses(engine);
    assertEquals(1, uses.size());
    assertEquals(3, uses.get(0).outputs().size());
    assertEquals(List.of(1L, 2L), uses.get(0).inputs().get(0).tensor().shape());
    assertTrue(uses.get(0).inline());
  }

  @Test
  void a_type_of_another_module_is_none_of_networks() {
    YamlNode node = YamlReader.parse("{type: mahalanobis}", "run.yaml", folder);
    assertEquals(Optional.empty(), NetworkScore.read(node, "r", "s", new DiskFiles()));
  }

  @Test
  void a_model_that_does_not_fit_is_refused() {
    refused("type: pseudo_count, model: absent.onnx, " + FEATURES, "does not exist");
    refused("type: pseudo_count, model: rnd.onnx, " + FEATURES, "no output flips");
    refused("type: pseudo_count, model: mlp.onnx, flips: actions, " + FEATURES, "do not fit");
  }

  private void refused(String entry, String words) {
    PreflightException e =
        assertThrows(PreflightException.class, () -> score(entry).stages(engine));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void features_of_another_size_than_the_input_are_refused() {
    NetworkScore score =
        score("type: pseudo_count, model: mlp.onnx, flips: actions, features: [a/x]");
    PipelineException e = assertThrows(PipelineException.class, () -> live(score));
    assertTrue(e.getMessage().contains("takes 3 values"), e.getMessage());
  }

  @Test
  void nothing_is_allocated_on_a_tick() {
    noisy = true;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    long tick = 0;
    try (Pipeline pipeline =
        live(score("type: network_distillation, model: rnd.onnx, " + FEATURES))) {
      for (int round = 0; round < 20 && least != 0; round++) {
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 2_000; i++) {
          pipeline.setTime(tick, tick * PERIOD_NS, PERIOD_NS, 0);
          pipeline.tick(PhaseClock.NONE);
          tick++;
        }
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
    }
    assertEquals(0, least);
  }
}

package io.escapement.policy.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.head.HeadStage;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededChunk;
import io.escapement.policy.onnx.SeededHead;
import io.escapement.policy.random.NoiseStream;
import io.escapement.testing.RecordedRun;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Policies that give distributions, in a loop. */
class HeadPipelineTest {

  private static final String OBSERVATIONS =
      "observations: [{term: joint_velocity}, {term: joint_position, history: {length: 2, order:"
          + " newest_first, stacking: by_term}}, {term: previous_action}]\n";
  private static final int OBSERVED = 12;

  private static final String ACTIONS =
      "actions: {type: joint_position, scale: 0.5, offset: default_pose, stiffness: 20,"
          + " damping: 1}\n";

  /** A model, its output, and how the action is drawn from it. */
  enum Policy {
    GAUSSIAN("mu", "{type: gaussian, log_std: {output: log_std}, sample: true}") {
      @Override
      byte[] model() {
        return SeededHead.gaussian(5, OBSERVED, 3);
      }
    },
    CONSTANT("mu", "{type: gaussian, log_std: [-1, -2, -3], sample: true}") {
      @Override
      byte[] model() {
        return SeededHead.gaussian(5, OBSERVED, 3);
      }
    },
    STATE_DEPENDENT(
        "distribution",
        "{type: gaussian, log_std: second_half, mapping: clamp, range: [-5, 2], sample: true}") {
      @Override
      byte[] model() {
        return SeededHead.stateDependentGaussian(5, OBSERVED, 3);
      }
    },
    SQUASHED(
        "mean",
        "{type: tanh_gaussian, log_std: {output: log_std}, mapping: tanh, range: [-10, 2],"
            + " sample: true}") {
      @Override
      byte[] model() {
        return SeededHead.unsquashedGaussian(5, OBSERVED, 3);
      }
    },
    BETA("alpha", "{type: beta, beta: {output: beta}, bounds: [-1, 1], sample: true}") {
      @Override
      byte[] model() {
        return SeededHead.beta(5, OBSERVED, 3);
      }
    };

    final String output;
    final String head;

    Policy(String output, String head) {
      this.output = output;
      this.head = head;
    }

    abstract byte[] model();
  }

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  private static String yaml(String output, String head) {
    return "period: 20ms\ninput: obs\noutput: "
        + output
        + "\njoints: [ankle, hip, knee]\nhead: "
        + head
        + "\n"
        + OBSERVATIONS
        + ACTIONS;
  }

  private PolicyBundle bundle(Policy policy, long seed) {
    return workshop.bundle(
        policy.model(), yaml(policy.output, policy.head) + "seed: " + seed + "\n");
  }

  private PipelineBuilder with(PipelineBuilder builder, PolicyBundle bundle) {
    List<Stage> stages =
        PolicyStages.of(
            bundle,
            workshop.leg(),
            workshop.files(),
            new OnnxRuntimeEngine(),
            PolicyOptions.main(4_000_000));
    stages.forEach(builder::add);
    return builder;
  }

  private Pipeline live(PolicyBundle bundle) {
    return with(new PipelineBuilder().add(new Moving()), bundle).build();
  }

  private RecordedRun run(PolicyBundle bundle, int ticks) {
    try (Pipeline pipeline = live(bundle)) {
      return RecordedRun.of(pipeline, ticks, 4_000_000);
    }
  }

  private Optional<String> divergence(RecordedRun run, PolicyBundle bundle, int from) {
    try (Pipeline replay =
        with(new PipelineBuilder().recordedInputs(run.layout()), bundle).build()) {
      return run.firstDivergence(replay, from);
    }
  }

  @ParameterizedTest
  @EnumSource(Policy.class)
  void whatWasDrawnIsReplayedBitForBitFromEveryTick(Policy policy) {
    PolicyBundle bundle = bundle(policy, 7);
    RecordedRun run = run(bundle, 60);
    for (int from : new int[] {0, 1, 23, 40}) {
      assertEquals(Optional.empty(), divergence(run, bundle, from), "from " + from);
    }
  }

  @Test
  void everyActionOfAChunkIsDrawnAndReplayed() {
    PolicyBundle bundle =
        workshop.bundle(
            SeededChunk.model(5, OBSERVED, 6, 3),
            yaml("actions", "{type: tanh_gaussian, log_std: [-1, -2, -3], sample: true}")
                + "chunk: {length: 6, step: 4ms}\nseed: 7\n");
    RecordedRun run = run(bundle, 60);
    assertEquals(18, run.layout().find("leg/policy/head/action").spec().count());
    assertEquals(18, run.layout().find("leg/policy/head/noise").spec().count());
    for (int from : new int[] {0, 1, 23, 40}) {
      assertEquals(Optional.empty(), divergence(run, bundle, from), "from " + from);
    }
  }

  @Test
  void anotherSeedDrawsOtherActions() {
    RecordedRun run = run(bundle(Policy.GAUSSIAN, 7), 20);
    String first = divergence(run, bundle(Policy.GAUSSIAN, 8), 0).orElseThrow();
    assertTrue(first.startsWith("tick 0, leg/policy/"), first);
  }

  @ParameterizedTest
  @EnumSource(Policy.class)
  void theStagesAllocateNotOneByteATick(Policy policy) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (LegLoop loop =
        new LegLoop(workshop, bundle(policy, 7), PolicyOptions.main(4_000_000), false)) {
      loop.ticks(30_000);
      long least = Long.MAX_VALUE;
      // A compilation that ends in one batch may cost a few bytes; one byte a tick costs all.
      for (int batch = 0; batch < 5; batch++) {
        long before = threads.getThreadAllocatedBytes(thread);
        loop.ticks(1000);
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
      assertEquals(0, least);
    }
  }

  @Test
  void theActionIsDrawnAroundTheModelsMeanAndItsProbabilityIsInTheRecord() {
    try (LegLoop loop =
        new LegLoop(workshop, bundle(Policy.CONSTANT, 7), PolicyOptions.main(4_000_000), false)) {
      loop.ticks(6);
      double[] logStd = {-1, -2, -3};
      NoiseStream stream = NoiseStream.of(7, HeadStage.STREAM);
      float[] means = loop.output();
      double density = 1;
      for (int i = 0; i < 3; i++) {
        double std = StrictMath.exp(logStd[i]);
        // The second inference.
        double noise = stream.normal(2, i, 0);
        assertEquals(means[i] + std * noise, loop.action()[i], 1e-6);
        assertEquals(noise, f64(loop.pipeline, "head/noise", 3)[i]);
        density *= StrictMath.exp(-noise * noise / 2) / (std * StrictMath.sqrt(2 * Math.PI));
      }
      assertEquals(
          StrictMath.log(density), f64(loop.pipeline, "head/log_probability", 1)[0], 1e-12);
      loop.tick();
      assertEquals(0, f64(loop.pipeline, "head/log_probability", 1)[0], "no inference, no action");
    }
  }

  @Test
  void whereNothingIsDrawnTheMeanIsTakenAndItsProbabilityKept() {
    PolicyBundle bundle =
        workshop.bundle(
            Policy.CONSTANT.model(), yaml("mu", "{type: gaussian, log_std: [-1, -2, -3]}"));
    try (LegLoop loop = new LegLoop(workshop, bundle, PolicyOptions.main(4_000_000), false)) {
      loop.tick();
      assertArrayEquals(loop.output(), loop.action());
      assertEquals(
          6 - 1.5 * StrictMath.log(2 * Math.PI),
          f64(loop.pipeline, "head/log_probability", 1)[0],
          1e-12);
      assertNull(loop.pipeline.record().layout().find("leg/policy/head/noise"));
    }
  }

  @Test
  void aTanhIsAppliedToTheMean() {
    PolicyBundle bundle = workshop.bundle(Policy.CONSTANT.model(), yaml("mu", "{type: tanh}"));
    try (LegLoop loop = new LegLoop(workshop, bundle, PolicyOptions.main(4_000_000), false)) {
      loop.tick();
      for (int i = 0; i < 3; i++) {
        assertEquals((float) StrictMath.tanh(loop.output()[i]), loop.action()[i]);
        assertNotEquals(0, loop.action()[i]);
      }
      RecordLayout layout = loop.pipeline.record().layout();
      assertNull(layout.find("leg/policy/head/log_probability"));
    }
  }

  @Test
  void aSpreadThatIsNoNumberMarksTheActionInvalid() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("root", 17);
    String x = graph.input("obs", 1, OBSERVED);
    String picks = graph.constant("picks", new long[] {0, 1, 2}, 3);
    graph.node("mean", "Gather", List.of(x, picks), new OnnxAttribute.Int("axis", 1));
    graph.node("std", "Sqrt", List.of("mean"));
    byte[] model = graph.output("mean", 1, 3).output("std", 1, 3).build();
    PolicyBundle bundle =
        workshop.bundle(model, yaml("mean", "{type: gaussian, std: {output: std}}"));
    try (LegLoop loop = new LegLoop(workshop, bundle, PolicyOptions.main(4_000_000), false)) {
      loop.world.velocity = new double[] {1, 2, 3};
      loop.tick();
      assertEquals(1, loop.valid());
      loop.world.velocity = new double[] {1, -2, 3};
      loop.ticks(5);
      assertEquals(-1, loop.valid());
      assertArrayEquals(new float[] {3, 1, 2}, loop.action());
      float[] head = new float[3];
      F32Channel action = F32Channel.reading("leg/policy/head/action", 3);
      loop.pipeline.record().attach(action);
      for (int i = 0; i < 3; i++) {
        head[i] = action.get(i);
      }
      assertArrayEquals(new float[] {3, 1, Float.NaN}, head);
      assertTrue(Double.isNaN(f64(loop.pipeline, "head/log_probability", 1)[0]));
    }
  }

  @Test
  void sizesThatDoNotFitAreNamedBeforeTheStart() {
    String message =
        problems(Policy.CONSTANT.model(), yaml("mu", "{type: gaussian, log_std: [-1, -2]}"));
    assertTrue(message.contains("one for all elements, or 3 (ankle, hip, knee)"), message);
    message =
        problems(Policy.CONSTANT.model(), yaml("mu", "{type: gaussian, log_std: second_half}"));
    assertTrue(message.contains("6 elements, two for each joint"), message);
    message =
        problems(Policy.CONSTANT.model(), yaml("mu", "{type: gaussian, log_std: {output: value}}"));
    assertTrue(message.contains("the output value does not have the size"), message);
    message =
        problems(Policy.CONSTANT.model(), yaml("mu", "{type: gaussian, log_std: {output: mu}}"));
    assertTrue(message.contains("second_half"), message);
    message =
        problems(Policy.CONSTANT.model(), yaml("mu", "{type: gaussian, log_std: {output: sd}}"));
    assertTrue(message.contains("one of mu, log_std, value"), message);
  }

  private String problems(byte[] model, String yaml) {
    return workshop.check(workshop.bundle(model, yaml)).problems().toString();
  }

  @Test
  void theObservationIsNormalisedFrameByFrameAndTheHistoryKeptAsItWas() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("echo", 17);
    String x = graph.input("obs", 1, 9);
    String picks = graph.constant("picks", new long[] {0, 1, 2}, 3);
    graph.node("actions", "Gather", List.of(x, picks), new OnnxAttribute.Int("axis", 1));
    byte[] echo = graph.output("actions", 1, 3).build();
    PolicyBundle bundle =
        workshop.bundle(
            echo,
            "period: 20ms\ninput: obs\noutput: actions\njoints: [hip, knee, ankle]\n"
                + "observations: [{term: joint_velocity, scale: 2}, {term: joint_velocity, history:"
                + " {length: 2, order: oldest_first, stacking: by_term}}]\n"
                + "normaliser: {family: sb3, mean: [0.5, 0, 0, 1, 1, 1, 0, 0, 0],"
                + " variance: [0.0081, 4, 4, 1, 1, 1, 0.25, 0.25, 0.25]}\n"
                + ACTIONS);
    try (LegLoop loop = new LegLoop(workshop, bundle, PolicyOptions.main(4_000_000), false)) {
      loop.world.velocity = new double[] {0.5, 1, 100};
      loop.tick();
      loop.world.velocity = new double[] {0.25, 2, Double.NaN};
      loop.ticks(5);
      double e = 1e-8;
      float[] expected = {
        0,
        (float) (4 / StrictMath.sqrt(4 + e)),
        Float.NaN,
        (float) (-0.5 / StrictMath.sqrt(1 + e)),
        0,
        10,
        (float) (0.25 / StrictMath.sqrt(0.25 + e)),
        (float) (2 / StrictMath.sqrt(0.25 + e)),
        Float.NaN
      };
      assertArrayEquals(expected, loop.observation());
    }
    // The vector of the family: x = 1 is 5.5556.
    try (LegLoop loop = new LegLoop(workshop, bundle, PolicyOptions.main(4_000_000), false)) {
      loop.world.velocity = new double[] {0.5, 0, 0};
      loop.tick();
      assertEquals((float) (0.5 / StrictMath.sqrt(0.0081 + 1e-8)), loop.observation()[0]);
      assertEquals(5.5556, loop.observation()[0], 0.00005);
    }
  }

  @Test
  void statisticsOfAnotherObservationAreRefusedWithItsTable() {
    PolicyBundle bundle =
        workshop.bundle(
            Policy.CONSTANT.model(),
            yaml("mu", "{type: tanh}") + "normaliser: {family: skrl, mean: [1, 2], std: [1, 1]}\n");
    PreflightException refusal =
        assertThrows(
            PreflightException.class, () -> ResolvedPolicy.of(bundle, workshop.leg(), "policy"));
    assertTrue(refusal.getMessage().contains("12 elements"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("previous_action"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("found 2 elements"), refusal.getMessage());
  }

  private static double[] f64(Pipeline pipeline, String name, int count) {
    F64Channel channel = F64Channel.reading("leg/policy/" + name, count);
    pipeline.record().attach(channel);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = channel.get(i);
    }
    return values;
  }

  /** A world that moves on at each tick. */
  private static final class Moving implements Source {

    private final LegLoop.World world = new LegLoop.World();
    private int step;

    @Override
    public String name() {
      return world.name();
    }

    @Override
    public Phase phase() {
      return world.phase();
    }

    @Override
    public void declare(Wiring wiring) {
      world.declare(wiring);
    }

    @Override
    public void read(long timeNs) {
      world.move(step++);
      world.read(timeNs);
    }
  }
}

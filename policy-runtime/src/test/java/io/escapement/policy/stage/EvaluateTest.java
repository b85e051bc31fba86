package io.escapement.policy.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.config.Problem;
import io.escapement.controller.stage.Pipeline;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.observation.ObservationLayout;
import io.escapement.policy.observation.ResetOnEntry;
import io.escapement.policy.onnx.ModelUnderTest;
import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededGru;
import io.escapement.policy.onnx.SeededRaptor;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations of a recurrent policy between its inferences, as RAPTOR does them. */
class EvaluateTest {

  private static final String PORTS =
      "period: 20ms\ninput: obs\noutput: actions\njoints: [hip, knee, ankle]\n";

  private static final String ACTIONS =
      "actions: {type: joint_position, scale: 0.5, offset: default_pose, stiffness: 20,"
          + " damping: 1}\n";

  private static final String SIX =
      "observations: [{term: joint_velocity}, {term: previous_action}]\n";

  private static final String STATE = "states: {h_in: {from: h_out, initial: 0.3}}\n";

  private static final byte[] GRU = SeededGru.model(5, 6, 8, 1, 3);

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  private static String every(String period, String previousAction) {
    return "evaluate: {period: " + period + ", previous_action: " + previousAction + "}\n";
  }

  private LegLoop loop(byte[] model, String yaml) {
    PolicyOptions options =
        PolicyOptions.main(4_000_000).resetOn(new ResetOnEntry("leg/supervisor/mode", 2));
    return new LegLoop(workshop, workshop.bundle(model, PORTS + yaml + ACTIONS), options, true);
  }

  /** A policy whose action is the first three elements of its observation. */
  private static byte[] echo(int size) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("echo", 17);
    String x = graph.input("obs", 1, size);
    String picks = graph.constant("picks", new long[] {0, 1, 2}, 3);
    graph.node("actions", "Gather", List.of(x, picks), new OnnxAttribute.Int("axis", 1));
    return graph.output("actions", 1, 3).build();
  }

  @Test
  void theModelIsEvaluatedOnACopyOfItsState() {
    float[] h = new float[8];
    Arrays.fill(h, 0.3f);
    try (LegLoop loop = loop(GRU, every("4ms", "last") + STATE + SIX)) {
      for (int tick = 0; tick < 50; tick++) {
        loop.world.move(tick);
        loop.tick();
        assertEquals(1, loop.due());
        Map<String, float[]> hand =
            ModelUnderTest.evaluate(GRU, Map.of("obs", loop.observation(), "h_in", h));
        assertArrayEquals(hand.get("actions"), loop.output(), "tick " + tick);
        assertArrayEquals(hand.get("actions"), loop.action(), "its action counts");
        if (tick % 5 == 0) {
          h = hand.get("h_out");
        }
        assertArrayEquals(h, loop.f32("leg/policy/state/h_in"), "tick " + tick);
      }
      assertEquals(50, loop.calls());
    }
  }

  @Test
  void fromTheSameObservationsTheStatesAreThoseWithoutEvaluationsInBetween() {
    String terms =
        "observations: [{term: joint_velocity}, {term: joint_position_absolute}]\n" + STATE;
    try (LegLoop often = loop(GRU, every("4ms", "average") + terms);
        LegLoop seldom = loop(GRU, terms)) {
      often.world.velocity = new double[] {0.4, -0.2, 0.7};
      seldom.world.velocity = often.world.velocity;
      for (int tick = 0; tick < 100; tick++) {
        often.tick();
        seldom.tick();
        assertArrayEquals(seldom.f32("leg/policy/state/h_in"), often.f32("leg/policy/state/h_in"));
      }
      assertEquals(20, seldom.calls());
      assertEquals(100, often.calls());
    }
  }

  @Test
  void evaluationsMayBeFewerThanTicks() {
    String terms = "observations: [{term: joint_velocity}]\n";
    try (LegLoop loop =
        new LegLoop(
            workshop,
            workshop.bundle(
                echo(3), PORTS.replace("20ms", "24ms") + every("8ms", "last") + terms + ACTIONS),
            PolicyOptions.main(4_000_000),
            false)) {
      List<Integer> due = new ArrayList<>();
      for (int tick = 0; tick < 14; tick++) {
        loop.tick();
        if (loop.due() == 1) {
          due.add(tick);
        }
      }
      assertEquals(List.of(0, 2, 4, 6, 8, 10, 12), due);
    }
  }

  /** The mean of the actions since the last inference in the period, that one's too. */
  @Test
  void thePreviousActionIsTheMeanSinceTheLastInferenceInThePeriod() {
    try (LegLoop loop = loop(echo(6), every("4ms", "average") + SIX)) {
      double[] mean = {0, 1, 1.5, 2, 2.5, 3, 6, 6.5, 7, 7.5, 8, 11};
      for (int tick = 0; tick < mean.length; tick++) {
        loop.world.velocity[0] = tick + 1;
        loop.tick();
        assertEquals(mean[tick], loop.observation()[3], 1e-6, "tick " + tick);
        assertEquals(tick + 1, loop.action()[0]);
      }
    }
  }

  @Test
  void orItIsTheLastAction() {
    try (LegLoop loop = loop(echo(6), every("4ms", "last") + SIX)) {
      for (int tick = 0; tick < 12; tick++) {
        loop.world.velocity[0] = tick + 1;
        loop.tick();
        assertEquals(tick, loop.observation()[3]);
      }
    }
  }

  @Test
  void historiesAndClocksShowWhatTheNextInferenceWillAndDoNotMoveOn() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("clocked", 17);
    String x = graph.input("obs", 1, 9);
    String clock = graph.input("clock", 1);
    String picks = graph.constant("picks", new long[] {0, 1, 2}, 3);
    String top = graph.node("top", "Gather", List.of(x, picks), new OnnxAttribute.Int("axis", 1));
    graph.node("actions", "Add", List.of(top, clock));
    byte[] model = graph.output("actions", 1, 3).build();
    String terms =
        """
        inputs: {clock: {clock: {start: 10}}}
        observations:
          - term: joint_velocity
            history: {length: 2, order: oldest_first, stacking: by_term}
          - {term: joint_velocity, delay: 1}
        """;
    try (LegLoop loop = loop(model, every("4ms", "last") + terms)) {
      for (int tick = 0; tick < 12; tick++) {
        loop.world.velocity[0] = tick;
        loop.tick();
        int before = tick == 0 ? 0 : 5 * ((tick - 1) / 5);
        assertEquals(before, loop.observation()[0], "tick " + tick);
        assertEquals(tick, loop.observation()[3]);
        assertEquals(before, loop.observation()[6], "the late term");
        assertEquals(10 + (tick + 4) / 5, loop.f32("leg/policy/input/clock")[0], "tick " + tick);
      }
    }
  }

  @Test
  void enteringTheModeStartsAfreshBetweenTwoInferences() {
    try (LegLoop fresh = loop(GRU, every("4ms", "average") + STATE + SIX);
        LegLoop loop = loop(GRU, every("4ms", "average") + STATE + SIX)) {
      loop.ticks(33);
      loop.mode(2);
      loop.tick();
      for (int tick = 0; tick < 40; tick++) {
        fresh.world.move(tick);
        loop.world.move(tick);
        fresh.tick();
        loop.tick();
        assertArrayEquals(fresh.observation(), loop.observation(), "tick " + tick);
        assertArrayEquals(fresh.output(), loop.output());
      }
    }
  }

  @Test
  void whatIsRememberedLiesInTheRecord() {
    try (LegLoop loop = loop(GRU, every("4ms", "average") + STATE + SIX);
        LegLoop other = loop(GRU, every("4ms", "average") + STATE + SIX)) {
      for (int i = 0; i < 33; i++) {
        loop.world.move(i);
        loop.tick();
      }
      other.startFrom(loop);
      for (int i = 33; i < 80; i++) {
        loop.world.move(i);
        loop.tick();
        other.world.move(i);
        other.tick();
      }
      assertArrayEquals(bytes(loop.pipeline), bytes(other.pipeline));
    }
  }

  private static byte[] bytes(Pipeline pipeline) {
    byte[] record = new byte[pipeline.record().layout().length()];
    pipeline.record().buffer().getBytes(0, record);
    return record;
  }

  @Test
  void evaluationsAllocateNotOneByteATick() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (LegLoop loop = loop(GRU, every("4ms", "average") + STATE + SIX)) {
      loop.ticks(20_000);
      long least = Long.MAX_VALUE;
      for (int batch = 0; batch < 5; batch++) {
        long before = threads.getThreadAllocatedBytes(thread);
        loop.ticks(1000);
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
      assertEquals(0, least);
    }
  }

  @Test
  void theTimeBetweenEvaluationsIsAMultipleOfTheLoops() {
    List<Problem> problems =
        workshop
            .check(
                workshop.bundle(
                    echo(3),
                    PORTS
                        + every("2ms", "last")
                        + "observations: [{term: joint_velocity}]\n"
                        + ACTIONS))
            .problems();
    assertEquals(1, problems.size(), problems.toString());
    String text = problems.get(0).text();
    assertTrue(text.contains("policy.yaml:7:20: evaluate.period"), text);
    assertTrue(text.contains("a multiple of 4.0 ms"), text);
  }

  private static final String QUADROTOR =
      """
      <mujoco model="leg">
        <worldbody><body><freejoint/><geom size="1"/>
          <body><joint name="front_right"/><geom size="1"/></body>
          <body><joint name="back_right"/><geom size="1"/></body>
          <body><joint name="back_left"/><geom size="1"/></body>
          <body><joint name="front_left"/><geom size="1"/></body>
        </body></worldbody>
        <actuator>
          <motor name="front_right" joint="front_right"/>
          <motor name="back_right" joint="back_right"/>
          <motor name="back_left" joint="back_left"/>
          <motor name="front_left" joint="front_left"/>
        </actuator>
      </mujoco>
      """;

  /** RAPTOR's observation; its rotors are FR, BR, BL, FL, its output is mapped to (a + 1)/2. */
  static final String RAPTOR =
      """
      period: 10ms
      evaluate: {period: 2ms, previous_action: average}
      input: obs
      output: actions
      states: {h_in: {from: h_out}}
      joints: [front_right, back_right, back_left, front_left]
      observations:
        - {term: base_position, raw_clip: [-0.5, 0.5]}
        - {term: base_rotation, form: rows}
        - {term: base_linear_velocity, frame: world, raw_clip: [-1, 1]}
        - {term: base_angular_velocity}
        - {term: previous_action}
      actions: {type: joint_effort, scale: 0.5, offset: 0.5, raw_clip: [-1, 1]}
      """;

  @Test
  void raptorsDescriptorHasItsTwentyTwoObservations() {
    PolicyReport report =
        PolicyCheck.of(
            workshop.bundle(SeededRaptor.model(1), RAPTOR),
            workshop.robot(QUADROTOR, ""),
            workshop.files(),
            new OnnxRuntimeEngine(),
            PolicyOptions.main(2_000_000),
            channel -> true);
    assertEquals(List.of(), report.problems());
    ObservationLayout layout = report.policy().orElseThrow().layout();
    assertEquals(SeededRaptor.OBSERVATIONS, layout.size());
    assertEquals("base_position.x", layout.labels().get(0));
    assertEquals("base_rotation.r01", layout.labels().get(4));
    assertEquals("base_linear_velocity.x", layout.labels().get(12));
    assertEquals("base_angular_velocity.x", layout.labels().get(15));
    assertEquals("previous_action.back_right", layout.labels().get(19));
  }
}

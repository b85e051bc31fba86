package io.escapement.policy.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.stage.Pipeline;
import io.escapement.policy.observation.ResetOnEntry;
import io.escapement.policy.onnx.ModelUnderTest;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededGru;
import io.escapement.policy.onnx.SeededLstm;
import io.escapement.policy.onnx.SeededTracker;
import io.escapement.policy.onnx.TrackedRobot;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models with several inputs, states that they carry, and outputs that are remembered. */
class ModelTensorsTest {

  static final String HEAD =
      "period: 20ms\ninput: obs\noutput: actions\njoints: [hip, knee, ankle]\n";

  static final String ACTIONS =
      "actions: {type: joint_position, scale: 0.5, offset: default_pose, stiffness: 20,"
          + " damping: 1}\n";

  static final String SIX = "observations: [{term: joint_velocity}, {term: previous_action}]\n";

  static final byte[] GRU = SeededGru.model(5, 6, 8, 2, 3);

  private static final byte[] LSTM = SeededLstm.model(6, 6, 8, 1, 3);

  private static final double[] FIRST_H =
      IntStream.range(0, 16).mapToDouble(i -> 0.1 * i - 0.7).toArray();

  private static final String GRU_STATES =
      "states: {h_in: {from: h_out, initial: " + Arrays.toString(FIRST_H) + "}}\n";

  private static final String TRACKING =
      """
      inputs: {time_step: {clock: {start: 1, last: 12}}}
      outputs: {joint_pos: {remember: true}, joint_vel: {remember: true},
        body_quat_w: {remember: true}}
      observations:
        - {term: reference_joint_position}
        - {term: reference_joint_velocity}
        - {term: reference_anchor_orientation, body: 0, bodies: 2}
        - {term: joint_velocity}
      """;

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  private LegLoop loop(byte[] model, String yaml) {
    return new LegLoop(
        workshop,
        workshop.bundle(model, HEAD + yaml + ACTIONS),
        PolicyOptions.main(4_000_000),
        false);
  }

  private LegLoop inMode(byte[] model, String yaml) {
    PolicyOptions options =
        PolicyOptions.main(4_000_000).resetOn(new ResetOnEntry("leg/supervisor/mode", 2));
    return new LegLoop(workshop, workshop.bundle(model, HEAD + yaml + ACTIONS), options, true);
  }

  private static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static void move(LegLoop loop, int tick) {
    loop.world.move(tick);
    loop.tick();
  }

  @Test
  void aGruGivesInTheLoopWhatItGivesSteppedByHand() {
    float[] h = floats(FIRST_H);
    try (LegLoop loop = loop(GRU, GRU_STATES + SIX)) {
      assertArrayEquals(h, loop.f32("leg/policy/state/h_in"));
      for (int tick = 0; tick < 60; tick++) {
        move(loop, tick);
        if (loop.due() == 1) {
          Map<String, float[]> hand =
              ModelUnderTest.evaluate(GRU, Map.of("obs", loop.observation(), "h_in", h));
          h = hand.get("h_out");
          assertArrayEquals(hand.get("actions"), loop.output(), "tick " + tick);
        }
        assertArrayEquals(h, loop.f32("leg/policy/state/h_in"), "held between inferences");
      }
      assertEquals(12, loop.calls());
    }
  }

  @Test
  void anLstmCarriesBothOfItsStates() {
    Map<String, float[]> state = new HashMap<>();
    state.put("h_in", floats(0, 0, 0, 0, 0, 0, 0, 0));
    float[] c = new float[8];
    Arrays.fill(c, 0.25f);
    state.put("c_in", c);
    try (LegLoop loop =
        loop(LSTM, "states: {c_in: {from: c_out, initial: 0.25}, h_in: {from: h_out}}\n" + SIX)) {
      for (int tick = 0; tick < 60; tick++) {
        move(loop, tick);
        if (loop.due() == 1) {
          state.put("obs", loop.observation());
          Map<String, float[]> hand = ModelUnderTest.evaluate(LSTM, state);
          state.put("h_in", hand.get("h_out"));
          state.put("c_in", hand.get("c_out"));
          assertArrayEquals(hand.get("actions"), loop.output(), "tick " + tick);
          assertArrayEquals(hand.get("c_out"), loop.f32("leg/policy/output/c_out"));
        }
      }
    }
  }

  @Test
  void enteringTheModeRestoresTheFirstStateExactly() {
    try (LegLoop fresh = loop(GRU, GRU_STATES + SIX);
        LegLoop loop = inMode(GRU, GRU_STATES + SIX)) {
      for (int tick = 0; tick < 43; tick++) {
        move(loop, tick);
      }
      loop.mode(2);
      loop.tick();
      for (int tick = 100; tick < 160; tick++) {
        move(fresh, tick);
        move(loop, tick);
        assertArrayEquals(fresh.output(), loop.output());
        assertArrayEquals(
            fresh.f32("leg/policy/state/h_in"), loop.f32("leg/policy/state/h_in"), "at " + tick);
      }
    }
  }

  /** ONNX Runtime's gates swallow what is not a number: the action would look sound. */
  @Test
  void anObservationThatIsNotANumberGivesAnActionThatIsNone() {
    float[] x = {0, Float.NaN, 0, 0, 0, 0};
    Map<String, float[]> hand =
        ModelUnderTest.evaluate(GRU, Map.of("obs", x, "h_in", floats(FIRST_H)));
    assertTrue(Float.isFinite(hand.get("actions")[0]), "otherwise this test shows nothing");
    try (LegLoop loop = loop(GRU, GRU_STATES + SIX)) {
      loop.world.velocity = new double[] {0, Double.NaN, 0};
      loop.tick();
      assertTrue(Float.isNaN(loop.output()[0]));
      assertEquals(-1, loop.valid());
      assertEquals(1, loop.calls());
    }
  }

  @Test
  void anInferenceThatIsNotFiniteLeavesTheStateAsItWas() {
    try (LegLoop loop = loop(GRU, GRU_STATES + SIX)) {
      loop.ticks(10);
      float[] before = loop.f32("leg/policy/state/h_in");
      loop.world.velocity = new double[] {0, Double.NaN, 0};
      loop.tick();
      assertTrue(Float.isNaN(loop.output()[0]));
      assertTrue(Float.isNaN(loop.f32("leg/policy/output/h_out")[0]));
      assertArrayEquals(before, loop.f32("leg/policy/state/h_in"));
      assertEquals(-1, loop.valid());
      loop.world.velocity = new double[] {0.1, 0.2, 0.3};
      loop.ticks(5);
      Map<String, float[]> hand =
          ModelUnderTest.evaluate(GRU, Map.of("obs", loop.observation(), "h_in", before));
      assertArrayEquals(hand.get("actions"), loop.output());
      assertEquals(1, loop.valid());
    }
  }

  @Test
  void aFirstInferenceThatIsNotFiniteLeavesTheFirstState() {
    try (LegLoop loop = loop(GRU, GRU_STATES + SIX)) {
      loop.world.velocity = new double[] {Double.NaN, 0, 0};
      loop.tick();
      assertArrayEquals(floats(FIRST_H), loop.f32("leg/policy/state/h_in"));
    }
  }

  /** A model that adds its three inputs. */
  static byte[] sum() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("sum", 17);
    String x = graph.input("obs", 1, 3);
    String latent = graph.input("latent", 1, 3);
    String task = graph.input("task", 1, 3);
    String step = graph.input("step", 1);
    String two = graph.node("two", "Add", List.of(x, latent));
    String three = graph.node("three", "Add", List.of(two, task));
    graph.node("actions", "Add", List.of(three, step));
    return graph.output("actions", 1, 3).build();
  }

  static final String SUM_INPUTS =
      """
      inputs:
        latent:
          observations:
            - {term: velocity_command, delay: 40ms}
        task: {value: [100, 200, 300]}
        step: {clock: {start: 5, step: 0.5, last: 6}}
      """;

  @Test
  void furtherInputsTakeObservationsConstantsAndAClock() {
    try (LegLoop loop = loop(sum(), SUM_INPUTS + "observations: [{term: joint_velocity}]\n")) {
      double[] step = {5, 5.5, 6, 6, 6};
      double[] late = {1, 1, 1, 7, 17};
      for (int k = 0; k < 5; k++) {
        loop.tick();
        assertEquals(1, loop.due());
        assertArrayEquals(
            floats(late[k], 0, 0), loop.f32("leg/policy/observation/latent"), "inference " + k);
        assertArrayEquals(floats(step[k]), loop.f32("leg/policy/input/step"));
        assertArrayEquals(
            floats(100 + late[k] + step[k], 200 + step[k], 300 + step[k]), loop.output());
        loop.world.command[0] = 7 + 10 * k;
        loop.ticks(4);
      }
    }
  }

  static byte[] tracker() {
    List<TrackedRobot.Joint> joints =
        List.of(
            new TrackedRobot.Joint("hip", 20, 1, 0.1, 0.5),
            new TrackedRobot.Joint("knee", 20, 1, 0.2, 0.5),
            new TrackedRobot.Joint("ankle", 20, 1, 0.3, 0.5));
    return SeededTracker.model(
        9,
        new TrackedRobot(joints, List.of("torso", "foot"), "torso"),
        List.of(
            new SeededTracker.Term("command", 6),
            new SeededTracker.Term("motion_anchor_ori_b", 6),
            new SeededTracker.Term("joint_vel", 3)),
        10,
        0.02);
  }

  private static Map<String, float[]> frame(float step) {
    return ModelUnderTest.evaluate(
        tracker(), Map.of("obs", new float[15], "time_step", new float[] {step}));
  }

  private static void showsFrame(LegLoop loop, float step) {
    float[] seen = loop.observation();
    assertArrayEquals(frame(step).get("joint_pos"), Arrays.copyOfRange(seen, 0, 3), 1e-9f);
    assertArrayEquals(frame(step).get("joint_vel"), Arrays.copyOfRange(seen, 3, 6), 1e-9f);
  }

  @Test
  void aMotionTrackerObservesTheFrameOfTheInferenceBefore() {
    try (LegLoop loop = inMode(tracker(), TRACKING)) {
      for (int k = 0; k < 15; k++) {
        loop.tick();
        assertEquals(1, loop.due());
        assertEquals(Math.min(1 + k, 12), loop.f32("leg/policy/input/time_step")[0]);
        // First of all what a forward pass of zeros gives one step before the clock's start.
        showsFrame(loop, k);
        loop.ticks(4);
      }
      loop.mode(2);
      loop.ticks(2);
      assertEquals(1, loop.due());
      assertEquals(1, loop.f32("leg/policy/input/time_step")[0]);
      showsFrame(loop, 0);
    }
  }

  @Test
  void severalAnchorsMayBeObserved() {
    String two =
        TRACKING
            .replace("  - {term: reference_joint_position}\n", "")
            .replace("  - {term: reference_joint_velocity}\n", "")
            .replace(
                "  - {term: joint_velocity}",
                "  - {term: reference_anchor_orientation, body: 1, bodies: 2}\n"
                    + "  - {term: joint_velocity}");
    try (LegLoop loop = loop(tracker(), two)) {
      loop.tick();
      // Facing as the robot does, each begins with the robot's orientation.
      for (int at : new int[] {0, 6}) {
        assertArrayEquals(
            floats(1, 0, 0, 1, 0, 0), Arrays.copyOfRange(loop.observation(), at, at + 6), 1e-6f);
      }
    }
  }

  @Test
  void aRememberedOutputThatIsNotFiniteIsNotTakenOver() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("value", 17);
    String x = graph.input("obs", 1, 3);
    graph.node("value", "Neg", List.of(x));
    graph.node("actions", "Abs", List.of(x));
    byte[] model = graph.output("actions", 1, 3).output("value", 1, 3).build();
    String yaml = "outputs: {value: {remember: true}}\nobservations: [{term: joint_velocity}]\n";
    try (LegLoop loop = loop(model, yaml)) {
      loop.world.velocity = new double[] {1, 2, 3};
      loop.tick();
      loop.world.velocity = new double[] {1, Double.NaN, 3};
      loop.ticks(5);
      assertTrue(Float.isNaN(loop.f32("leg/policy/output/value")[1]));
      assertArrayEquals(floats(-1, -2, -3), loop.f32("leg/policy/remembered/value"));
    }
  }

  @Test
  void whatIsCarriedAndRememberedLiesInTheRecord() {
    Map<String, byte[]> models =
        Map.of(GRU_STATES + SIX, GRU, TRACKING, tracker(), SUM_INPUTS + three(), sum());
    models.forEach(
        (yaml, model) -> {
          try (LegLoop loop = loop(model, yaml);
              LegLoop other = loop(model, yaml)) {
            for (int i = 0; i < 33; i++) {
              move(loop, i);
            }
            other.startFrom(loop);
            for (int i = 33; i < 90; i++) {
              move(loop, i);
              move(other, i);
            }
            assertArrayEquals(bytes(loop.pipeline), bytes(other.pipeline), yaml);
          }
        });
  }

  private static String three() {
    return "observations: [{term: joint_velocity}]\n";
  }

  private static byte[] bytes(Pipeline pipeline) {
    byte[] record = new byte[pipeline.record().layout().length()];
    pipeline.record().buffer().getBytes(0, record);
    return record;
  }

  @Test
  void noneOfItAllocatesAByteATick() {
    assertEquals(0, allocated(GRU, GRU_STATES + SIX));
    assertEquals(0, allocated(tracker(), TRACKING));
    assertEquals(0, allocated(sum(), SUM_INPUTS + three()));
  }

  private long allocated(byte[] model, String yaml) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (LegLoop loop = loop(model, yaml)) {
      loop.ticks(20_000);
      long least = Long.MAX_VALUE;
      for (int batch = 0; batch < 5; batch++) {
        long before = threads.getThreadAllocatedBytes(thread);
        loop.ticks(1000);
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
      assertFalse(Float.isNaN(loop.action()[0]));
      return least;
    }
  }
}

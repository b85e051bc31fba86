package io.escapement.policy.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.Pipeline;
import io.escapement.policy.observation.ResetOnEntry;
import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededMlp;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyPipelineTest {

  private static final String HEAD =
      "period: 20ms\ninput: obs\noutput: actions\njoints: [ankle, hip, knee]\n";

  private static final String ACTIONS =
      "actions: {type: joint_position, scale: 0.5, offset: default_pose, clip: [-1, 1],"
          + " stiffness: [30, 10, 20], damping: 1}\n";

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  /** A policy whose action is the first three elements of its observation. */
  private static byte[] echo(int size) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("echo", 17);
    String x = graph.input("obs", 1, size);
    String picks = graph.constant("picks", new long[] {0, 1, 2}, 3);
    graph.node("actions", "Gather", List.of(x, picks), new OnnxAttribute.Int("axis", 1));
    return graph.output("actions", 1, 3).build();
  }

  private LegLoop loop(byte[] model, String yaml) {
    return new LegLoop(
        workshop, workshop.bundle(model, yaml), PolicyOptions.main(4_000_000), false);
  }

  @Test
  void thePolicyIsDueOnceInItsPeriodAndItsActionIsHeldBetween() {
    try (LegLoop loop =
        loop(echo(3), HEAD + "observations: [{term: joint_velocity}]\n" + ACTIONS)) {
      List<Integer> due = new ArrayList<>();
      for (int tick = 0; tick < 12; tick++) {
        loop.world.velocity[1] = tick;
        loop.tick();
        if (loop.due() == 1) {
          due.add(tick);
        }
        // The knee's target is half the velocity seen when the policy was last due, clipped.
        double seen = 0.5 * (tick - tick % 5) + 0.2;
        assertEquals(Math.min(seen, 1), loop.position(1), 1e-7, "tick " + tick);
        assertEquals(1, loop.valid());
      }
      assertEquals(List.of(0, 5, 10), due);
      assertEquals(3, loop.calls());
    }
  }

  @Test
  void skippedPeriodsOfTheLoopAreNotMadeUp() {
    try (LegLoop loop =
        loop(echo(3), HEAD + "observations: [{term: joint_velocity}]\n" + ACTIONS)) {
      loop.tickAt(0);
      assertEquals(1, loop.due());
      // Seven ticks late: once, not twice, and 20 ms from there.
      loop.tickAt(48_000_000);
      assertEquals(1, loop.due());
      loop.tickAt(52_000_000);
      assertEquals(0, loop.due());
      loop.tickAt(64_000_000);
      assertEquals(0, loop.due());
      loop.tickAt(68_000_000);
      assertEquals(1, loop.due());
    }
  }

  @Test
  void aDevicesClockMayBringTheDueTickALittleEarly() {
    try (LegLoop loop =
        loop(echo(3), HEAD + "observations: [{term: joint_velocity}]\n" + ACTIONS)) {
      loop.tickAt(0);
      loop.tickAt(15_990_000);
      assertEquals(0, loop.due());
      loop.tickAt(19_990_000);
      assertEquals(1, loop.due());
      loop.tickAt(40_010_000);
      assertEquals(1, loop.due());
    }
  }

  @Test
  void jointsAreBoundByNameInThePolicysOrder() {
    try (LegLoop loop =
        loop(
            echo(9),
            HEAD
                + "observations: [{term: joint_position}, {term: joint_velocity,"
                + " joints: [knee, ankle, hip], scale: [1, 2, 4]}, {term: previous_action}]\n"
                + ACTIONS)) {
      loop.world.position = new double[] {1.1, 2.2, 3.3};
      loop.world.velocity = new double[] {10, 20, 30};
      loop.tick();
      assertArrayEquals(
          new float[] {(float) (3.3 - 0.3), (float) (1.1 - 0.1), 2, 20, 60, 40, 0, 0, 0},
          loop.observation());
      // Actuators are in the robot's order: hip, knee, ankle.
      assertEquals(10, loop.stiffness(0));
      assertEquals(20, loop.stiffness(1));
      assertEquals(30, loop.stiffness(2));
      assertEquals(0.5 * (float) (1.1 - 0.1) + 0.1, loop.position(0));
      assertEquals(1, loop.position(1));
      loop.ticks(5);
      assertArrayEquals(
          new float[] {(float) (3.3 - 0.3), (float) (1.1 - 0.1), 2},
          Arrays.copyOfRange(loop.observation(), 6, 9));
    }
  }

  @Test
  void effortsAreCommandedAsSuch() {
    try (LegLoop loop =
        loop(
            echo(3),
            HEAD
                + "observations: [{term: joint_velocity}]\n"
                + "actions: {type: joint_effort, scale: 10, offset: 0, raw_clip: [-1, 1]}\n")) {
      loop.world.velocity = new double[] {0.25, 3, -7};
      loop.tick();
      assertEquals(2.5, loop.effort(0));
      assertEquals(10, loop.effort(1));
      assertEquals(-10, loop.effort(2));
      assertEquals(0, loop.position(0));
      assertEquals(0, loop.stiffness(0));
      // What was clipped before the scale is what the next observation sees as the action.
      assertArrayEquals(new float[] {-1, 0.25f, 1}, loop.action());
    }
  }

  @Test
  void anActionThatIsNotFiniteIsMarkedAndTheLastFiniteOneHeld() {
    try (LegLoop loop =
        loop(
            echo(6),
            HEAD + "observations: [{term: joint_velocity}, {term: previous_action}]\n" + ACTIONS)) {
      loop.world.velocity = new double[] {0.5, 0.25, 0.125};
      loop.ticks(5);
      assertEquals(1, loop.valid());
      loop.world.velocity = new double[] {Double.NaN, 0.25, 0.125};
      loop.tick();
      assertEquals(-1, loop.valid());
      assertTrue(Float.isNaN(loop.output()[1]), "the output stays as it is, for the journal");
      assertArrayEquals(new float[] {0.125f, 0.5f, 0.25f}, loop.action());
      assertEquals(0.5 * 0.5 + 0.1, loop.position(0));
      loop.world.velocity = new double[] {0, 0, 0};
      loop.ticks(4);
      assertEquals(-1, loop.valid(), "until an inference is finite again");
      loop.tick();
      assertEquals(1, loop.valid());
      assertArrayEquals(
          new float[] {0.125f, 0.5f, 0.25f}, Arrays.copyOfRange(loop.observation(), 3, 6));
      assertEquals(3, loop.calls());
    }
  }

  @Test
  void enteringTheModeStartsThePolicyAfresh() {
    String yaml =
        HEAD
            + "observations: [{term: joint_velocity, history: {length: 2, order: oldest_first,"
            + " stacking: by_term}}, {term: previous_action}]\n"
            + ACTIONS;
    PolicyOptions options =
        PolicyOptions.main(4_000_000).resetOn(new ResetOnEntry("leg/supervisor/mode", 2));
    try (LegLoop loop = new LegLoop(workshop, workshop.bundle(echo(9), yaml), options, true)) {
      loop.world.velocity = new double[] {1, 1, 1};
      loop.mode(0);
      loop.ticks(6);
      loop.world.velocity = new double[] {2, 2, 2};
      loop.tick();
      assertEquals(0, loop.due());
      loop.mode(2);
      loop.tick();
      loop.tick();
      assertEquals(1, loop.due(), "at once, whatever the phase was");
      assertArrayEquals(new float[] {2, 2, 2, 2, 2, 2, 0, 0, 0}, loop.observation());
      loop.ticks(4);
      assertEquals(0, loop.due());
      loop.tick();
      assertEquals(1, loop.due());
      assertArrayEquals(new float[] {2, 2, 2, 2, 2, 2, 2, 2, 2}, loop.observation());
    }
  }

  @Test
  void onlyTheMainPolicysCommandIsTheRuns() {
    PolicyOptions options =
        new PolicyOptions(
            "shadow",
            4_000_000,
            Optional.empty(),
            false,
            Optional.empty(),
            Extensions.onClassPath());
    String yaml = HEAD + "observations: [{term: joint_velocity}]\n" + ACTIONS;
    try (LegLoop loop = new LegLoop(workshop, workshop.bundle(echo(3), yaml), options, false)) {
      RecordLayout layout = loop.pipeline.record().layout();
      assertNotNull(layout.find("leg/shadow/output"));
      assertNotNull(layout.find("leg/shadow/nominal/position"));
      assertNull(layout.find("leg/nominal/position"));
    }
  }

  @Test
  void theSameInputsGiveTheSameBits() {
    assertArrayEquals(run(), run());
  }

  private byte[] run() {
    try (LegLoop loop = loop(SeededMlp.model(3, 26, 32, 3), HEAD + everyTerm() + ACTIONS)) {
      for (int i = 0; i < 100; i++) {
        loop.world.move(i);
        loop.tick();
      }
      byte[] record = new byte[loop.pipeline.record().layout().length()];
      loop.pipeline.record().buffer().getBytes(0, record);
      return record;
    }
  }

  /** 26 elements: every term that hardware supplies, once with a history. */
  static String everyTerm() {
    return """
        observations:
          - {term: base_angular_velocity, scale: 0.25}
          - {term: projected_gravity}
          - {term: velocity_command, clip: [-1, 1]}
          - {term: joint_position, history: {length: 3, order: newest_first, stacking: by_term}}
          - {term: joint_velocity, scale: 0.05}
          - {term: previous_action}
          - {term: phase_clock, frequency_hz: 1.5}
        """;
  }

  @Test
  void theStagesAllocateNotOneByteATick() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (LegLoop loop = loop(SeededMlp.model(3, 26, 32, 3), HEAD + everyTerm() + ACTIONS)) {
      loop.ticks(20_000);
      long least = Long.MAX_VALUE;
      // A compilation that ends in one batch may cost a few bytes; one byte a tick costs all.
      for (int batch = 0; batch < 5; batch++) {
        long before = threads.getThreadAllocatedBytes(thread);
        loop.ticks(1000);
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
      assertEquals(0, least);
      assertEquals(25_000 / 5, loop.calls());
    }
  }

  @Test
  void whatTheStagesRememberLiesInTheRecord() {
    try (LegLoop loop = loop(SeededMlp.model(3, 26, 32, 3), HEAD + everyTerm() + ACTIONS);
        LegLoop other = loop(SeededMlp.model(3, 26, 32, 3), HEAD + everyTerm() + ACTIONS)) {
      for (int i = 0; i < 33; i++) {
        loop.world.move(i);
        loop.tick();
      }
      other.startFrom(loop);
      for (int i = 33; i < 60; i++) {
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
}

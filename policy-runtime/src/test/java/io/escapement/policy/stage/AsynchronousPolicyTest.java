package io.escapement.policy.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.JournalRewriter;
import io.escapement.controller.journal.RecordMode;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.replay.Divergence;
import io.escapement.controller.replay.Stretch;
import io.escapement.policy.onnx.SeededChunk;
import io.escapement.policy.onnx.SeededGru;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsynchronousPolicyTest {

  private static final String HEAD =
      """
      period: 80ms
      input: obs
      output: actions
      joints: [hip, knee, ankle]
      observations: [{term: joint_position}, {term: joint_velocity}, {term: previous_action}]
      actions: {type: joint_position, scale: 0.5, offset: default_pose, stiffness: 30, damping: 1}
      """;

  private static final byte[] CHUNK = SeededChunk.model(5, 9, 40, 3);

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  private AsynchronousLeg leg(String chunk, String execution) {
    String keys = "chunk: {length: 40, step: 20ms" + chunk + "}\n";
    if (execution != null) {
      keys += "execution: {mode: asynchronous, " + execution + "}\n";
    }
    return new AsynchronousLeg(workshop, workshop.bundle(CHUNK, HEAD + keys));
  }

  private Path runs() {
    try {
      return Files.createTempDirectory(folder, "runs");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void anAnswerComesAfterItsDelayAndCountsFromThereOn() {
    try (AsynchronousLeg.Live live = leg("", "delay: 60ms").live(true)) {
      I32Channel answered = live.i32("policy/async/due");
      I64Channel sourceTick = live.i64("policy/async/source_tick");
      I64Channel latency = live.i64("policy/async/latency_ns");
      I32Channel index = live.i32("policy/chunk/index");
      List<Integer> ticks = new ArrayList<>();
      for (int tick = 0; tick < 60; tick++) {
        live.tick();
        if (answered.get(0) == 1) {
          ticks.add(tick);
          assertEquals(60_000_000, latency.get(0));
          assertEquals(tick - 15, sourceTick.get(0));
          // Three actions of 20 ms have passed while the answer was computed.
          assertEquals(3, index.get(0));
        }
      }
      assertEquals(List.of(15, 35, 55), ticks);
      assertEquals(60_000_000, live.i64("policy/async/delay_ns").get(0));
    }
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void aRunUnderDelaysAndLossesIsVerifiedBitForBitFromEveryKeyframe(RecordMode mode) {
    AsynchronousLeg leg =
        leg(
            ", merge: weighted_average",
            "timeout: 250ms, inject: {delay: [0ms, 300ms], drop: 0.1, seed: 3}");
    RunDirectory run = leg.record(runs(), mode, 2_000);

    assertTrue(leg.verify(run, Stretch.whole().withThreads(2)).passed());
    for (int keyframe = 1; keyframe < 20; keyframe += 6) {
      long from = keyframe * 97L * AsynchronousLeg.TICK_NS + 1;
      assertTrue(leg.verify(run, new Stretch(from, Long.MAX_VALUE, 1)).passed());
    }
  }

  @Test
  void delaysAndLossesHappenAndAreCounted() {
    try (AsynchronousLeg.Live live =
        leg("", "timeout: 250ms, inject: {delay: [0ms, 300ms], drop: 0.2, seed: 3}").live(true)) {
      long most = 0;
      I64Channel latency = live.i64("policy/async/latency_ns");
      I64Channel estimate = live.i64("policy/async/delay_ns");
      for (int tick = 0; tick < 5_000; tick++) {
        live.world.move(tick);
        live.tick();
        most = Math.max(most, latency.get(0));
        // A request is given up on the first tick after its time-out.
        assertTrue(estimate.get(0) <= 252_000_000);
      }
      assertTrue(most > 200_000_000 && most <= 252_000_000, "greatest delay " + most);
      long asked = live.i64("policy/calls").get(0);
      long answered = live.i64("policy/async/calls").get(0);
      long timeouts = live.i64("policy/async/timeouts").get(0);
      long late = live.i64("policy/async/late").get(0);
      assertTrue(asked - answered - timeouts <= 1);
      assertTrue(late > 0, "some took longer than the time-out");
      assertTrue(timeouts > late, "some were lost");
    }
  }

  @Test
  void inLockstepARunIsTheSameEachTime() {
    AsynchronousLeg leg =
        leg("", "timeout: 200ms, inject: {delay: [0ms, 300ms], drop: 0.1, seed: 9}");
    assertArrayEquals(lastRecord(leg), lastRecord(leg));
  }

  private static byte[] lastRecord(AsynchronousLeg leg) {
    try (AsynchronousLeg.Live live = leg.live(true)) {
      for (int tick = 0; tick < 1_000; tick++) {
        live.world.move(tick);
        live.tick();
      }
      RecordLayout layout = live.pipeline.record().layout();
      byte[] bytes = new byte[layout.end(RecordLayout.Region.MEMORY)];
      live.pipeline.record().buffer().getBytes(0, bytes);
      return bytes;
    }
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void anAnswerThatWasRewrittenWithEveryChecksumMadeRightIsFound(RecordMode mode)
      throws IOException {
    AsynchronousLeg leg = leg("", "delay: 60ms");
    RunDirectory run = leg.record(runs(), mode, 200);
    RecordLayout layout = JournalReader.open(run).survey().headers().get(0).layout();
    // Tick 35 brings an answer. Its last action will not be executed: only who asks again notices.
    int last = layout.find("leg/policy/async/output").end() - 2 * Float.BYTES;
    JournalRewriter rewriter = new JournalRewriter(run);
    for (int tick = 35; tick < 55; tick++) {
      rewriter.putDouble(rewriter.documentOfTick(tick), last, 0.25);
    }
    rewriter.seal().save();
    assertEquals(List.of(), JournalReader.open(run).survey().problems());

    Divergence first = leg.verify(run, Stretch.whole()).first();

    assertEquals(35, first.tick());
    assertEquals("leg/policy/async/output", first.channel());
  }

  @Test
  void aWorkerInRealTimeIsVerifiedAsWell() throws IOException {
    AsynchronousLeg leg = leg("", "delay: measured");
    try (AsynchronousLeg.Live live = leg.live(false)) {
      I64Channel answers = live.i64("policy/async/calls");
      // As many ticks as it takes: what counts is that the loop does not wait.
      for (long tick = 0; answers.get(0) < 20 && tick < 50_000_000; tick++) {
        live.tick();
        Thread.onSpinWait();
      }
      assertEquals(20, answers.get(0));
    }
  }

  @Test
  void withoutAnAnswerTheCommandIsHeldAndThenInvalid() {
    try (AsynchronousLeg.Live live =
        leg(", dry_after: 200ms", "delay: 40ms, inject: {drop: 1}").live(true)) {
      I32Channel valid = live.i32("nominal/valid");
      for (int tick = 0; tick < 50; tick++) {
        live.tick();
        assertEquals(1, valid.get(0), "tick " + tick);
      }
      live.tick();
      assertEquals(0, valid.get(0));
    }
  }

  @Test
  void recurrentPoliciesCarryTheirStatesOverAnswers() {
    byte[] gru = SeededGru.model(3, 9, 8, 1, 3);
    AsynchronousLeg leg =
        new AsynchronousLeg(
            workshop,
            workshop.bundle(
                gru,
                HEAD
                    + "states: {h_in: {from: h_out}}\n"
                    + "chunk: {length: 1, step: 80ms}\n"
                    + "execution: {mode: asynchronous, delay: 20ms, inject: {delay: [0ms, 100ms],"
                    + " drop: 0.1}}\n"));
    RunDirectory run = leg.record(runs(), RecordMode.FULL, 1_000);
    assertTrue(leg.verify(run, Stretch.whole()).passed());
    try (AsynchronousLeg.Live live = leg.live(true)) {
      var state = live.f32("policy/state/h_in");
      float before = state.get(0);
      for (int tick = 0; tick < 100; tick++) {
        live.world.move(tick);
        live.tick();
      }
      assertNotEquals(before, state.get(0));
    }
  }

  @Test
  void anObservationThatIsNanHasNoAnswerAndNoState() {
    AsynchronousLeg leg =
        new AsynchronousLeg(
            workshop,
            workshop.bundle(
                SeededGru.model(3, 9, 8, 1, 3),
                HEAD
                    + "states: {h_in: {from: h_out}}\n"
                    + "chunk: {length: 1, step: 80ms}\n"
                    + "execution: {mode: asynchronous, delay: 20ms}\n"));
    try (AsynchronousLeg.Live live = leg.live(true)) {
      I32Channel sound = live.i32("policy/async/valid");
      var state = live.f32("policy/state/h_in");
      live.world.velocity[1] = Double.NaN;
      for (int tick = 0; tick < 6; tick++) {
        live.tick();
      }
      assertEquals(1, live.i64("policy/async/calls").get(0));
      assertEquals(0, sound.get(0));
      assertEquals(-1, live.i32("policy/action_valid").get(0));
      assertEquals(0, state.get(0));
      live.world.velocity[1] = 0;
      for (int tick = 6; tick < 26; tick++) {
        live.tick();
      }
      assertEquals(1, sound.get(0));
      assertNotEquals(0, state.get(0));
    }
  }

  @Test
  void executionsThatCannotBeMeantAreRefused() {
    String late =
        assertThrows(ConfigurationException.class, () -> leg("", "delay: 2s")).getMessage();
    assertTrue(late.contains("given up before its answer"), late);
    String chunk = "chunk: {length: 40, step: 20ms}\n";
    String unused =
        assertThrows(
                ConfigurationException.class,
                () ->
                    workshop.bundle(
                        CHUNK, HEAD + chunk + "execution: {mode: inline, delay: 20ms}\n"))
            .getMessage();
    assertTrue(unused.contains("nothing uses the key \"delay\""), unused);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLoopsThreadAllocatesNotOneByteATick(boolean asynchronous) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    AsynchronousLeg leg =
        leg(
            ", merge: temporal_ensemble",
            asynchronous ? "inject: {delay: [0ms, 50ms], drop: 0.1}" : null);
    try (AsynchronousLeg.Live live = leg.live(true)) {
      for (int tick = 0; tick < 20_000; tick++) {
        live.tick();
      }
      long least = Long.MAX_VALUE;
      for (int batch = 0; batch < 5; batch++) {
        long before = threads.getThreadAllocatedBytes(thread);
        for (int tick = 0; tick < 1_000; tick++) {
          live.tick();
        }
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
      assertEquals(0, least);
    }
  }

  @Test
  void inlineChunksAreVerifiedAsWell() {
    for (String rule :
        List.of("latest_only", "temporal_ensemble", "conservative", "blend", "average")) {
      AsynchronousLeg leg = leg(", first: 1, merge: " + rule, null);
      RunDirectory run = leg.record(runs(), RecordMode.INPUTS, 400);
      assertTrue(leg.verify(run, Stretch.whole()).passed(), rule);
    }
  }

  @Test
  void aCriticSaysWhenTheNextInferenceBegins() {
    byte[] model = SeededChunk.model(5, 9, 12, 3, SeededChunk.Part.CRITIC);
    AsynchronousLeg leg =
        new AsynchronousLeg(
            workshop,
            workshop.bundle(
                model,
                HEAD.replace("80ms", "20ms") + "chunk: {length: 12, step: 20ms, critic: q}\n"));
    try (AsynchronousLeg.Live live = leg.live(true)) {
      I32Channel due = live.i32("policy/due");
      I32Channel remaining = live.i32("policy/chunk/remaining");
      I64Channel dry = live.i64("policy/chunk/dry_ticks");
      var q = live.f32("policy/output/q");
      int inferences = 0;
      int left = 0;
      for (int tick = 0; tick < 1_000; tick++) {
        live.world.move(tick);
        live.tick();
        if (tick % 5 == 0) {
          assertEquals(left == 0, due.get(0) == 1, "tick " + tick);
        } else {
          assertEquals(0, due.get(0));
        }
        if (due.get(0) == 1) {
          inferences++;
          int best = 0;
          for (int i = 1; i < 12; i++) {
            best = q.get(i) > q.get(best) ? i : best;
          }
          assertEquals(best, remaining.get(0));
        }
        left = remaining.get(0);
      }
      assertEquals(0, dry.get(0));
      assertTrue(inferences > 16 && inferences < 200, inferences + " inferences");
    }
    RunDirectory run = leg.record(runs(), RecordMode.INPUTS, 400);
    assertTrue(leg.verify(run, Stretch.whole()).passed());
  }

  @Test
  void aChunkThatTheModelDoesNotGiveIsRefused() {
    PolicyReport report =
        workshop.check(workshop.bundle(CHUNK, HEAD + "chunk: {length: 39, step: 20ms}\n"));
    assertFalse(report.problems().isEmpty());
    assertTrue(
        report.problems().toString().contains("39 actions in a chunk"),
        report.problems()::toString);
  }

  @Test
  void aStepThatIsNoMultipleOfTheLoopsPeriodIsRefused() {
    PolicyReport report =
        workshop.check(workshop.bundle(CHUNK, HEAD + "chunk: {length: 40, step: 10ms}\n"));
    assertTrue(report.problems().toString().contains("chunk.step"), report.problems()::toString);
  }
}

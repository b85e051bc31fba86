package io.escapement.controller.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.JournalRewriter;
import io.escapement.controller.journal.JournalSurvey;
import io.escapement.controller.journal.JournalWriter;
import io.escapement.controller.journal.JournaledRun;
import io.escapement.controller.journal.RecordMode;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.journal.SharedRing;
import io.escapement.controller.journal.SyntheticRobot;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VerifierTest {

  private static final int KEYFRAME_TICKS = 50;

  @TempDir Path folder;

  private final SyntheticRobot robot = new SyntheticRobot(8, 17);

  private JournaledRun record(RecordMode mode, int ticks) {
    return JournaledRun.record(folder, robot, JournaledRun.settings(mode, KEYFRAME_TICKS), ticks);
  }

  private static PipelineFactory factory(SyntheticRobot robot) {
    return header -> robot.withRevision(header.revision() % 2).replaying(header.layout());
  }

  private static Verification verify(JournalReader reader, SyntheticRobot robot) {
    return new Verifier(reader, factory(robot), header -> BoundaryRule.EXACT)
        .verify(Stretch.whole().withThreads(3));
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void aRunIsWhatItsInputsMakeOfIt(RecordMode mode) {
    Verification verification = verify(record(mode, 420).reader(), robot);

    assertTrue(verification.passed());
    assertNull(verification.first());
    assertEquals(420, verification.ticks());
    assertEquals(420, verification.compared());
    assertEquals(9, verification.segments());
    assertEquals(List.of(), verification.notices());
    assertTrue(verification.runNs() > 0);
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void replayStartsFromEveryKeyframe(RecordMode mode) {
    JournalReader reader = record(mode, 420).reader();
    Verifier verifier = new Verifier(reader, factory(robot), header -> BoundaryRule.EXACT);
    for (JournalSurvey.Keyframe keyframe : reader.survey().keyframes()) {
      Verification verification =
          verifier.verify(new Stretch(justAfter(keyframe), Long.MAX_VALUE, 1));
      assertTrue(verification.passed());
      // The keyframe itself is where replay starts.
      long first = keyframe.tick();
      assertEquals(419 - first, verification.compared());
    }
  }

  private static long justAfter(JournalSurvey.Keyframe keyframe) {
    return keyframe.tick() == -1 ? Long.MIN_VALUE : keyframe.timeNs() + 1;
  }

  @Test
  void aStretchBeginsAtTheKeyframeBeforeItAndEndsWithItsLastTick() {
    JournalReader reader = record(RecordMode.INPUTS, 420).reader();

    Verification verification =
        new Verifier(reader, factory(robot), header -> BoundaryRule.EXACT)
            .verify(new Stretch(120 * SyntheticRobot.PERIOD_NS, 310 * SyntheticRobot.PERIOD_NS, 2));

    assertTrue(verification.passed());
    assertEquals(310 - 99, verification.compared());
  }

  @Test
  void aChangedGainIsNamedByTheFirstTickAndTheChannelThatIsWrittenFirst() {
    JournaledRun run = record(RecordMode.FULL, 200);

    Verification verification = verify(run.reader(), robot.withGain(0.26));

    assertFalse(verification.passed());
    assertEquals(200, verification.mismatches());
    Divergence first = verification.first();
    assertEquals(0, first.tick());
    assertEquals("bot/filter/output", first.channel());
    assertEquals("0", first.element());
    assertTrue(first.journal().doubleValue() != first.replay().doubleValue());
    assertEquals(0.26 / 0.25, first.replay().doubleValue() / first.journal().doubleValue(), 1e-12);
  }

  @Test
  void aChangedGainIsFoundInALeanJournalByTheTick() {
    Verification verification =
        verify(record(RecordMode.INPUTS, 200).reader(), robot.withGain(0.26));

    assertFalse(verification.passed());
    assertEquals(0, verification.first().tick());
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void anEngineThatDiffersInItsLastBitsFailsOnTheMachineThatRecorded(RecordMode mode) {
    Verification verification = verify(record(mode, 100).reader(), robot.withEngineError(1e-6f));

    assertFalse(verification.passed());
    assertEquals(0, verification.first().tick());
    assertEquals("bot/engine/output", verification.first().channel());
    // Journaled outputs are fed on: nothing else differs, so that each tick differs on its own.
    assertEquals(100, verification.mismatches());
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void anEngineThatDiffersInItsLastBitsPassesWithANoticeWhereItIsAnother(RecordMode mode) {
    JournalReader reader = record(mode, 100).reader();
    Verifier verifier =
        new Verifier(
            reader,
            factory(robot.withEngineError(1e-6f)),
            header -> BoundaryRule.of(header, Map.of("engine", "2"), 1e-5));

    Verification verification = verifier.verify(Stretch.whole());

    assertTrue(verification.passed());
    assertEquals(1, verification.notices().size());
    assertTrue(verification.notices().get(0).contains("engine=2"), verification.notices().get(0));
  }

  @Test
  void theToleranceHasAnEnd() {
    JournalReader reader = record(RecordMode.INPUTS, 100).reader();
    Verifier verifier =
        new Verifier(
            reader,
            factory(robot.withEngineError(1e-4f)),
            header -> BoundaryRule.of(header, Map.of("engine", "2"), 1e-5));

    Verification verification = verifier.verify(Stretch.whole());

    assertFalse(verification.passed());
    assertEquals("bot/engine/output", verification.first().channel());
  }

  @Test
  void onThisMachineWithTheSameEngineTheRuleIsExact() {
    JournalHeader header = record(RecordMode.FULL, 3).reader().survey().headers().get(0);

    assertTrue(BoundaryRule.of(header, Map.of("engine", "1"), 1e-5).exact());
  }

  @Test
  void aDerivedValueThatWasRewrittenWithEveryChecksumMadeRightIsFound() throws IOException {
    JournaledRun run = record(RecordMode.FULL, 200);
    RecordLayout layout = run.reader().survey().headers().get(0).layout();
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    int effort3 = layout.find("bot/command/effort").offset() + 3 * Double.BYTES;
    rewriter.putDouble(rewriter.documentOfTick(123), effort3, 42).seal().save();

    assertEquals(List.of(), run.reader().survey().problems());
    Verification verification = verify(run.reader(), robot);

    assertFalse(verification.passed());
    assertEquals(1, verification.mismatches());
    assertEquals(123, verification.first().tick());
    assertEquals("bot/command/effort", verification.first().channel());
    assertEquals("3", verification.first().element());
    assertEquals(42.0, verification.first().journal());
  }

  @Test
  void anInputThatWasRewrittenInALeanJournalWithEveryChecksumMadeRightIsFound() throws IOException {
    JournaledRun run = record(RecordMode.INPUTS, 200);
    RecordLayout layout = run.reader().survey().headers().get(0).layout();
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    int sensor = layout.find("bot/sensor/value").offset();
    rewriter.putDouble(rewriter.documentOfTick(123), sensor, 0.125).seal().save();

    assertEquals(List.of(), run.reader().survey().problems());
    Verification verification = verify(run.reader(), robot);

    assertFalse(verification.passed());
    assertEquals(123, verification.first().tick());
  }

  @Test
  void aKeyframeWhoseMemoryWasRewrittenIsFoundByTheTicksBeforeIt() throws IOException {
    JournaledRun run = record(RecordMode.INPUTS, 200);
    RecordLayout layout = run.reader().survey().headers().get(0).layout();
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    int sum = layout.find("bot/integrator/sum").offset();
    rewriter.putDouble(rewriter.documentOfTick(99), sum, 0.75).seal().save();

    Divergence first = verify(run.reader(), robot).first();

    assertEquals(99, first.tick());
    assertEquals("bot/integrator/sum", first.channel());
    assertEquals(0.75, first.journal());
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void aRunThatDoesNotBeginWithWhatItsStagesBeginWithIsFound(RecordMode mode) throws IOException {
    JournaledRun run = record(mode, 60);
    RecordLayout layout = run.reader().survey().headers().get(0).layout();
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    int sum = layout.find("bot/integrator/sum").offset();
    rewriter.putDouble(rewriter.documentOfTick(-1), sum, 0.75).seal().save();

    Verification verification = verify(run.reader(), robot);

    assertFalse(verification.passed());
    assertEquals(60, verification.compared());
    assertEquals(-1, verification.first().tick());
    assertEquals("bot/integrator/sum", verification.first().channel());
    assertEquals(0.75, verification.first().journal());
    assertEquals(0.0, verification.first().replay());
  }

  @Test
  void aDamagedJournalIsRefusedBeforeItIsReplayed() throws IOException {
    JournaledRun run = record(RecordMode.FULL, 50);
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    rewriter.flip(rewriter.position(rewriter.documentOfTick(20)) + 100, 4).save();

    assertThrows(PreflightException.class, () -> verify(run.reader(), robot));
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void eachRevisionIsReplayedWithItsOwnPipeline(RecordMode mode) {
    JournaledRun run =
        JournaledRun.recordRevisions(
            folder, robot, JournaledRun.settings(mode, KEYFRAME_TICKS), 120, 3);

    Verification verification = verify(run.reader(), robot);

    assertTrue(verification.passed());
    assertEquals(360, verification.compared());
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void ticksThatTheJournalLostAreCountedAndTheRestIsVerified(RecordMode mode) {
    RunDirectory directory = JournaledRun.newDirectory(folder);
    var settings = JournaledRun.settings(mode, KEYFRAME_TICKS);
    JournalWriter writer = JournalWriter.start(directory, settings, List.of());
    try (Pipeline pipeline = robot.live()) {
      SharedRing ring = writer.open(JournaledRun.header(directory, 0, pipeline, settings));
      JournaledRun.offerUntilTaken(ring, pipeline);
      for (int tick = 0; tick < 200; tick++) {
        SyntheticRobot.tick(pipeline, tick);
        if (tick < 70 || tick > 72) {
          JournaledRun.offerUntilTaken(ring, pipeline);
        }
      }
    }
    assertEquals(3, writer.finish().lost());

    JournalReader reader = JournalReader.open(directory);
    Verification verification = verify(reader, robot);

    assertTrue(verification.passed());
    assertEquals(List.of(new JournalSurvey.Gap(0, 69, 73)), reader.survey().gaps());
    assertEquals(200, verification.ticks());
    assertEquals(3, verification.lost());
    assertEquals(1, verification.restarts());
    assertEquals(196, verification.compared());
    assertEquals(1, verification.notices().size());
  }

  @Test
  void aStageThatRemembersOutsideTheRecordIsFound() {
    RunDirectory directory = JournaledRun.newDirectory(folder);
    var settings = JournaledRun.settings(RecordMode.FULL, KEYFRAME_TICKS);
    JournalWriter writer = JournalWriter.start(directory, settings, List.of());
    try (Pipeline pipeline = new PipelineBuilder().add(new Forgetful()).build()) {
      SharedRing ring = writer.open(JournaledRun.header(directory, 0, pipeline, settings));
      JournaledRun.offerUntilTaken(ring, pipeline);
      for (int tick = 0; tick < 200; tick++) {
        SyntheticRobot.tick(pipeline, tick);
        JournaledRun.offerUntilTaken(ring, pipeline);
      }
    }
    assertTrue(writer.finish().complete());

    // From its start the field repeats itself; from any other keyframe it is not what it was.
    Verification verification =
        new Verifier(
                JournalReader.open(directory),
                header ->
                    new PipelineBuilder()
                        .recordedInputs(header.layout())
                        .add(new Forgetful())
                        .build(),
                header -> BoundaryRule.EXACT)
            .verify(new Stretch(60 * SyntheticRobot.PERIOD_NS, Long.MAX_VALUE, 1));

    assertFalse(verification.passed());
    assertEquals("bot/forgetful/count", verification.first().channel());
    assertEquals(50, verification.first().tick());
  }

  /** Counts its ticks in a field, which no stage may. */
  private static final class Forgetful implements Stage {
    private final I64Channel count =
        new I64Channel(ChannelSpec.derived("bot/forgetful/count", ChannelType.I64, 1));
    private long ticks;

    @Override
    public String name() {
      return "forgetful";
    }

    @Override
    public Phase phase() {
      return Phase.ESTIMATE;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.writes(count);
    }

    @Override
    public void tick() {
      count.set(0, ticks++);
    }
  }

  @Test
  void aPipelineOfAnotherLayoutIsRefusedByTheFirstChannelThatDiffers() {
    JournalReader reader = record(RecordMode.FULL, 20).reader();
    SyntheticRobot other = robot.withRevision(1);
    Verifier verifier =
        new Verifier(
            reader, header -> other.replaying(header.layout()), header -> BoundaryRule.EXACT);

    PreflightException refusal =
        assertThrows(PreflightException.class, () -> verifier.verify(Stretch.whole()));

    assertTrue(refusal.getMessage().contains("bot/counter/ticks"), () -> refusal.getMessage());
  }

  @Test
  void aListenerSeesWhatWasRecordedAndWhatWasRecomputedInOrder() {
    JournaledRun run = record(RecordMode.INPUTS, 120);
    List<Long> ticks = new ArrayList<>();
    List<byte[]> recomputed = new ArrayList<>();

    Verification verification =
        new Verifier(run.reader(), factory(robot), header -> BoundaryRule.EXACT)
            .replay(
                Stretch.whole(),
                (recorded, record, divergence) -> {
                  ticks.add(recorded.tick());
                  byte[] bytes = new byte[record.layout().length()];
                  record.buffer().getBytes(0, bytes);
                  recomputed.add(bytes);
                });

    assertTrue(verification.passed());
    assertEquals(120, ticks.size());
    RecordLayout layout = run.reader().survey().headers().get(0).layout();
    int computed = layout.end(RecordLayout.Region.MEMORY);
    for (int tick = 0; tick < 120; tick++) {
      assertEquals(tick, ticks.get(tick));
      byte[] recorded = run.records().get(tick + 1);
      assertEquals(
          -1, java.util.Arrays.mismatch(recorded, 0, computed, recomputed.get(tick), 0, computed));
    }
  }
}

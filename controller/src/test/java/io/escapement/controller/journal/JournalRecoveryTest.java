package io.escapement.controller.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.replay.BoundaryRule;
import io.escapement.controller.replay.Stretch;
import io.escapement.controller.replay.Verification;
import io.escapement.controller.replay.Verifier;
import io.escapement.controller.stage.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JournalRecoveryTest {

  private static final int KILLS = Boolean.getBoolean("escapement.nightly") ? 200 : 20;

  @TempDir Path folder;

  @Test
  @Timeout(value = KILLS_TIMEOUT_S, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void noTickThatTheLoopHadFinishedIsLostByAKill() throws IOException, InterruptedException {
    Random random = new Random(20260101);
    long handedOver = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      RecordMode mode = RecordMode.values()[kill % 2];
      handedOver += killAndRecover(kill, mode, random);
    }
    assertTrue(handedOver > 0, "every process was killed before its first tick");
  }

  private static final long KILLS_TIMEOUT_S = 3600;

  private long killAndRecover(int kill, RecordMode mode, Random random)
      throws IOException, InterruptedException {
    Path files = Files.createDirectory(folder.resolve("kill" + kill));
    RunDirectory run = JournaledRun.newDirectory(files);
    Path sharedFile = files.resolve("shared");
    Path output = files.resolve("output");
    UnsafeBuffer shared = KilledProcess.share(sharedFile);
    shared.putLongVolatile(KilledProcess.LAST_TICK_AT, -2);
    long seed = random.nextLong();
    Process process =
        KilledProcess.start(
            output,
            "journal",
            sharedFile.toString(),
            run.path().toString(),
            mode.name(),
            Long.toString(seed));
    // One in four is killed while it still sets its journal up.
    boolean early = kill % 4 == 3;
    awaitChange(process, shared, early);
    process.waitFor(random.nextInt(early ? 300 : 700), TimeUnit.MILLISECONDS);
    assertTrue(process.isAlive(), () -> "the process ended by itself: " + read(output));
    process.destroyForcibly().waitFor();
    long finished = shared.getLongVolatile(KilledProcess.LAST_TICK_AT);
    if (kill % 3 == 2) {
      killRecoveries(run, files, sharedFile, random);
    }

    RecoveredJournal report = JournalRecovery.recover(run);

    String context = "kill " + kill + ", " + mode + ", last finished tick " + finished;
    if (finished == -2 && report.lastTick() == -1 && QueueFile.list(run.journal()).isEmpty()) {
      return 0;
    }
    assertTrue(report.lastTick() >= finished, context + ": " + report);
    assertRecovered(run, KilledProcess.robot(seed), report, context);
    RecoveredJournal again = JournalRecovery.recover(run);
    assertFalse(again.needed(), context);
    assertEquals(report.ticks(), again.ticks(), context);
    return Math.max(0, finished);
  }

  private static void awaitChange(Process process, UnsafeBuffer shared, boolean early) {
    while (process.isAlive()
        && (early
            ? shared.getLongVolatile(KilledProcess.STARTED_AT) == 0
            : shared.getLongVolatile(KilledProcess.LAST_TICK_AT) == -2)) {
      Thread.onSpinWait();
    }
  }

  private static void killRecoveries(RunDirectory run, Path files, Path sharedFile, Random random)
      throws IOException, InterruptedException {
    for (int i = 0; i < 2; i++) {
      Process recovery =
          KilledProcess.start(
              files.resolve("recovery" + i),
              "recover",
              sharedFile.toString(),
              run.path().toString());
      recovery.waitFor(200 + random.nextInt(1500), TimeUnit.MILLISECONDS);
      recovery.destroyForcibly().waitFor();
    }
  }

  private static void assertRecovered(
      RunDirectory run, SyntheticRobot robot, RecoveredJournal report, String context) {
    JournalReader reader = JournalReader.open(run);
    JournalSurvey survey = reader.survey();
    assertEquals(List.of(), survey.problems(), context);
    assertEquals(List.of(), survey.gaps(), context);
    assertTrue(survey.ended() && survey.recovered(), context);
    assertEquals(0, report.lost(), context);
    assertEquals(report.lastTick() + 1, survey.ticks(), context);
    assertFalse(JournalRecovery.needed(run), context);
    RecordCursor cursor = reader.records();
    long last = Long.MIN_VALUE;
    while (cursor.next()) {
      last = cursor.tick();
    }
    assertEquals(report.lastTick(), last, context);
    Verification verification =
        new Verifier(
                reader,
                header -> robot.withRevision(header.revision() % 2).replaying(header.layout()),
                header -> BoundaryRule.EXACT)
            .verify(Stretch.whole());
    assertTrue(verification.passed(), context + ": " + verification);
    assertEquals(survey.ticks(), verification.compared(), context);
  }

  @Test
  void aRunThatStillGoesOnIsRefused() {
    RunDirectory run = JournaledRun.newDirectory(folder);
    JournalSettings settings = JournaledRun.settings(RecordMode.FULL, 10);
    try (JournalWriter writer = JournalWriter.start(run, settings, List.of());
        Pipeline pipeline = new SyntheticRobot(3, 1).live()) {
      writer.open(JournaledRun.header(run, 0, pipeline, settings));

      assertFalse(JournalRecovery.needed(run));
      PreflightException refusal =
          assertThrows(PreflightException.class, () -> JournalRecovery.recover(run));
      assertTrue(refusal.getMessage().contains("still goes on"), refusal.getMessage());
    }
  }

  @Test
  void aJournalThatHasItsEndIsLeftAsItIs() throws IOException {
    JournaledRun run =
        JournaledRun.record(
            folder, new SyntheticRobot(3, 1), JournaledRun.settings(RecordMode.FULL, 10), 30);
    long bytes = run.directory().journalBytes();

    RecoveredJournal report = JournalRecovery.recover(run.directory());

    assertFalse(report.needed());
    assertEquals(30, report.ticks());
    assertEquals(bytes, run.directory().journalBytes());
    assertTrue(run.reader().survey().problems().isEmpty());
  }

  @Test
  void aJournalThatIsDamagedInItsMiddleIsNotCutOffThere() throws IOException {
    JournaledRun run =
        JournaledRun.record(
            folder, new SyntheticRobot(3, 1), JournaledRun.settings(RecordMode.FULL, 10), 30);
    JournalRewriter rewriter = new JournalRewriter(run.directory());
    // The highest bit of the four bytes before a document says that it is not complete.
    rewriter.flip(rewriter.position(rewriter.documentOfTick(12)) - 1, 0x80).save();
    long bytes = run.directory().journalBytes();

    assertThrows(PreflightException.class, () -> JournalRecovery.recover(run.directory()));

    assertEquals(bytes, run.directory().journalBytes());
    rewriter.flip(rewriter.position(rewriter.documentOfTick(12)) - 1, 0x80).save();
    assertTrue(run.reader().survey().problems().isEmpty());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

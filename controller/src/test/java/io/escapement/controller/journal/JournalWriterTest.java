package io.escapement.controller.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JournalWriterTest {

  private static final long HOUR_MS = 3_600_000L;

  @TempDir Path folder;
  @TempDir Path shared;

  private final SyntheticRobot robot = new SyntheticRobot(12, 1);

  @Test
  void everyByteOfEveryTickIsInAFullJournal() {
    JournaledRun run =
        JournaledRun.record(folder, robot, JournaledRun.settings(RecordMode.FULL, 100), 1000);

    RecordCursor cursor = run.reader().records();
    for (int i = 0; i < run.records().size(); i++) {
      assertTrue(cursor.next());
      assertEquals(i - 1, cursor.tick());
      assertEquals(
          i % 100 == 0 ? DocumentType.KEYFRAME : DocumentType.FULL, cursor.type(), "record " + i);
      assertArrayEquals(run.records().get(i), bytes(cursor));
    }
    assertFalse(cursor.next());
    assertEquals(List.of(), run.reader().survey().problems());
    assertEquals(1000, run.summary().ticks());
    assertEquals(0, run.summary().lost());
    assertEquals(999, run.summary().lastTick());
    assertTrue(run.summary().complete());
    assertEquals(List.of(), run.summary().notices());
  }

  @Test
  void aLeanJournalHasInputsDecisionsAndBoundariesOfEveryTickAndWholeKeyframes() {
    JournaledRun run =
        JournaledRun.record(folder, robot, JournaledRun.settings(RecordMode.INPUTS, 64), 500);

    assertEquals(List.of(), run.reader().survey().problems());
    RecordCursor cursor = run.reader().records();
    for (int i = 0; i < run.records().size(); i++) {
      assertTrue(cursor.next());
      assertEquals(i - 1, cursor.tick());
      byte[] whole = run.records().get(i);
      boolean keyframe = i % 64 == 0;
      assertEquals(keyframe ? DocumentType.KEYFRAME : DocumentType.LEAN, cursor.type());
      int length = keyframe ? cursor.layout().length() : cursor.layout().leanLength();
      assertArrayEquals(Arrays.copyOf(whole, length), bytes(cursor));
    }
    assertFalse(cursor.next());
  }

  @Test
  void theRingIsGoneAfterTheEnd() throws IOException {
    JournaledRun run =
        JournaledRun.record(folder, robot, JournaledRun.settings(RecordMode.FULL, 100), 10);

    assertTrue(RingManifest.read(run.directory()).isEmpty());
    String runId = run.reader().survey().headers().get(0).runId();
    try (var shared =
        Files.list(Files.isDirectory(Path.of("/dev/shm")) ? Path.of("/dev/shm") : folder)) {
      assertEquals(List.of(), shared.filter(path -> path.toString().contains(runId)).toList());
    }
  }

  @Test
  void theHeaderSaysAllThatWasPutIntoIt() {
    JournalSettings settings = JournaledRun.settings(RecordMode.FULL, 100);
    JournaledRun run = JournaledRun.record(folder, robot, settings, 3);

    try (Pipeline pipeline = robot.live()) {
      JournalHeader expected = JournaledRun.header(run.directory(), 0, pipeline, settings);
      assertEquals(expected, run.reader().survey().headers().get(0));
    }
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void eachRevisionHasItsHeaderAndItsOpeningKeyframe(RecordMode mode) {
    JournaledRun run =
        JournaledRun.recordRevisions(folder, robot, JournaledRun.settings(mode, 1000), 50, 3);

    JournalSurvey survey = run.reader().survey();
    assertEquals(List.of(), survey.problems());
    assertEquals(3, survey.headers().size());
    assertEquals(
        List.of(-1L, 49L, 99L),
        survey.keyframes().stream().map(JournalSurvey.Keyframe::tick).toList());
    assertEquals(150, survey.ticks());
    assertEquals(153, survey.records());
    RecordCursor cursor = run.reader().records();
    for (byte[] record : run.records()) {
      assertTrue(cursor.next());
      assertArrayEquals(Arrays.copyOf(record, cursor.length()), bytes(cursor));
    }
  }

  @Test
  void aNewFileStartsWithAHeaderAndAKeyframeWhenTheQueueRolls() throws IOException {
    RunDirectory directory = JournaledRun.newDirectory(folder);
    JournalSettings settings = JournaledRun.settings(RecordMode.INPUTS, 1000);
    AtomicLong wallMs = new AtomicLong(1_700_000_000_000L);
    JournalWriter writer = JournalWriter.start(directory, settings, List.of(), shared, wallMs::get);
    try (Pipeline pipeline = robot.live()) {
      SharedRing ring = writer.open(JournaledRun.header(directory, 0, pipeline, settings));
      JournaledRun.offerUntilTaken(ring, pipeline);
      for (int tick = 0; tick < 30; tick++) {
        if (tick % 10 == 9) {
          awaitEmpty(ring);
          wallMs.addAndGet(HOUR_MS);
        }
        SyntheticRobot.tick(pipeline, tick);
        JournaledRun.offerUntilTaken(ring, pipeline);
      }
      ring.end();
    }
    assertEquals(List.of(), writer.finish().notices());

    assertEquals(4, QueueFile.list(directory.journal()).size());
    JournalReader reader = JournalReader.open(directory);
    assertEquals(List.of(), reader.survey().problems());
    assertEquals(30, reader.survey().ticks());
    assertEquals(
        List.of(-1L, 9L, 19L, 29L),
        reader.survey().keyframes().stream().map(JournalSurvey.Keyframe::tick).toList());
    assertEquals(
        List.of(0, 1, 2, 3),
        reader.survey().keyframes().stream().map(JournalSurvey.Keyframe::file).toList());
  }

  @Test
  void aTapSeesEveryWholeRecordAlsoInLeanRecording() {
    RunDirectory directory = JournaledRun.newDirectory(folder);
    JournalSettings settings = JournaledRun.settings(RecordMode.INPUTS, 1000);
    List<Long> ticks = new ArrayList<>();
    List<Integer> revisions = new ArrayList<>();
    List<byte[]> seen = new ArrayList<>();
    RecordTap tap =
        new RecordTap() {
          private int length;

          @Override
          public void revision(JournalHeader header) {
            revisions.add(header.revision());
            length = header.layout().length();
          }

          @Override
          public void record(long tick, DirectBuffer buffer, int offset) {
            ticks.add(tick);
            byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            seen.add(bytes);
          }
        };
    JournalWriter writer = JournalWriter.start(directory, settings, List.of(tap));
    List<byte[]> offered = new ArrayList<>();
    try (Pipeline pipeline = robot.live()) {
      SharedRing ring = writer.open(JournaledRun.header(directory, 0, pipeline, settings));
      for (int tick = 0; tick < 20; tick++) {
        SyntheticRobot.tick(pipeline, tick);
        JournaledRun.offerUntilTaken(ring, pipeline);
        offered.add(JournaledRun.bytes(pipeline));
      }
    }
    writer.finish();

    assertEquals(List.of(0), revisions);
    assertEquals(20, ticks.size());
    for (int i = 0; i < 20; i++) {
      assertEquals(i, ticks.get(i));
      assertArrayEquals(offered.get(i), seen.get(i));
    }
  }

  @Test
  void bringingTheJournalToTheDiskAllTheTimeChangesNothingInIt() {
    JournalSettings synced =
        new JournalSettings(RecordMode.FULL, 100, 64 << 10, 0, 1, QueueRoll.DAILY);
    JournaledRun run = JournaledRun.record(folder, robot, synced, 500);

    assertEquals(List.of(), run.summary().notices());
    assertEquals(List.of(), run.reader().survey().problems());
    assertEquals(500, run.reader().survey().ticks());
  }

  @Test
  void aDirectoryThatHasAJournalAlreadyIsRefused() {
    JournaledRun run =
        JournaledRun.record(folder, robot, JournaledRun.settings(RecordMode.FULL, 100), 3);

    assertThrows(
        PreflightException.class,
        () ->
            JournalWriter.start(
                run.directory(), JournaledRun.settings(RecordMode.FULL, 100), List.of()));
  }

  @Test
  void aRunWithoutTheReserveIsRefused() {
    RunDirectory directory = JournaledRun.newDirectory(folder);
    JournalSettings settings =
        new JournalSettings(RecordMode.FULL, 10, 1 << 16, 1L << 60, 0, QueueRoll.HOURLY);

    PreflightException refusal =
        assertThrows(
            PreflightException.class, () -> JournalWriter.start(directory, settings, List.of()));
    assertEquals("journal.reserve_mb", refusal.problem().key());
  }

  @Test
  void aWriterThatGotNoRecordLeavesNothingBehind() throws IOException {
    RunDirectory directory = JournaledRun.newDirectory(folder);
    JournalSettings settings = JournaledRun.settings(RecordMode.FULL, 10);
    JournalWriter writer = JournalWriter.start(directory, settings, List.of());
    SharedRing ring;
    try (Pipeline pipeline = robot.live()) {
      ring = writer.open(JournaledRun.header(directory, 0, pipeline, settings));
    }

    JournalSummary summary = writer.finish();

    assertEquals(List.of(), summary.notices());
    assertEquals(0, summary.ticks());
    assertFalse(Files.exists(ring.path()));
    try (var left = Files.list(directory.journal())) {
      assertEquals(
          List.of("metadata.cq4t"), left.map(path -> path.getFileName().toString()).toList());
    }
  }

  static byte[] bytes(RecordCursor cursor) {
    byte[] bytes = new byte[cursor.length()];
    cursor.buffer().getBytes(cursor.offset(), bytes);
    return bytes;
  }

  private static void awaitEmpty(SharedRing ring) {
    while (ring.depth() > 0 && ring.state() == RecordSink.SOUND) {
      Thread.onSpinWait();
    }
  }
}

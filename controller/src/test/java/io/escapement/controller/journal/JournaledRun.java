package io.escapement.controller.journal;

import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.Pipeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Journals synthetic runs for tests, and remembers what the journal must hold. */
public final class JournaledRun {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final RunDirectory directory;
  private final List<byte[]> records = new ArrayList<>();
  private JournalSummary summary;

  private JournaledRun(RunDirectory directory) {
    this.directory = directory;
  }

  /** Settings for short runs: a small ring, no sync, no reserve. */
  public static JournalSettings settings(RecordMode mode, int keyframeTicks) {
    return new JournalSettings(mode, keyframeTicks, 64 << 10, 0, 0, QueueRoll.HOURLY);
  }

  public static JournalHeader header(
      RunDirectory run, int revision, Pipeline pipeline, JournalSettings settings) {
    return new JournalHeader(
        runId(run),
        revision,
        pipeline.record().layout(),
        new JournalHeader.Schedule(SyntheticRobot.PERIOD_NS, "lockstep", 1_700_000_000_000_000L, 0),
        settings,
        Provenance.ofThisProcess(List.of(), "none", Map.of("engine", "1"), 7, List.of()));
  }

  /**
   * Rings are named after it in memory that all processes share, so each test has one of its own.
   */
  private static String runId(RunDirectory run) {
    int folder = run.path().toAbsolutePath().hashCode();
    return "synthetic-" + ProcessHandle.current().pid() + "-" + Integer.toHexString(folder);
  }

  public static RunDirectory newDirectory(Path folder) {
    return RunDirectory.create(folder, "synthetic", START);
  }

  /** Runs a robot in lockstep for some ticks with one revision. */
  public static JournaledRun record(
      Path folder, SyntheticRobot robot, JournalSettings settings, int ticks) {
    JournaledRun journaled = new JournaledRun(newDirectory(folder));
    JournalWriter writer = JournalWriter.start(journaled.directory, settings, List.of());
    try (Pipeline pipeline = robot.live()) {
      SharedRing ring = writer.open(header(journaled.directory, 0, pipeline, settings));
      pipeline.readSources();
      journaled.offer(ring, pipeline);
      for (int tick = 0; tick < ticks; tick++) {
        SyntheticRobot.tick(pipeline, tick);
        journaled.offer(ring, pipeline);
      }
      ring.end();
    }
    journaled.summary = writer.finish();
    return journaled;
  }

  /** Runs a robot for some ticks in each of several revisions. */
  public static JournaledRun recordRevisions(
      Path folder, SyntheticRobot robot, JournalSettings settings, int ticks, int revisions) {
    JournaledRun journaled = new JournaledRun(newDirectory(folder));
    JournalWriter writer = JournalWriter.start(journaled.directory, settings, List.of());
    long tick = 0;
    Pipeline before = null;
    SharedRing ringBefore = null;
    for (int revision = 0; revision < revisions; revision++) {
      Pipeline pipeline = robot.withRevision(revision % 2).live();
      SharedRing ring = writer.open(header(journaled.directory, revision, pipeline, settings));
      if (before == null) {
        pipeline.readSources();
      } else {
        pipeline.record().carryOver(before.record());
        ringBefore.end();
      }
      journaled.offer(ring, pipeline);
      for (int i = 0; i < ticks; i++) {
        SyntheticRobot.tick(pipeline, tick++);
        journaled.offer(ring, pipeline);
      }
      before = pipeline;
      ringBefore = ring;
    }
    ringBefore.end();
    journaled.summary = writer.finish();
    return journaled;
  }

  /** Offers until the record is taken, as the loop does in lockstep, and remembers it. */
  public void offer(SharedRing ring, Pipeline pipeline) {
    offerUntilTaken(ring, pipeline);
    records.add(bytes(pipeline));
  }

  public static void offerUntilTaken(SharedRing ring, Pipeline pipeline) {
    while (!ring.offer(pipeline.record())) {
      if (ring.state() == RecordSink.DISK_FULL) {
        throw new IllegalStateException("the journal's writer stopped");
      }
      Thread.onSpinWait();
    }
  }

  public static byte[] bytes(Pipeline pipeline) {
    byte[] bytes = new byte[pipeline.record().layout().length()];
    pipeline.record().buffer().getBytes(0, bytes);
    return bytes;
  }

  public RunDirectory directory() {
    return directory;
  }

  public JournalSummary summary() {
    return summary;
  }

  /** Every record that was offered, in order. */
  public List<byte[]> records() {
    return records;
  }

  public JournalReader reader() {
    return JournalReader.open(directory);
  }
}

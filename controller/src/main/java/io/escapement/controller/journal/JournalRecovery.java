package io.escapement.controller.journal;

import io.escapement.controller.config.PreflightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings what a killed run left in its ring into its journal, and gives the journal its end. Safe
 * to repeat and to be killed itself: a record counts as saved once the journal has it, and is known
 * by revision and tick.
 */
public final class JournalRecovery {

  private final RunDirectory run;
  private final RingManifest manifest;
  private final List<String> notices = new ArrayList<>();
  private JournalProgress progress = new JournalProgress();
  private String lastFile;
  private long lastPosition;
  private long recovered;
  private long offeredTick = JournalProgress.NONE;

  private JournalRecovery(RunDirectory run, RingManifest manifest) {
    this.run = run;
    this.manifest = manifest;
  }

  /**
   * Whether the process that wrote a run's journal was killed before it could end it.
   *
   * @param run the run
   * @return false also while that process lives
   */
  public static boolean needed(RunDirectory run) {
    return RingManifest.read(run).map(manifest -> !manifest.owner().alive()).orElse(false);
  }

  /**
   * Recovers a run, if there is anything to recover.
   *
   * @param run the run
   * @return what was done
   * @throws PreflightException if the run is still going on, or its disk has no room; what was not
   *     saved then stays where it is
   */
  public static RecoveredJournal recover(RunDirectory run) {
    Optional<RingManifest> manifest = RingManifest.read(run);
    if (manifest.isEmpty()) {
      JournalSurvey survey = JournalReader.open(run).survey();
      return new RecoveredJournal(
          false, 0, survey.ticks(), survey.lastTick(), survey.lost(), List.of());
    }
    if (manifest.get().owner().alive()) {
      throw PreflightException.at(run.path())
          .summary("the run is still going on")
          .found("process " + manifest.get().owner().pid())
          .remedy("end it first")
          .build();
    }
    return new JournalRecovery(run, manifest.get()).recover();
  }

  private RecoveredJournal recover() {
    try {
      readJournal();
      List<Path> rings = manifest.rings().stream().filter(Files::exists).toList();
      if (rings.isEmpty() && !progress.ended && progress.records > 0) {
        notices.add(
            "the ring in shared memory is gone, as after a restart of the machine: what the run did"
                + " after tick "
                + progress.lastTick
                + " cannot be saved");
      }
      drain(rings);
      for (Path ring : manifest.rings()) {
        Files.deleteIfExists(ring);
      }
      RingManifest.remove(run);
    } catch (IOException e) {
      throw PreflightException.at(run.journal())
          .summary("the journal cannot be recovered")
          .found(e.toString())
          .remedy("make room on the disk, or copy the run to a folder that you may write")
          .cause(e)
          .build();
    }
    long lastTick = progress.lastTick == JournalProgress.NONE ? -1 : progress.lastTick;
    return new RecoveredJournal(true, recovered, progress.ticks, lastTick, progress.lost, notices);
  }

  private void readJournal() throws IOException {
    if (QueueFile.list(run.journal()).isEmpty()) {
      return;
    }
    JournalReader reader = JournalReader.open(run);
    progress = reader.surveyor().progress();
    lastFile = reader.lastFileName();
    lastPosition = reader.surveyor().endPosition();
  }

  private void drain(List<Path> paths) throws IOException {
    if (progress.ended) {
      return;
    }
    QueueRoll roll = QueueRoll.HOURLY;
    QueueAppender queue = null;
    RecordAppender appender = null;
    try {
      for (Path path : paths) {
        SharedRing ring = reopened(path);
        if (ring == null) {
          continue;
        }
        JournalHeader header = ring.file().header();
        roll = header.settings().roll();
        if (queue == null) {
          queue = appenderFor(roll);
          appender = new RecordAppender(queue, progress);
        }
        appender.revision(header);
        drain(ring, header.revision(), appender);
        offeredTick = Math.max(offeredTick, ring.offeredTick());
      }
      if (progress.records > 0) {
        if (queue == null) {
          queue = appenderFor(roll);
          appender = new RecordAppender(queue, progress);
        }
        end(appender);
      }
    } finally {
      if (queue != null) {
        queue.close();
      }
    }
  }

  private QueueAppender appenderFor(QueueRoll roll) {
    return new QueueAppender(
        run.journal(), roll, System::currentTimeMillis, lastFile, lastPosition);
  }

  /** A ring that was still being made when the process was killed holds nothing. */
  private SharedRing reopened(Path path) {
    try {
      return SharedRing.reopen(path);
    } catch (JournalException e) {
      notices.add("a ring that was not complete is left out: " + e.getMessage());
      return null;
    }
  }

  private void drain(SharedRing ring, int revision, RecordAppender appender) throws IOException {
    for (int record = ring.peek(); record >= 0; record = ring.peek()) {
      long tick = ring.tickAt(record);
      if (!progress.has(revision, tick)) {
        if (!appender.record(tick, ring.buffer(), record)) {
          throw noRoom();
        }
        recovered++;
      }
      ring.advance();
    }
  }

  private void end(RecordAppender appender) throws IOException {
    // The loop was told of a record's refusal before it died: that tick ran, and is nowhere.
    if (offeredTick > progress.lastTick + 1) {
      progress.lost += offeredTick - progress.lastTick - 1;
    }
    if (!appender.end(true)) {
      throw noRoom();
    }
  }

  private static IOException noRoom() {
    return new IOException("the disk has no room for what is still in shared memory");
  }
}

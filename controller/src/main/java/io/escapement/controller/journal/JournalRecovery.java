package io.escapement.controller.journal;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.record.RecordSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Completes the journal of a run whose process was killed: appends what is only in the ring, each
 * tick once, then the end.
 *
 * <p>May be killed itself at any moment and started again; a second run finds nothing to do.
 */
public final class JournalRecovery {

  private static final String LOCK = "recover.lock";
  private static final String LOCKSTEP = "lockstep";

  private final RunDirectory run;
  private final List<String> notices = new ArrayList<>();
  private long saved;

  private JournalRecovery(RunDirectory run) {
    this.run = run;
  }

  /**
   * Whether the run's journal was left by a process that has ended before it could write the end.
   *
   * @param run the run
   * @return false also while the process still writes
   */
  public static boolean needed(RunDirectory run) {
    return RingManifest.read(run).map(manifest -> !manifest.owner().alive()).orElse(false);
  }

  /**
   * Completes a journal.
   *
   * @param run the run
   * @return what was done
   * @throws PreflightException if the process still runs, another recovery is under way, the disk
   *     is full, or the journal is damaged otherwise than a kill can damage it
   */
  public static RecoveredJournal recover(RunDirectory run) {
    Optional<RingManifest> manifest = RingManifest.read(run);
    manifest.filter(found -> found.owner().alive()).ifPresent(found -> refuseRunning(run, found));
    Path lockFile = run.journal().resolve(LOCK);
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(run, channel)) {
      RecoveredJournal report =
          new JournalRecovery(run).complete(manifest.map(RingManifest::rings).orElse(List.of()));
      if (lock.isValid()) {
        Files.deleteIfExists(lockFile);
      }
      return report;
    } catch (IOException e) {
      throw PreflightException.at(run.journal())
          .summary("the journal cannot be completed")
          .found(e.toString())
          .remedy("see that the directory can be written and its disk has room, then try again")
          .cause(e)
          .build();
    }
  }

  private RecoveredJournal complete(List<Path> ringPaths) throws IOException {
    List<QueueFile> files = mapped();
    Surveyor surveyor = files.isEmpty() ? null : Surveyor.run(files);
    if (surveyor != null && surveyor.survey().ended()) {
      boolean left = removeRings(ringPaths);
      return report(left, surveyor.progress());
    }
    TornTail.removeUnbegun(run.journal());
    files = mapped();
    surveyor = files.isEmpty() ? null : Surveyor.run(files);
    List<SharedRing> rings = open(ringPaths);
    JournalProgress progress = surveyor == null ? new JournalProgress() : surveyor.progress();
    if (rings.isEmpty() && progress.records == 0) {
      notices.add("no record had been made; there is nothing to save");
      removeRings(ringPaths);
      return report(!ringPaths.isEmpty(), progress);
    }
    if (rings.isEmpty()) {
      notices.add(
          "the ring in shared memory is gone, as after a restart of the machine: what the run did"
              + " after tick "
              + progress.lastTick
              + " cannot be saved");
    }
    try (QueueAppender queue = queue(files, surveyor, rings)) {
      append(rings, new RecordAppender(queue, progress));
    }
    removeRings(ringPaths);
    return report(true, progress);
  }

  private void append(List<SharedRing> rings, RecordAppender appender) throws IOException {
    JournalProgress progress = appender.progress();
    for (SharedRing ring : rings) {
      JournalHeader header = ring.file().header();
      appender.revision(header);
      for (int record = ring.peek(); record >= 0; record = ring.peek()) {
        long tick = ring.tickAt(record);
        if (!progress.has(header.revision(), tick)) {
          demandRoom(appender.record(tick, ring.buffer(), record));
          saved++;
        }
        ring.advance();
      }
      // A loop in lockstep waits with a refused record until there is room, unless it has ended or
      // the disk is full: the tick is then not over.
      boolean waits =
          header.schedule().pacer().equals(LOCKSTEP)
              && !ring.ended()
              && ring.state() != RecordSink.DISK_FULL;
      long waiting = waits ? 1 : 0;
      progress.lostUpTo(Math.max(ring.refusedTick(), 0) - waiting);
    }
    if (progress.records > 0) {
      demandRoom(appender.end(true));
    }
  }

  private void demandRoom(boolean given) {
    if (!given) {
      throw PreflightException.at(run.path())
          .summary("the disk has no room for the rest of the journal, which waits in the ring")
          .remedy("make room, then run: escapement recover " + run.path())
          .build();
    }
  }

  private QueueAppender queue(List<QueueFile> files, Surveyor surveyor, List<SharedRing> rings)
      throws IOException {
    List<JournalHeader> headers = surveyor == null ? List.of() : surveyor.survey().headers();
    JournalHeader header = headers.isEmpty() ? rings.get(0).file().header() : headers.get(0);
    QueueRoll roll = header.settings().roll();
    if (files.isEmpty()) {
      long nowMs = System.currentTimeMillis();
      return new QueueAppender(run.journal(), roll, () -> nowMs, null, 0);
    }
    QueueFile last = files.get(files.size() - 1);
    long end = surveyor.endPosition();
    TornTail.clear(last.path(), end);
    // The clock stands still: what is saved belongs into the file that the writer was in.
    LongSupplier clock = () -> roll.cycleOf(last.name()) * roll.cycleMs();
    return new QueueAppender(run.journal(), roll, clock, last.name(), end);
  }

  private List<QueueFile> mapped() throws IOException {
    List<QueueFile> files = new ArrayList<>();
    for (Path path : QueueFile.list(run.journal())) {
      files.add(QueueFile.map(path));
    }
    return files;
  }

  private List<SharedRing> open(List<Path> paths) throws IOException {
    List<SharedRing> rings = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        continue;
      }
      try {
        rings.add(SharedRing.reopen(path));
      } catch (JournalException e) {
        // Made but never finished, and so never handed to a loop.
        Files.delete(path);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    rings.sort(Comparator.comparingInt(ring -> ring.file().revision()));
    return rings;
  }

  private boolean removeRings(List<Path> paths) throws IOException {
    boolean left = RingManifest.read(run).isPresent();
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
    RingManifest.remove(run);
    return left;
  }

  private RecoveredJournal report(boolean changed, JournalProgress progress) {
    long lastTick = progress.lastTick == JournalProgress.NONE ? -1 : progress.lastTick;
    return new RecoveredJournal(changed, saved, progress.ticks, lastTick, progress.lost, notices);
  }

  private static FileLock lock(RunDirectory run, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw PreflightException.at(run.path())
          .summary("another recovery of this run is under way")
          .remedy("wait until it has ended")
          .build();
    }
    return lock;
  }

  private static void refuseRunning(RunDirectory run, RingManifest manifest) {
    throw PreflightException.at(run.path())
        .summary("the run still goes on")
        .found("process " + manifest.owner().pid() + " writes its journal")
        .remedy("end the run first")
        .build();
  }
}

package io.escapement.controller.journal;

import io.escapement.controller.config.PreflightException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Journals a run: gives the loop a ring for each revision, and appends from the rings to the queue
 * on a thread of its own. The loop never waits for it.
 *
 * <p>{@link #start}, {@link #open} and {@link #finish} belong to the thread that prepares the run.
 * When the disk has no room the records wait in the ring, the loop sees {@link
 * io.escapement.controller.record.RecordSink#DISK_FULL}, and the writer tries again until there is
 * room.
 */
public final class JournalWriter implements AutoCloseable {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final int BURST = 256;
  private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LAST_TRIES_NS = TimeUnit.SECONDS.toNanos(2);
  private static final long RESERVE_LOOK_NS = TimeUnit.SECONDS.toNanos(1);

  private final RunDirectory run;
  private final JournalSettings settings;
  private final RecordTap[] taps;
  private final Path ringFolder;
  private final DiskReserve reserve;
  private final File disk;
  private final ConcurrentLinkedDeque<SharedRing> rings = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedDeque<String> notices = new ConcurrentLinkedDeque<>();
  private final RecordAppender appender;
  private final QueueAppender queue;
  private final Thread thread;
  private volatile boolean finishing;
  private volatile boolean diskFull;
  private volatile boolean reserveShort;
  private volatile Throwable failure;
  private JournalSummary summary;

  // Writer's side.
  private final WriterStatistics statistics = new WriterStatistics();
  private SharedRing draining;
  private boolean unsynced;
  private boolean reserveNoticed;
  private long nextSyncNs;
  private long nextReserveLookNs;
  private long nextTryNs;

  private JournalWriter(
      RunDirectory run,
      JournalSettings settings,
      List<RecordTap> taps,
      Path ringFolder,
      LongSupplier wallMs) {
    this.run = run;
    this.settings = settings;
    this.taps = taps.toArray(RecordTap[]::new);
    this.ringFolder = ringFolder;
    this.reserve = new DiskReserve(run.path(), settings.reserveBytes());
    this.disk = run.path().toFile();
    this.queue = new QueueAppender(run.journal(), settings.roll(), wallMs, null, 0);
    this.appender = new RecordAppender(queue, new JournalProgress());
    this.thread = new Thread(this::work, "journal-writer");
  }

  /**
   * Loads what every journal needs, which takes some tenths of a second the first time in a
   * process: for a thread that has nothing else to do. Opens nothing.
   */
  public static void prepare() {
    FileBlocks.prepare();
    QueueAppender.prepare();
  }

  /**
   * Starts the journal of a new run. The queue opens on the writer's thread while the caller goes
   * on preparing.
   *
   * @param run the run's directory, fresh
   * @param settings how the run is journaled
   * @param taps watch the records on the writer's thread; may be empty
   * @return the running writer
   * @throws PreflightException if the disk has less than the reserve, or the directory has a
   *     journal already
   */
  public static JournalWriter start(
      RunDirectory run, JournalSettings settings, List<RecordTap> taps) {
    return start(run, settings, taps, SHARED_MEMORY, System::currentTimeMillis);
  }

  static JournalWriter start(
      RunDirectory run,
      JournalSettings settings,
      List<RecordTap> taps,
      Path ringFolder,
      LongSupplier wallMs) {
    Objects.requireNonNull(run, "run");
    JournalWriter writer = new JournalWriter(run, settings, taps, ringFolder, wallMs);
    writer.reserve.demand();
    try {
      if (!QueueFile.list(run.journal()).isEmpty() || RingManifest.read(run).isPresent()) {
        throw PreflightException.at(run.path())
            .summary("the run directory has a journal already")
            .expected("the directory of a new run")
            .remedy("start the run in a directory of its own")
            .build();
      }
      new RingManifest(ProcessIdentity.current(), List.of()).write(run);
    } catch (IOException e) {
      throw unwritable(run, e);
    }
    writer.thread.setDaemon(true);
    writer.thread.start();
    return writer;
  }

  /**
   * Makes the ring of the next revision. Not for the loop's thread.
   *
   * @param header describes the revision; numbered one above the one before
   * @return takes the revision's records; to be handed to the loop
   * @throws PreflightException if no folder has room for the ring
   */
  public SharedRing open(JournalHeader header) {
    SharedRing ring;
    String name = SharedRing.fileName(header);
    // Named before it is made: a ring in shared memory that nothing names would stay for ever.
    writeManifest(List.of(ringFolder.resolve(name), run.journal().resolve(name)));
    try {
      ring = SharedRing.create(ringFolder, run.journal(), header, settings.ringBytes());
    } catch (IOException e) {
      throw unwritable(run, e);
    }
    if (ring.notice() != null) {
      notices.add(ring.notice());
    }
    // Added first: if the writer fails in between, one of the two tells the ring.
    rings.add(ring);
    if (diskFull || failure != null) {
      ring.diskFull(true);
    }
    writeManifest(List.of());
    return ring;
  }

  /**
   * Whether less than the reserve is free on the run's disk.
   *
   * @return as the writer saw it within the last second
   */
  public boolean reserveShort() {
    return reserveShort;
  }

  /**
   * Ends the journal after the loop has ended: waits until the rings are drained, appends the end
   * and removes the rings. If the disk stays full, or fails, the rings stay for recovery.
   *
   * @return how the journal ended; the same again on a second call
   */
  public JournalSummary finish() {
    if (summary != null) {
      return summary;
    }
    rings.forEach(SharedRing::end);
    finishing = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    summary = summarise();
    return summary;
  }

  /** Finishes, for those who do not want the summary. */
  @Override
  public void close() {
    finish();
  }

  private void work() {
    DrainPace pace = new DrainPace();
    long drained = 0;
    long giveUpNs = 0;
    try {
      queue.ready(0, false);
      while (true) {
        // Read before draining: what was offered before the flag was set is then seen.
        boolean last = finishing;
        int done = drain();
        housekeeping();
        if (done > 0) {
          giveUpNs = 0;
        } else if (last && allDrained()) {
          break;
        } else if (last && diskFull) {
          giveUpNs = giveUpNs == 0 ? System.nanoTime() + LAST_TRIES_NS : giveUpNs;
          if (System.nanoTime() >= giveUpNs) {
            break;
          }
        }
        drained += done;
        if (done < BURST) {
          LockSupport.parkNanos(this, pace.nextNs(drained, statistics.ringRecords));
          drained = 0;
        }
      }
      end();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      rings.forEach(ring -> ring.diskFull(true));
    }
  }

  /** Appends what the current ring holds; goes on to the next when the ring has ended. */
  private int drain() throws IOException {
    if (diskFull && System.nanoTime() < nextTryNs) {
      return 0;
    }
    SharedRing ring = rings.peek();
    if (ring == null) {
      return 0;
    }
    boolean ended = ring.ended();
    int done = 0;
    while (done < BURST) {
      int record = ring.peek();
      if (record < 0) {
        if (ended && rings.size() > 1) {
          retire(ring);
        }
        break;
      }
      if (ring != draining) {
        begin(ring);
      }
      long tick = ring.tickAt(record);
      long startNs = System.nanoTime();
      boolean appended = appender.record(tick, ring.buffer(), record);
      statistics.appended(System.nanoTime() - startNs);
      setDiskFull(!appended);
      if (!appended) {
        nextTryNs = System.nanoTime() + RETRY_NS;
        break;
      }
      for (RecordTap tap : taps) {
        tap.record(tick, ring.buffer(), record);
      }
      // After whatever held the writer up, the record at hand among them.
      statistics.waiting(ring.depth());
      ring.advance();
      unsynced = true;
      done++;
    }
    return done;
  }

  private void begin(SharedRing ring) {
    draining = ring;
    statistics.ringRecords = ring.capacity();
    JournalHeader header = ring.file().header();
    appender.revision(header);
    for (RecordTap tap : taps) {
      tap.revision(header);
    }
  }

  private void retire(SharedRing ring) throws IOException {
    rings.remove(ring);
    Files.deleteIfExists(ring.path());
    writeManifest(List.of());
  }

  private boolean allDrained() {
    for (SharedRing ring : rings) {
      if (ring.peek() >= 0) {
        return false;
      }
    }
    return true;
  }

  private void setDiskFull(boolean full) {
    if (full != diskFull) {
      diskFull = full;
      rings.forEach(ring -> ring.diskFull(full));
      if (full) {
        notices.add("the disk had no room for the journal after tick " + lastTick());
      }
    }
  }

  private void housekeeping() throws IOException {
    long nowNs = System.nanoTime();
    if (unsynced && settings.syncMs() > 0 && nowNs - nextSyncNs >= 0) {
      queue.sync();
      unsynced = false;
      nextSyncNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.syncMs());
    }
    if (nowNs - nextReserveLookNs >= 0) {
      // Through java.io.File: java.nio.file reads the table of mounts for an answer, 7 kB of
      // garbage.
      noteReserve(disk.getUsableSpace() >= settings.reserveBytes());
      nextReserveLookNs = nowNs + RESERVE_LOOK_NS;
      queue.rehearseUnmapping();
    }
  }

  private void noteReserve(boolean holds) {
    if (!holds && !reserveNoticed) {
      reserveNoticed = true;
      notices.add(
          "the run's disk fell below the reserve of "
              + (settings.reserveBytes() >> 20)
              + " MiB after tick "
              + lastTick());
    }
    reserveShort = !holds;
  }

  private void end() throws IOException {
    JournalProgress progress = appender.progress();
    if (allDrained() && progress.records > 0) {
      for (SharedRing ring : rings) {
        progress.lostUpTo(ring.refusedTick());
      }
      appender.end(false);
    }
    queue.close();
    boolean empty = progress.records == 0 && allDrained();
    if (progress.ended || empty) {
      for (SharedRing ring : rings) {
        Files.deleteIfExists(ring.path());
      }
      RingManifest.remove(run);
    }
  }

  private synchronized void writeManifest(List<Path> more) {
    try {
      List<Path> paths = new ArrayList<>(more);
      rings.forEach(ring -> paths.add(ring.path()));
      new RingManifest(ProcessIdentity.current(), paths).write(run);
    } catch (IOException e) {
      throw unwritable(run, e);
    }
  }

  private long lastTick() {
    long last = appender.progress().lastTick;
    return last == JournalProgress.NONE ? -1 : last;
  }

  private JournalSummary summarise() {
    JournalProgress progress = appender.progress();
    List<String> all = new ArrayList<>(notices);
    if (failure != null) {
      all.add("the journal's writer failed: " + failure);
    }
    if (!progress.ended && progress.records > 0) {
      all.add(
          "the journal has no end: make room on the disk and run: escapement recover "
              + run.path());
    }
    if (progress.lost > 0) {
      all.add(statistics.lossNotice(progress));
    }
    QueueLibrary.takeMessages().forEach(message -> all.add("Chronicle Queue: " + message));
    long bytes;
    try {
      bytes = run.journalBytes();
    } catch (IOException e) {
      bytes = -1;
    }
    return new JournalSummary(
        progress.ticks,
        progress.lost,
        lastTick(),
        bytes,
        progress.ended,
        progress.losses,
        statistics.ringRecords,
        statistics.ringHighWater,
        statistics.appendNs,
        all);
  }

  private static PreflightException unwritable(RunDirectory run, IOException e) {
    return PreflightException.at(run.journal())
        .summary("the journal cannot be written")
        .found(e.toString())
        .remedy("make room, or set runs_dir to a folder that you may write")
        .cause(e)
        .build();
  }
}

package io.escapement.launch.bench;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.journal.JournalSettings;
import io.escapement.controller.journal.JournalSummary;
import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.Pacer;
import io.escapement.controller.loop.ParkThenSpin;
import io.escapement.controller.loop.RealtimePacer;
import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.loop.TickTime;
import io.escapement.launch.session.LoopTask;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Measures the journal with its real ring, writer and disk, in three parts: hand-offs in bursts
 * that the ring holds, hand-offs at a rate, and as much as the writer takes.
 */
public final class JournalBench {

  private static final String LOOP_THREAD = "bench-loop";
  private static final String WRITER_THREAD = "journal-writer";
  private static final long MOST_BYTES = 2L << 30;
  private static final long SPIN_NS = 60_000;
  private static final int WARM_UP = 20_000;
  private static final long PROGRESS_MS = 1_000;
  private static final double NS_PER_S = 1e9;

  private final double rateHz;
  private final long durationNs;
  private final int recordBytes;
  private final JournalSettings settings;
  private final Path runs;
  private final PrintStream progress;
  private final StopRequest stop = new StopRequest();

  /**
   * Prepares a measurement.
   *
   * @param rateHz ticks a second of the paced part, above 0
   * @param durationNs length of the paced part; the others take at most half of it each
   * @param recordBytes length of a record, at least {@link #leastRecordBytes}
   * @param settings how the journal is written
   * @param runs a folder that exists, on the disk to be measured; nothing is left in it
   * @param progress told what is being done
   */
  public JournalBench(
      double rateHz,
      long durationNs,
      int recordBytes,
      JournalSettings settings,
      Path runs,
      PrintStream progress) {
    this.rateHz = rateHz;
    this.durationNs = durationNs;
    this.recordBytes = recordBytes;
    this.settings = settings;
    this.runs = runs;
    this.progress = progress;
  }

  /**
   * Length of the shortest record that can be measured.
   *
   * @return bytes
   */
  public static int leastRecordBytes() {
    return BenchRecord.leastBytes();
  }

  /** Ends the measurement early; from any thread. */
  public void stop() {
    stop.stop();
  }

  /**
   * Whether it was ended early.
   *
   * @return true after {@link #stop}: the report is then not to be used
   */
  public boolean stopped() {
    return stop.requested();
  }

  /**
   * Measures.
   *
   * @param machine the machine as it was before
   * @return the report
   * @throws PreflightException if the disk has no room or cannot be written
   */
  public JournalReport run(TestMachine machine) {
    JournalReport.Place disk = new JournalReport.Place(runs.toString(), fileSystem(runs));
    Bursts bursts = inOwnFolder(this::bursts);
    Paced paced = inOwnFolder(this::paced);
    JournalReport.Sustained sustained = inOwnFolder(this::sustained);
    return new JournalReport(
        rateHz,
        bursts.recordBytes,
        new JournalReport.Times(bursts.handOff, paced.handOff),
        new JournalReport.Times(bursts.append, paced.append),
        paced.figures,
        sustained,
        bursts.ring,
        disk,
        machine);
  }

  private record Bursts(
      TailTimes handOff, TailTimes append, JournalReport.Ring ring, int recordBytes) {}

  private record Paced(TailTimes handOff, TailTimes append, JournalReport.Paced figures) {}

  private <T> T inOwnFolder(Function<Path, T> part) {
    try (TemporaryRuns folder = TemporaryRuns.in(runs)) {
      return part.apply(folder.folder());
    }
  }

  private JournalTrial trial(Path folder) {
    return new JournalTrial(folder, settings, recordBytes, rateHz, stop);
  }

  /** No more than half of what the disk has beyond the reserve. */
  private long mostRecords(Path folder, int bytes) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace() - settings.reserveBytes();
      return Math.max(1_000, Math.min(MOST_BYTES, free / 2) / bytes);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private Bursts bursts(Path folder) {
    try (JournalTrial trial = trial(folder)) {
      long most = mostRecords(folder, trial.recordBytes()) + WARM_UP;
      int burst = Math.max(1, trial.ring().capacity() / 2);
      say("hand-off back to back, in bursts of " + burst + " records");
      while (trial.ticks() < WARM_UP && !stopped()) {
        burst(trial, burst);
      }
      trial.handOffNs().reset();
      long endNs = System.nanoTime() + durationNs / 2;
      while (System.nanoTime() < endNs && trial.ticks() < most && !stopped()) {
        burst(trial, burst);
      }
      JournalSummary summary = trial.finish();
      Path ring = trial.ring().path().toAbsolutePath().getParent();
      String ringFileSystem = fileSystem(ring);
      return new Bursts(
          TailTimes.of(trial.handOffNs()),
          TailTimes.of(summary.appendNs()),
          new JournalReport.Ring(summary.ringRecords(), ring.toString(), ringFileSystem),
          trial.recordBytes());
    }
  }

  private static void burst(JournalTrial trial, int records) {
    for (int i = 0; i < records; i++) {
      trial.offer();
    }
    trial.awaitDrained();
  }

  private Paced paced(Path folder) {
    try (JournalTrial trial = trial(folder)) {
      AtomicLong skipped = new AtomicLong();
      long ticks = Math.max(1, Math.round(durationNs / NS_PER_S * rateHz));
      Thread thread = new Thread(() -> pace(trial, ticks, skipped), LOOP_THREAD);
      thread.setPriority(Thread.MAX_PRIORITY);
      LoopTask loopBefore = null;
      LoopTask loopAfter = null;
      LoopTask writerBefore = LoopTask.named(WRITER_THREAD);
      long startNs = System.nanoTime();
      thread.start();
      while (!joined(thread)) {
        // What is counted for a thread is gone with it, so the last look before that has to do.
        LoopTask now = LoopTask.named(LOOP_THREAD);
        loopBefore = loopBefore == null ? now : loopBefore;
        loopAfter = now == null ? loopAfter : now;
        say(
            "paced at "
                + Math.round(rateHz)
                + " Hz, "
                + Math.round((System.nanoTime() - startNs) / NS_PER_S)
                + " of "
                + Math.round(durationNs / NS_PER_S)
                + " s, "
                + trial.ring().depth()
                + " records in the ring");
      }
      double seconds = (System.nanoTime() - startNs) / NS_PER_S;
      LoopTask writerAfter = LoopTask.named(WRITER_THREAD);
      JournalSummary summary = trial.finish();
      boolean told = loopBefore != null && writerBefore != null && writerAfter != null;
      return new Paced(
          TailTimes.of(trial.handOffNs()),
          TailTimes.of(summary.appendNs()),
          new JournalReport.Paced(
              trial.ticks(),
              skipped.get(),
              trial.refused(),
              summary.ringHighWater(),
              told ? loopAfter.pageFaults() - loopBefore.pageFaults() : null,
              told ? (writerAfter.waits() - writerBefore.waits()) / seconds : null,
              told ? (writerAfter.cpuS() - writerBefore.cpuS()) / seconds : null));
    }
  }

  private static void pace(JournalTrial trial, long ticks, AtomicLong skipped) {
    Clock clock = Clock.system();
    Pacer pacer = new RealtimePacer(trial.periodNs(), clock, new ParkThenSpin(clock, SPIN_NS));
    TickTime time = new TickTime();
    pacer.start();
    for (long i = 0; i < ticks && !trial.stopped(); i++) {
      pacer.awaitNext(time);
      skipped.setPlain(skipped.getPlain() + time.skipped);
      i += time.skipped;
      trial.offer();
    }
  }

  private JournalReport.Sustained sustained(Path folder) {
    try (JournalTrial trial = trial(folder)) {
      long most = mostRecords(folder, trial.recordBytes());
      say("as much as the writer takes, at most " + most + " records");
      long startNs = System.nanoTime();
      long endNs = startNs + durationNs / 2;
      long first = trial.ticks();
      while (System.nanoTime() < endNs && trial.ticks() - first < most && !stopped()) {
        trial.offerUntilTaken();
      }
      trial.awaitDrained();
      double seconds = (System.nanoTime() - startNs) / NS_PER_S;
      long records = trial.ticks() - first;
      JournalSummary summary = trial.finish();
      return new JournalReport.Sustained(
          records / seconds,
          records / seconds * trial.recordBytes() / 1e6,
          records,
          summary.lost());
    }
  }

  private boolean joined(Thread thread) {
    try {
      thread.join(PROGRESS_MS);
    } catch (InterruptedException e) {
      stop.stop();
    }
    return !thread.isAlive();
  }

  private void say(String what) {
    progress.println("bench journal: " + what);
  }

  private static String fileSystem(Path folder) {
    try {
      return Files.getFileStore(folder).type();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static PreflightException unreadable(Path folder, IOException e) {
    return PreflightException.at(folder)
        .summary("the file system cannot be asked")
        .found(e.toString())
        .remedy("name another folder with --runs-dir")
        .cause(e)
        .build();
  }
}

package io.escapement.launch.bench;

import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.JournalSettings;
import io.escapement.controller.journal.JournalSummary;
import io.escapement.controller.journal.JournalWriter;
import io.escapement.controller.journal.Provenance;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.journal.SharedRing;
import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.StopRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One journal of a run that is only records: the real ring, writer and disk. Hands records over and
 * times each hand-off. Used by one thread.
 */
final class JournalTrial implements AutoCloseable {

  private static final long HIGHEST_NS = 60_000_000_000L;
  private static final int DIGITS = 3;

  private final BenchRecord record;
  private final JournalWriter writer;
  private final SharedRing ring;
  private final Clock clock = Clock.system();
  private final StopRequest stop;
  private final long periodNs;
  private final Histogram handOffNs = new Histogram(HIGHEST_NS, DIGITS);
  private long tick = -1;
  private long refused;

  /**
   * Opens the journal, and waits until its writer has taken the first record, so that opening the
   * queue is over.
   */
  JournalTrial(
      Path runs, JournalSettings settings, int recordBytes, double rateHz, StopRequest stop) {
    this.stop = stop;
    this.periodNs = Math.round(1e9 / rateHz);
    record = new BenchRecord(recordBytes);
    RunDirectory run = RunDirectory.create(runs, "bench", Instant.now());
    writer = JournalWriter.start(run, settings, List.of());
    ring = writer.open(header(run, settings));
    offer();
    awaitDrained();
    handOffNs.reset();
  }

  private JournalHeader header(RunDirectory run, JournalSettings settings) {
    return new JournalHeader(
        run.newRunId(),
        0,
        record.record().layout(),
        new JournalHeader.Schedule(periodNs, "realtime", clock.wallTimeNs(), 0),
        settings,
        Provenance.ofThisProcess(List.of(), "none", Map.of(), 0, List.of()));
  }

  SharedRing ring() {
    return ring;
  }

  int recordBytes() {
    return record.record().layout().length();
  }

  long ticks() {
    return tick;
  }

  long refused() {
    return refused;
  }

  long periodNs() {
    return periodNs;
  }

  boolean stopped() {
    return stop.requested();
  }

  Histogram handOffNs() {
    return handOffNs;
  }

  /** Makes the next record and hands it over once. */
  boolean offer() {
    record.tick(tick, periodNs);
    tick++;
    boolean taken = offerAgain();
    if (!taken) {
      refused++;
    }
    return taken;
  }

  private boolean offerAgain() {
    long startNs = clock.nanoTime();
    boolean taken = ring.offer(record.record());
    handOffNs.recordValue(Math.min(clock.nanoTime() - startNs, HIGHEST_NS));
    return taken;
  }

  /** Makes the next record and hands it over as soon as there is room. */
  void offerUntilTaken() {
    record.tick(tick, periodNs);
    tick++;
    while (!ring.offer(record.record()) && !stopped()) {
      Thread.yield();
    }
  }

  /** Waits until the writer has taken everything. */
  void awaitDrained() {
    while (ring.depth() > 0 && ring.state() != SharedRing.DISK_FULL && !stopped()) {
      Thread.yield();
    }
  }

  /** Ends the journal. */
  JournalSummary finish() {
    ring.end();
    return writer.finish();
  }

  @Override
  public void close() {
    ring.end();
    writer.close();
    record.close();
  }
}

package io.escapement.controller.journal;

import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** What the journal's writer counts about its own work. Belongs to its thread until that ends. */
final class WriterStatistics {

  private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(1);
  private static final int DIGITS = 3;
  private static final int LISTED = 3;

  /** How long it took to append a record, nanoseconds. */
  final Histogram appendNs = new Histogram(LONGEST_NS, DIGITS);

  /** Records that the ring holds. */
  long ringRecords;

  /** Most records that waited in it at once. */
  long ringHighWater;

  /** A record was appended. */
  void appended(long durationNs) {
    appendNs.recordValue(Math.min(durationNs, LONGEST_NS));
  }

  /** So many records wait, the one at hand among them. */
  void waiting(long records) {
    ringHighWater = Math.max(ringHighWater, records);
  }

  /** What the user should know about ticks that were lost. */
  String lossNotice(JournalProgress progress) {
    String where =
        progress.losses.stream()
            .limit(LISTED)
            .map(LostTicks::toString)
            .collect(Collectors.joining(", "));
    return "the journal's ring of "
        + ringRecords
        + " records was full, so "
        + progress.lost
        + " ticks are not in the journal: "
        + where
        + (progress.losses.size() > LISTED ? " and others" : "")
        + "; a larger journal.ring_mb bridges a longer stall";
  }
}

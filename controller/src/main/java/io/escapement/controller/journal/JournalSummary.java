package io.escapement.controller.journal;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How a journal ended.
 *
 * @param ticks ticks that are in it
 * @param lost ticks that ran but are not in it
 * @param lastTick number of the last tick in it, -1 if none ran
 * @param bytes size of the queue's files
 * @param complete whether it has its end; false where the disk was full to the last, and the rest
 *     waits in the ring for {@code escapement recover}
 * @param losses which ticks are not in it, stretch by stretch, the first hundred of them
 * @param ringRecords records that the ring holds; of several rings, the last
 * @param ringHighWater most records that waited in a ring at once
 * @param appendNs how long the writer took to append a record, nanoseconds
 * @param notices what the user should know, in sentences
 */
public record JournalSummary(
    long ticks,
    long lost,
    long lastTick,
    long bytes,
    boolean complete,
    List<LostTicks> losses,
    long ringRecords,
    long ringHighWater,
    Histogram appendNs,
    List<String> notices) {

  /**
   * Copies the lists.
   *
   * @param ticks ticks in the journal
   * @param lost ticks that are not
   * @param lastTick the last tick
   * @param bytes size
   * @param complete whether it has its end
   * @param losses not null
   * @param ringRecords capacity of the ring
   * @param ringHighWater most records in it
   * @param appendNs not changed any more
   * @param notices not null
   */
  public JournalSummary {
    losses = List.copyOf(losses);
    notices = List.copyOf(notices);
  }
}

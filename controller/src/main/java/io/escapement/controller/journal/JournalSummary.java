package io.escapement.controller.journal;

import java.util.List;

/**
 * How a journal ended.
 *
 * @param ticks ticks that are in it
 * @param lost ticks that ran but are not in it
 * @param lastTick number of the last tick in it, -1 if none ran
 * @param bytes size of the queue's files
 * @param complete whether it has its end; false where the disk was full to the last, and the rest
 *     waits in the ring for {@code escapement recover}
 * @param notices what the user should know, in sentences
 */
public record JournalSummary(
    long ticks, long lost, long lastTick, long bytes, boolean complete, List<String> notices) {

  /**
   * Copies the list.
   *
   * @param ticks ticks in the journal
   * @param lost ticks that are not
   * @param lastTick the last tick
   * @param bytes size
   * @param complete whether it has its end
   * @param notices not null
   */
  public JournalSummary {
    notices = List.copyOf(notices);
  }
}

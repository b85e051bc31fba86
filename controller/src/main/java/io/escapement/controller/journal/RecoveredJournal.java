package io.escapement.controller.journal;

import java.util.List;

/**
 * What a recovery did.
 *
 * @param needed whether there was anything to do
 * @param recoveredRecords records that were taken over from shared memory
 * @param ticks ticks that are in the journal now
 * @param lastTick number of the last of them, -1 if none ran
 * @param lost ticks that ran but could not be saved
 * @param notices what the user should know, in sentences
 */
public record RecoveredJournal(
    boolean needed,
    long recoveredRecords,
    long ticks,
    long lastTick,
    long lost,
    List<String> notices) {

  /**
   * Copies the list.
   *
   * @param needed whether there was anything to do
   * @param recoveredRecords records taken over
   * @param ticks ticks in the journal
   * @param lastTick the last of them
   * @param lost ticks that are not
   * @param notices not null
   */
  public RecoveredJournal {
    notices = List.copyOf(notices);
  }
}

package io.escapement.controller.replay;

import java.util.List;

/**
 * What came of holding a run against its re-execution.
 *
 * @param ticks ticks of the stretch that ran, those that the journal lost included
 * @param compared ticks that were re-executed and compared
 * @param lost ticks that the journal does not hold
 * @param restarts ticks that could not be compared because they follow a loss: replay starts again
 *     from their keyframe
 * @param mismatches ticks that differ, and the record before the first tick if it does
 * @param first the first that differs, or null
 * @param runNs time of the run that was re-executed, nanoseconds
 * @param elapsedNs time that it took, nanoseconds
 * @param segments parts between keyframes that were replayed each on its own
 * @param notices what the user should know, in sentences
 */
public record Verification(
    long ticks,
    long compared,
    long lost,
    long restarts,
    long mismatches,
    Divergence first,
    long runNs,
    long elapsedNs,
    int segments,
    List<String> notices) {

  /**
   * Copies the list.
   *
   * @param ticks ticks that ran
   * @param compared ticks compared
   * @param lost ticks not in the journal
   * @param restarts ticks after a loss
   * @param mismatches ticks that differ
   * @param first the first that differs, or null
   * @param runNs nanoseconds of the run
   * @param elapsedNs nanoseconds that it took
   * @param segments parts
   * @param notices not null
   */
  public Verification {
    notices = List.copyOf(notices);
  }

  /**
   * Whether the run is what its inputs make of it, as far as the journal holds it.
   *
   * @return true if every tick was compared, but for those that the journal lost and those that
   *     follow a loss, and none differs
   */
  public boolean passed() {
    return mismatches == 0 && compared + lost + restarts == ticks;
  }

  /**
   * Speed of the replay.
   *
   * @return time of the run over time that it took
   */
  public double timesRealTime() {
    return elapsedNs <= 0 ? 0 : (double) runNs / elapsedNs;
  }
}

package io.escapement.controller.replay;

import java.util.List;

/**
 * What the verification of a run found.
 *
 * @param ticks ticks in the stretch that was asked for
 * @param compared ticks that were re-executed and compared
 * @param mismatches ticks that differ
 * @param first the first tick that differs, or null
 * @param runNs time of the run that was re-executed, nanoseconds
 * @param elapsedNs time that it took, nanoseconds
 * @param segments stretches between keyframes that were verified on their own
 * @param notices what the user should know
 */
public record Verification(
    long ticks,
    long compared,
    long mismatches,
    Divergence first,
    long runNs,
    long elapsedNs,
    int segments,
    List<String> notices) {

  /**
   * Copies the notices.
   *
   * @param ticks ticks asked for
   * @param compared ticks compared
   * @param mismatches ticks that differ
   * @param first the first that differs
   * @param runNs nanoseconds of the run
   * @param elapsedNs nanoseconds that it took
   * @param segments stretches
   * @param notices for the user
   */
  public Verification {
    notices = List.copyOf(notices);
  }

  /**
   * Whether every tick was compared and none differs.
   *
   * @return true if the run is what its inputs make of it
   */
  public boolean passed() {
    return mismatches == 0 && compared == ticks;
  }

  /**
   * Speed of the verification.
   *
   * @return time of the run over the time that it took
   */
  public double timesRealTime() {
    return elapsedNs == 0 ? 0 : (double) runNs / elapsedNs;
  }
}

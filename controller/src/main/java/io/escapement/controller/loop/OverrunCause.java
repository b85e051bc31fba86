package io.escapement.controller.loop;

import io.escapement.controller.stage.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What made a loop skip periods, as pure functions over durations.
 *
 * <p>Periods are skipped in two ways. The thread woke up a period or more late, or a device came so
 * late: that is {@link #WAKE_UP}. Or a tick took so long that a whole period had passed after the
 * next tick was due; since a tick that is late by more is skipped, not started, such a tick itself
 * took a period or more. Its parts are its phases, the hand-off to the journal, and what is outside
 * of both: the loop's own work, and whatever took the processor away there. The cause is the part
 * that exceeded by most what it usually takes, so that a phase that is always long is not blamed
 * for another that was for once.
 */
public final class OverrunCause {

  /** Number of a tick's parts: its phases by their position, then hand-off and outside. */
  static final int PARTS = Phase.COUNT + 2;

  /** The hand-off of the record to the journal. */
  public static final int HAND_OFF = Phase.COUNT;

  /** Between the phases, and between the end of a tick and the wait for the next. */
  public static final int OUTSIDE = Phase.COUNT + 1;

  /** The wake-up: the kernel, the virtual machine, or a device that was silent. */
  public static final int WAKE_UP = PARTS;

  /** Number of causes. */
  public static final int COUNT = PARTS + 1;

  private static final List<String> NAMES = names();

  private OverrunCause() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Phase.COUNT; i++) {
      names.add(Phase.at(i).name().toLowerCase(Locale.ROOT));
    }
    names.addAll(List.of("journal", "outside", "wake_up"));
    return List.copyOf(names);
  }

  /**
   * The name in results.
   *
   * @param cause position of a phase, {@link #HAND_OFF}, {@link #OUTSIDE} or {@link #WAKE_UP}
   * @return a phase's name in lower case, {@code journal}, {@code outside} or {@code wake_up}
   */
  public static String name(int cause) {
    return NAMES.get(cause);
  }

  /**
   * The cause of skipped periods.
   *
   * @param skipped periods that were skipped, positive
   * @param asleep those of them that passed while the loop waited
   * @param partsNs what the parts of the tick before took, nanoseconds
   * @param usualNs what they usually take, nanoseconds
   * @return {@link #WAKE_UP} if most of the periods passed while the loop waited, else the part
   */
  static int of(int skipped, int asleep, long[] partsNs, long[] usualNs) {
    return 2L * asleep > skipped ? WAKE_UP : longest(partsNs, usualNs);
  }

  /**
   * The part that exceeded its usual duration by most; the first of equals.
   *
   * @param partsNs what the parts took, nanoseconds
   * @param usualNs what they usually take, nanoseconds
   * @return position of the part
   */
  static int longest(long[] partsNs, long[] usualNs) {
    int longest = 0;
    long mostNs = Long.MIN_VALUE;
    for (int i = 0; i < partsNs.length; i++) {
      long excessNs = partsNs[i] - usualNs[i];
      if (excessNs > mostNs) {
        mostNs = excessNs;
        longest = i;
      }
    }
    return longest;
  }
}

package io.escapement.controller.loop;

import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers what the parts of the last tick took and usually take, and counts overruns by their
 * cause. Used by the loop's thread only, without allocating, until the loop has ended.
 */
final class OverrunWatch {

  /** The usual duration is a mean over about this many ticks, a power of two. */
  private static final int SMOOTHING_SHIFT = 6;

  private final long[] partsNs = new long[OverrunCause.PARTS];
  private final long[] usualNs = new long[OverrunCause.PARTS];
  private final long[] sums = new long[OverrunCause.PARTS];
  private final long[] counts = new long[OverrunCause.COUNT];
  private long startNs;
  private long inPartsNs;
  private boolean ticked;

  /** Takes what a tick measured of itself. */
  void tick(long tickStartNs, long handOffNs, Pipeline pipeline) {
    ticked = true;
    startNs = tickStartNs;
    inPartsNs = handOffNs;
    for (int i = 0; i < Phase.COUNT; i++) {
      long phaseNs = pipeline.phaseNs(i);
      partsNs[i] = phaseNs;
      inPartsNs += phaseNs;
    }
    partsNs[OverrunCause.HAND_OFF] = handOffNs;
  }

  /**
   * Judges the tick before once the next has begun to wait.
   *
   * @param turnNs when the loop turned to the wait
   * @param aheadNs what the simulated world then took to move on to the next tick, nanoseconds
   * @param time what the wait came to
   */
  void judge(long turnNs, long aheadNs, TickTime time) {
    partsNs[Phase.ADVANCE.ordinal()] += aheadNs;
    // Before the first tick there is none to be judged.
    partsNs[OverrunCause.OUTSIDE] = !ticked ? 0 : Math.max(0, turnNs - startNs - inPartsNs);
    if (time.skipped > 0) {
      counts[OverrunCause.of(time.skipped, time.skippedAsleep, partsNs, usualNs)]++;
      return;
    }
    for (int i = 0; i < partsNs.length; i++) {
      sums[i] += partsNs[i] - usualNs[i];
      usualNs[i] = sums[i] >> SMOOTHING_SHIFT;
    }
  }

  /** Causes that occurred, by name, with their number of overruns. */
  Map<String, Long> byCause() {
    Map<String, Long> named = new TreeMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        named.put(OverrunCause.name(i), counts[i]);
      }
    }
    return Collections.unmodifiableMap(named);
  }
}

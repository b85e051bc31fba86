package io.escapement.controller.loop;

import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Histograms of a loop's punctuality: lateness, whole tick, each phase, the hand-off to the
 * journal, and the tick less the simulated world and inference. Warm-up is outside.
 *
 * <p>The loop's thread records without allocating. While the loop runs, one other thread may read
 * lateness through {@link #liveLateness}; everything else is read once it has ended. Values of a
 * minute and more count as a minute.
 */
public final class LoopStatistics {

  private static final long HIGHEST_NS = 60_000_000_000L;
  private static final int DIGITS = 3;

  /** Name of what is done in the wait before a tick. */
  public static final String AHEAD = "ahead";

  private static final TickListener NOBODY = (tickNs, journalNs, pipeline) -> {};

  private final SingleWriterRecorder latenessRecorder =
      new SingleWriterRecorder(HIGHEST_NS, DIGITS);
  private final Histogram lateness = histogram();
  private final Histogram tick = histogram();
  private final Histogram overhead = histogram();
  private final Histogram journal = histogram();
  private final Histogram ahead = histogram();
  private final Histogram[] phases = new Histogram[Phase.COUNT];
  private final TickListener listener;
  private TickListener listening;

  /** Ticks on which a phase took no time, as one that is empty: most phases, on most ticks. */
  private final long[] timeless = new long[Phase.COUNT];

  /** Creates empty histograms. */
  public LoopStatistics() {
    this(NOBODY);
  }

  /**
   * Creates empty histograms, and shows each tick to one who measures.
   *
   * @param listener called after each tick, on the loop's thread
   */
  public LoopStatistics(TickListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    this.listening = listener;
    for (int i = 0; i < phases.length; i++) {
      phases[i] = histogram();
    }
  }

  private static Histogram histogram() {
    return new Histogram(HIGHEST_NS, DIGITS);
  }

  void record(long latenessNs, long tickNs, long journalNs, Pipeline pipeline) {
    long bounded = bounded(latenessNs);
    latenessRecorder.recordValue(bounded);
    lateness.recordValue(bounded);
    tick.recordValue(bounded(tickNs));
    journal.recordValue(bounded(journalNs));
    for (int i = 0; i < phases.length; i++) {
      long phaseNs = pipeline.phaseNs(i);
      // A histogram of its own for each empty phase would take its place in the cache.
      if (phaseNs <= 0) {
        timeless[i]++;
      } else {
        phases[i].recordValue(bounded(phaseNs));
      }
    }
    long inferNs = pipeline.phaseNs(Phase.INFER.ordinal());
    overhead.recordValue(bounded(tickNs - pipeline.phaseNs(Phase.ADVANCE.ordinal()) - inferNs));
    listening.tick(tickNs, journalNs, pipeline);
  }

  /** Takes what the simulated world took to move on between two ticks. */
  void recordAhead(long aheadNs) {
    ahead.recordValue(bounded(aheadNs));
    listening.ahead(aheadNs);
  }

  /** Takes ticks that do not count, of which nobody is told; until {@link #reset}. */
  void rehearse() {
    listening = NOBODY;
  }

  /** Forgets everything; not while another thread looks at the live view. */
  void reset() {
    listening = listener;
    latenessRecorder.reset();
    lateness.reset();
    tick.reset();
    overhead.reset();
    journal.reset();
    ahead.reset();
    for (Histogram phase : phases) {
      phase.reset();
    }
    java.util.Arrays.fill(timeless, 0);
  }

  private static long bounded(long valueNs) {
    return Math.max(0, Math.min(valueNs, HIGHEST_NS));
  }

  /**
   * Lateness since the last call, for a live view; from one other thread.
   *
   * @param recycled what an earlier call returned and nobody uses any more, or null
   * @return nanoseconds
   */
  public Histogram liveLateness(Histogram recycled) {
    return latenessRecorder.getIntervalHistogram(recycled);
  }

  /**
   * Wake-up after the due time.
   *
   * @return nanoseconds; to be read when the loop has ended
   */
  public Histogram lateness() {
    return lateness;
  }

  /**
   * Whole ticks, from wake-up to the end of the hand-off to the journal.
   *
   * @return nanoseconds; to be read when the loop has ended
   */
  public Histogram tick() {
    return tick;
  }

  /**
   * Ticks less the simulated world and inference.
   *
   * @return nanoseconds; to be read when the loop has ended
   */
  public Histogram overhead() {
    return overhead;
  }

  /**
   * Each phase by name, and the hand-off to the journal as {@code journal}. What the phase {@code
   * advance} did in the wait before the tick is no part of it, and is named {@code ahead}, if there
   * was a wait.
   *
   * @return nanoseconds; to be read when the loop has ended
   */
  public Map<String, Histogram> phases() {
    Map<String, Histogram> named = new TreeMap<>();
    for (int i = 0; i < phases.length; i++) {
      Histogram phase = phases[i].copy();
      if (timeless[i] > 0) {
        phase.recordValueWithCount(0, timeless[i]);
      }
      named.put(Phase.at(i).name().toLowerCase(java.util.Locale.ROOT), phase);
    }
    named.put("journal", journal);
    if (ahead.getTotalCount() > 0) {
      named.put(AHEAD, ahead);
    }
    return named;
  }
}

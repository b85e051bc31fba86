package io.escapement.launch.bench;

import io.escapement.controller.loop.LoopStatistics;
import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.loop.TickListener;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * Gathers what the ticks of one measured run take, apart by whether a policy inferred, and ends the
 * run when its time is over. The first ticks count for themselves: the compiler is still at work in
 * them.
 *
 * <p>Written by the loop's thread without allocating; read when the loop has ended.
 */
final class TickTimes implements TickListener {

  /** Ticks whose times are told apart from the others. */
  static final int FIRST_TICKS = 1_000;

  private static final long HIGHEST_NS = 60_000_000_000L;
  private static final int DIGITS = 3;
  private static final int MOST_QUEUED = 2_000;
  private static final int TICKS_PER_LOOK = 16;
  private static final int SETTLING_SHARE = 5;
  private static final String DUE = "/policy/due";

  private final long fewestTicks;
  private final long measureNs;
  private final StopRequest stop;
  private final Histogram[] phases = new Histogram[Phase.COUNT];
  private final Histogram journal = histogram();
  private final Histogram ahead = histogram();
  private final Histogram tick = histogram();
  private final Histogram overhead = histogram();
  private final Histogram inference = histogram();
  private final Histogram inferring = histogram();
  private final Histogram notInferring = histogram();
  private final Histogram first = histogram();
  private final Histogram lateness = histogram();
  private final TimedStages stages;
  private TickRecord record;
  private RecordSink journalRing;
  private int[] due = {};
  private int latenessOffset;
  private boolean begun;
  private boolean settled;
  private long beganNs;
  private long ticks;

  /**
   * Creates empty histograms.
   *
   * @param measureNs how long the run is to last, nanoseconds
   * @param fewestTicks how many ticks it has to have whatever the time
   * @param stages what times single stages, to be told when to begin
   * @param stop ends the run
   */
  TickTimes(long measureNs, long fewestTicks, TimedStages stages, StopRequest stop) {
    this.measureNs = measureNs;
    this.fewestTicks = fewestTicks;
    this.stages = stages;
    this.stop = stop;
    for (int i = 0; i < phases.length; i++) {
      phases[i] = histogram();
    }
  }

  private static Histogram histogram() {
    return new Histogram(HIGHEST_NS, DIGITS);
  }

  /**
   * The rehearsal is over: the next tick is the first of the run. Before that tick.
   *
   * @param newRecord the run's
   * @param newJournal takes the records
   */
  void begin(TickRecord newRecord, RecordSink newJournal) {
    record = newRecord;
    journalRing = newJournal;
    RecordLayout layout = newRecord.layout();
    due =
        layout.slots().stream()
            .filter(slot -> slot.spec().name().endsWith(DUE))
            .filter(slot -> slot.spec().type() == ChannelType.I32)
            .mapToInt(RecordLayout.Slot::offset)
            .toArray();
    latenessOffset = layout.find(LoopChannels.LATENESS_NS).offset();
    begun = true;
    beganNs = System.nanoTime();
  }

  @Override
  public void ahead(long aheadNs) {
    if (settled) {
      record(ahead, aheadNs);
    }
  }

  @Override
  public void tick(long tickNs, long journalNs, Pipeline pipeline) {
    if (!begun) {
      return;
    }
    ticks++;
    long inferNs = pipeline.phaseNs(Phase.INFER.ordinal());
    long overheadNs = tickNs - inferNs - pipeline.phaseNs(Phase.ADVANCE.ordinal());
    if (ticks <= FIRST_TICKS) {
      record(first, overheadNs);
    }
    if (ticks % TICKS_PER_LOOK == 0) {
      look();
    }
    if (settled) {
      settled(tickNs, journalNs, inferNs, overheadNs, pipeline);
    }
    letTheJournalFollow();
  }

  /**
   * Ticks that follow each other at once outrun a disk, and then wait for it within the hand-off,
   * which no paced loop does. They wait between ticks instead, where nothing is measured.
   */
  private void letTheJournalFollow() {
    if (journalRing.depth() < MOST_QUEUED) {
      return;
    }
    while (journalRing.depth() > MOST_QUEUED / 2 && journalRing.state() == RecordSink.SOUND) {
      Thread.onSpinWait();
    }
  }

  private void settled(
      long tickNs, long journalNs, long inferNs, long overheadNs, Pipeline pipeline) {
    for (int i = 0; i < phases.length; i++) {
      record(phases[i], pipeline.phaseNs(i));
    }
    record(journal, journalNs);
    record(tick, tickNs);
    record(overhead, overheadNs);
    record(lateness, record.buffer().getLong(latenessOffset, ByteOrder.nativeOrder()));
    if (infers(record.buffer())) {
      record(inference, inferNs);
      record(inferring, overheadNs);
    } else {
      record(notInferring, overheadNs);
    }
  }

  /** Between ticks: whether it has settled, and whether it is over. */
  private void look() {
    long goneNs = System.nanoTime() - beganNs;
    if (!settled && goneNs >= measureNs / SETTLING_SHARE && ticks >= fewestTicks / SETTLING_SHARE) {
      settled = true;
      stages.begin();
    }
    if (goneNs >= measureNs && ticks >= fewestTicks) {
      // Twice is at once.
      stop.stop();
      stop.stop();
    }
  }

  private boolean infers(DirectBuffer buffer) {
    for (int offset : due) {
      if (buffer.getInt(offset, ByteOrder.nativeOrder()) != 0) {
        return true;
      }
    }
    return false;
  }

  private static void record(Histogram histogram, long ns) {
    histogram.recordValue(Math.max(0, Math.min(ns, HIGHEST_NS)));
  }

  /** Ticks of the run, those of its beginning included. */
  long ticks() {
    return ticks;
  }

  /** The record that the run worked on, as its last tick left it; null if there was no tick. */
  TickRecord record() {
    return record;
  }

  /** The figures. */
  TickFigures figures() {
    Map<String, Histogram> byPhase = new LinkedHashMap<>();
    for (int i = 0; i < phases.length; i++) {
      if (phases[i].getMaxValue() > 0) {
        byPhase.put(Phase.at(i).name().toLowerCase(Locale.ROOT), phases[i]);
      }
    }
    byPhase.put("journal", journal);
    if (ahead.getTotalCount() > 0) {
      byPhase.put(LoopStatistics.AHEAD, ahead);
    }
    return TickFigures.of(
        byPhase, tick, inference, overhead, inferring, notInferring, first, lateness);
  }
}

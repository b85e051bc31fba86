package io.escapement.controller.loop;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.Pipeline;
import java.lang.management.ManagementFactory;
import java.util.Objects;

/**
 * Runs a pipeline tick by tick on the calling thread and hands each finished record to the
 * revision's sink.
 *
 * <p>In steady state it allocates nothing, takes no lock and makes no system call but its pacer's
 * and its devices'. A record that the sink cannot take is counted; the loop waits for room only
 * where time stands still.
 */
public final class Loop {

  private static final long ANCHOR_PERIOD_NS = 1_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final LoopSettings settings;
  private final Pacer pacer;
  private final Clock clock;
  private final LoopStatistics statistics;
  private final StopRequest stop;
  private final long graceTicks;
  private final TickTime time = new TickTime();
  private volatile Revision pending;
  private Revision current;
  private long lost;
  private long skipped;
  private long overruns;
  private long nextAnchorNs;
  private long anchorWallNs;
  private long anchorTimeNs;

  /**
   * Creates a loop.
   *
   * @param settings how long it runs
   * @param first the pipeline to start with, with its first sensor values already read
   * @param pacer waits for each tick
   * @param clock the loop's clock
   * @param statistics receives each tick's times
   * @param stop asks for the end
   * @param graceTicks ticks that still run after a gentle stop request, for the last fallback
   */
  public Loop(
      LoopSettings settings,
      Revision first,
      Pacer pacer,
      Clock clock,
      LoopStatistics statistics,
      StopRequest stop,
      long graceTicks) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.current = Objects.requireNonNull(first, "first");
    this.pacer = Objects.requireNonNull(pacer, "pacer");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.statistics = Objects.requireNonNull(statistics, "statistics");
    this.stop = Objects.requireNonNull(stop, "stop");
    this.graceTicks = graceTicks;
  }

  /**
   * Hands over the next revision, prepared and warmed; the loop changes to it between two ticks.
   * From another thread.
   *
   * @param next the revision, numbered one above the current
   * @return false if an earlier one still waits
   */
  public boolean changeTo(Revision next) {
    if (pending != null) {
      return false;
    }
    pending = Objects.requireNonNull(next, "next");
    return true;
  }

  /**
   * Runs until the ticks are done, the stop is asked for, or something throws. The record before
   * the first tick is handed to the sink first, as tick -1. The sink is ended in every case.
   *
   * @return how it went; a failure is inside, not thrown
   */
  public LoopResult run() {
    long tick = 0;
    long lastTick = settings.maxTicks();
    long settledBytes = 0;
    long settledTick = Long.MAX_VALUE;
    boolean stopping = false;
    Throwable failure = null;
    try {
      WarmUp.run(current.pipeline(), settings.warmUpTicks(), settings.periodNs());
      anchor(0);
      hand(current);
      pacer.start();
      while (tick < lastTick && !stop.immediate()) {
        if (!stopping && stop.requested()) {
          stopping = true;
          lastTick = Math.min(lastTick, tick + graceTicks);
          continue;
        }
        if (tick == settings.settleTicks()) {
          settledTick = tick;
          settledBytes = THREADS.getCurrentThreadAllocatedBytes();
        }
        runTick(tick);
        tick++;
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    long steadyTicks = tick > settledTick ? tick - settledTick : 0;
    long steadyBytes =
        steadyTicks == 0 ? 0 : THREADS.getCurrentThreadAllocatedBytes() - settledBytes;
    current.sink().end();
    LoopResult.End end =
        failure != null
            ? LoopResult.End.FAILED
            : stop.requested() ? LoopResult.End.STOPPED : LoopResult.End.COMPLETED;
    return new LoopResult(
        end,
        tick,
        skipped,
        overruns,
        lost,
        steadyTicks,
        failure == null ? steadyBytes : 0,
        failure);
  }

  private void runTick(long tick) {
    pacer.awaitNext(time);
    if (pending != null) {
      changeOver();
    }
    Pipeline pipeline = current.pipeline();
    RecordSink sink = current.sink();
    if (time.skipped > 0) {
      skipped += time.skipped;
      overruns++;
    }
    anchor(time.timeNs);
    pipeline.setWallAnchor(anchorWallNs, anchorTimeNs);
    pipeline.setTime(tick, time.timeNs, time.dtNs, time.skipped);
    pipeline.setJournal(lost, sink.state());
    pipeline.setTiming(time.latenessNs, sink.depth());
    long startNs = clock.nanoTime();
    pipeline.tick(clock);
    long handOffNs = clock.nanoTime();
    hand(current);
    long endNs = clock.nanoTime();
    statistics.record(time.latenessNs, endNs - startNs, endNs - handOffNs, pipeline);
  }

  private void hand(Revision revision) {
    RecordSink sink = revision.sink();
    while (!sink.offer(revision.pipeline().record())) {
      if (!pacer.timeStandsStill() || sink.state() == RecordSink.DISK_FULL) {
        lost++;
        return;
      }
      Thread.onSpinWait();
    }
  }

  private void anchor(long timeNs) {
    if (timeNs >= nextAnchorNs) {
      anchorWallNs = clock.wallTimeNs();
      anchorTimeNs = timeNs;
      nextAnchorNs = timeNs + ANCHOR_PERIOD_NS;
    }
  }

  private void changeOver() {
    Revision next = pending;
    next.pipeline().record().carryOver(current.pipeline().record());
    current.sink().end();
    current = next;
    // The record of the tick before, in the new layout, is the keyframe with which the revision
    // starts.
    hand(next);
    pending = null;
  }
}

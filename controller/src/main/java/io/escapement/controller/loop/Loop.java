package io.escapement.controller.loop;

import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.Pipeline;
import java.util.Objects;

/**
 * Runs a pipeline tick by tick on the calling thread and hands each finished record to the
 * revision's sink.
 *
 * <p>In steady state it allocates nothing, takes no lock and makes no system call but its pacer's
 * and its devices'. A record that the sink cannot take is counted; the loop waits for room only
 * where time stands still, and until it is told to stop at once.
 */
public final class Loop {

  private static final long ANCHOR_PERIOD_NS = 1_000_000_000L;

  /**
   * A tick after a sleep finds cold caches; by how much it takes longer, at a guess on the safe
   * side.
   */
  private static final int PACED_OVER_REHEARSED = 2;

  private final LoopSettings settings;
  private final Pacer pacer;
  private final Clock clock;
  private final LoopStatistics statistics;
  private final StopRequest stop;
  private final long graceTicks;
  private final TickTime time = new TickTime();
  private volatile Revision pending;
  private volatile int revision;
  private Revision current;
  private boolean warm;
  private boolean started;
  private boolean ended;
  private boolean stopping;
  private long tick;
  private final AllocationMeter allocation;
  private final BetweenTicks between;
  private final OverrunWatch watch = new OverrunWatch();
  private Throwable failure;
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
   * @param graceTicks ticks that still run after a gentle stop request, for the last fallback, not
   *     negative
   * @throws IllegalArgumentException if {@code graceTicks} is negative
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
    if (graceTicks < 0) {
      throw new IllegalArgumentException("graceTicks is " + graceTicks + ", expected 0 or more");
    }
    this.graceTicks = graceTicks;
    this.revision = first.number();
    this.between =
        new BetweenTicks(
            settings.periodNs(), clock, () -> current.pipeline(), () -> current.sink());
    this.allocation = new AllocationMeter(settings.settleTicks());
  }

  /**
   * Hands over the next revision, prepared and warmed; the loop changes to it between two ticks, as
   * soon as its sink is sound, and ends the sink of the one before. From any thread but the loop's.
   *
   * <p>Closing pipelines stays with the caller, once {@link #revision} has passed their number or
   * the loop has ended; so does the sink of a revision to which the loop never changed.
   *
   * @param next the revision, numbered one above the one handed over before it
   * @return false if an earlier one still waits, or the loop has ended
   * @throws IllegalArgumentException if the number is another
   */
  public synchronized boolean changeTo(Revision next) {
    Objects.requireNonNull(next, "next");
    if (pending != null || ended) {
      return false;
    }
    if (next.number() != revision + 1) {
      throw new IllegalArgumentException(
          "revision " + next.number() + " cannot follow revision " + revision);
    }
    pending = next;
    return true;
  }

  /**
   * Number of the revision that runs. From any thread.
   *
   * @return that of the first revision until the first change-over is complete
   */
  public int revision() {
    return revision;
  }

  /**
   * Rehearses ticks and suits the wait to this thread, so that drives need not be active meanwhile.
   * On the thread that will run the loop, once its scheduling is set; the record is afterwards as
   * it was. A failure is told by {@link #run}. A loop that was not warmed up does so when it runs.
   *
   * @return false if the warm-up failed, so that {@link #run} will do no tick
   */
  public boolean warmUp() {
    if (!warm && failure == null) {
      try {
        WarmUp warmUp = new WarmUp(current.pipeline(), settings, pacer, clock, statistics);
        pacer.calibrate(PACED_OVER_REHEARSED * warmUp.run());
        warm = true;
      } catch (Throwable e) {
        failure = e;
      }
    }
    return failure == null;
  }

  /**
   * Runs until the ticks are done, the stop is asked for, or something throws. The record before
   * the first tick is handed to the sink first, as tick -1. The sink is ended in every case.
   *
   * @return how it went; a failure is inside, not thrown
   * @throws IllegalStateException if the loop has run before
   */
  public LoopResult run() {
    if (started) {
      throw new IllegalStateException("a loop runs once");
    }
    started = true;
    if (warmUp()) {
      try {
        anchor(0);
        current.pipeline().setWallAnchor(anchorWallNs, anchorTimeNs);
        hand(current);
        pacer.prelude(between);
        pacer.start();
        runTicks();
        allocation.end(tick);
      } catch (Throwable e) {
        // Whatever a stage or driver throws, the sink must be ended and the robot be brought down.
        failure = e;
      }
    }
    end();
    LoopResult.End end =
        failure != null
            ? LoopResult.End.FAILED
            : stopping ? LoopResult.End.STOPPED : LoopResult.End.COMPLETED;
    return new LoopResult(
        end,
        tick,
        skipped,
        overruns,
        watch.byCause(),
        lost,
        allocation.steadyTicks(),
        allocation.steadyBytes(),
        allocation.bytesPerTick(),
        failure);
  }

  private void runTicks() {
    long endTick = settings.maxTicks();
    while (tick < endTick) {
      if (!stopping && stop.requested()) {
        stopping = true;
        endTick = tick + Math.min(endTick - tick, graceTicks);
        continue;
      }
      if (stop.immediate()) {
        return;
      }
      allocation.beforeTick(tick);
      runTick();
      tick++;
    }
  }

  private synchronized void end() {
    ended = true;
    try {
      current.sink().end();
    } catch (Throwable e) {
      if (failure == null) {
        failure = e;
      } else if (failure != e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** A tick for the warm-up, with a number that it may have had before. */
  void rehearse(long number) {
    tick = number;
    runTick();
  }

  private void runTick() {
    long turnNs = clock.nanoTime();
    pacer.awaitNext(time);
    long aheadNs = between.takeAheadNs();
    watch.judge(turnNs, aheadNs, time);
    if (pending != null && pending.sink().state() == RecordSink.SOUND) {
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
    if (aheadNs > 0) {
      statistics.recordAhead(aheadNs);
    }
    statistics.record(time.latenessNs, endNs - startNs, endNs - handOffNs, pipeline);
    watch.tick(startNs, endNs - handOffNs, pipeline);
  }

  private void hand(Revision revision) {
    RecordSink sink = revision.sink();
    while (!sink.offer(revision.pipeline().record())) {
      boolean worthWaiting =
          pacer.timeStandsStill() && sink.state() != RecordSink.DISK_FULL && !stop.immediate();
      if (!worthWaiting) {
        lost++;
        return;
      }
      Thread.yield();
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
    revision = next.number();
    pending = null;
  }
}

package io.escapement.controller.loop;

import java.util.Objects;
import java.util.Optional;

/**
 * Paces ticks by the machine's clock on an absolute schedule. A tick's time is the latest instant
 * of the schedule that had come when it started; its lateness is that of the wake-up, however many
 * periods that was.
 */
public final class RealtimePacer implements Pacer {

  private static final long REHEARSED_PERIOD_NS = 10_000;

  /** A loop that is faster has no time to spare. */
  private static final long SHORTEST_PRIMED_NS = 100_000;

  private final Clock clock;
  private final Sleeper sleeper;
  private final long periodNs;
  private final boolean primes;
  private Prelude prelude = Prelude.NONE;
  private long originNs;
  private long dueNs;

  /**
   * Creates the pacer.
   *
   * @param periodNs control period, nanoseconds, positive
   * @param clock the loop's clock
   * @param sleeper how to wait
   */
  public RealtimePacer(long periodNs, Clock clock, Sleeper sleeper) {
    this(periodNs, clock, sleeper, false);
  }

  /**
   * Creates the pacer of a loop that may prime its caches shortly before each tick.
   *
   * @param periodNs control period, nanoseconds, positive
   * @param clock the loop's clock
   * @param sleeper how to wait
   * @param primes whether it may
   */
  public RealtimePacer(long periodNs, Clock clock, Sleeper sleeper, boolean primes) {
    this.periodNs = LoopSettings.requirePositive(periodNs, "periodNs");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.sleeper = Objects.requireNonNull(sleeper, "sleeper");
    this.primes = primes && periodNs >= SHORTEST_PRIMED_NS;
  }

  @Override
  public void start() {
    originNs = clock.nanoTime();
    dueNs = originNs;
  }

  @Override
  public void awaitNext(TickTime time) {
    // Periods go unused in two ways: the tick before took too long, or the sleep did.
    long turnNs = clock.nanoTime();
    long overrun = skipPast(turnNs);
    if (turnNs < dueNs) {
      prelude.ahead(dueNs - originNs);
      overrun += skipPast(clock.nanoTime());
    }
    prime();
    sleeper.sleepUntil(dueNs);
    long nowNs = clock.nanoTime();
    time.latenessNs = Schedule.latenessNs(dueNs, nowNs);
    long overslept = skipPast(nowNs);
    time.timeNs = dueNs - originNs;
    time.dtNs = (overrun + overslept + 1) * periodNs;
    time.skipped = (int) Math.min(overrun + overslept, Integer.MAX_VALUE);
    time.skippedAsleep = (int) overslept;
    dueNs = Schedule.nextDueNs(dueNs, periodNs);
  }

  /** Moves the due time on to the last that is not later than now; returns by how many periods. */
  private long skipPast(long nowNs) {
    long periods = Schedule.skippedPeriods(dueNs, nowNs, periodNs);
    dueNs += periods * periodNs;
    return periods;
  }

  /** Where there is time for it; what is then left of the wait is too short to sleep in. */
  private void prime() {
    long leadNs = primes ? prelude.leadNs() : 0;
    long startNs = dueNs - leadNs;
    boolean worthIt = leadNs > 0 && leadNs <= periodNs / Prelude.PERIOD_DIVISOR;
    if (!worthIt || clock.nanoTime() >= startNs) {
      return;
    }
    sleeper.sleepUntil(startNs);
    // A sleep that ended late has left no time.
    if (clock.nanoTime() - startNs < leadNs / 2) {
      prelude.run(dueNs - originNs, periodNs);
      sleeper.stayUntil(dueNs);
    }
  }

  @Override
  public void prelude(Prelude newPrelude) {
    prelude = Objects.requireNonNull(newPrelude, "newPrelude");
  }

  @Override
  public boolean timeStandsStill() {
    return false;
  }

  @Override
  public Pacer rehearsal() {
    return new RealtimePacer(Math.min(periodNs, REHEARSED_PERIOD_NS), clock, sleeper);
  }

  @Override
  public void calibrate(long tickNs) {
    // What is done ahead of a tick takes of the processor's time as the tick itself does.
    sleeper.calibrate(periodNs, primes ? tickNs + periodNs / Prelude.PERIOD_DIVISOR : tickNs);
  }

  @Override
  public Optional<SpinWindow> spinWindow() {
    return sleeper.spinWindow();
  }
}

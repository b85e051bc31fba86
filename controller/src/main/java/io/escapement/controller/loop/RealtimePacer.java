package io.escapement.controller.loop;

import java.util.Objects;

/** Paces ticks by the machine's clock on an absolute schedule. */
public final class RealtimePacer implements Pacer {

  private final Clock clock;
  private final Sleeper sleeper;
  private final long periodNs;
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
    this.periodNs = LoopSettings.requirePositive(periodNs, "periodNs");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.sleeper = Objects.requireNonNull(sleeper, "sleeper");
  }

  @Override
  public void start() {
    originNs = clock.nanoTime();
    dueNs = originNs;
  }

  @Override
  public void awaitNext(TickTime time) {
    int skipped = Schedule.skippedPeriods(dueNs, clock.nanoTime(), periodNs);
    dueNs += skipped * periodNs;
    sleeper.sleepUntil(dueNs);
    time.timeNs = dueNs - originNs;
    time.dtNs = (skipped + 1) * periodNs;
    time.skipped = skipped;
    time.latenessNs = Schedule.latenessNs(dueNs, clock.nanoTime());
    dueNs = Schedule.nextDueNs(dueNs, periodNs);
  }

  @Override
  public boolean timeStandsStill() {
    return false;
  }
}

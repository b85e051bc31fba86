package io.escapement.controller.loop;

import io.escapement.controller.stage.TickDraws;
import java.util.Objects;

/**
 * Simulated time that does not keep to its schedule: each tick is a random part or multiple of the
 * period after the one before. The same in every run. Periods that passed without a tick count as
 * skipped. Afterwards ticks come on the schedule again.
 */
public final class JitteredPacer implements Pacer {

  private static final int STREAM = 0;

  private final long periodNs;
  private final PeriodJitter jitter;
  private long tick;
  private long lastNs;

  /**
   * Creates the pacer.
   *
   * @param periodNs control period, nanoseconds, positive
   * @param jitter by how much, and when
   */
  public JitteredPacer(long periodNs, PeriodJitter jitter) {
    this.periodNs = LoopSettings.requirePositive(periodNs, "periodNs");
    this.jitter = Objects.requireNonNull(jitter, "jitter");
  }

  @Override
  public void start() {
    tick = 0;
    lastNs = -periodNs;
  }

  @Override
  public void awaitNext(TickTime time) {
    long nextNs = tick == 0 ? 0 : lastNs + intervalNs();
    time.timeNs = nextNs;
    time.dtNs = nextNs - lastNs;
    time.skipped = (int) Math.max(0, time.dtNs / periodNs - 1);
    time.skippedAsleep = time.skipped;
    time.latenessNs = 0;
    lastNs = nextNs;
    tick++;
  }

  private long intervalNs() {
    if (lastNs < jitter.fromNs() || lastNs >= jitter.untilNs()) {
      return periodNs - lastNs % periodNs;
    }
    double share = TickDraws.uniform(jitter.seed(), STREAM, tick);
    double periods = jitter.least() + share * (jitter.most() - jitter.least());
    return Math.round(periods * periodNs);
  }

  @Override
  public boolean timeStandsStill() {
    return true;
  }
}

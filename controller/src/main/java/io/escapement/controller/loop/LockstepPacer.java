package io.escapement.controller.loop;

/** Simulated time: each tick is one period after the one before, as fast as the loop goes. */
public final class LockstepPacer implements Pacer {

  private final long periodNs;
  private long nextNs;

  /**
   * Creates the pacer.
   *
   * @param periodNs control period, nanoseconds, positive
   */
  public LockstepPacer(long periodNs) {
    this.periodNs = LoopSettings.requirePositive(periodNs, "periodNs");
  }

  @Override
  public void start() {
    nextNs = 0;
  }

  @Override
  public void awaitNext(TickTime time) {
    time.timeNs = nextNs;
    time.dtNs = periodNs;
    time.skipped = 0;
    time.skippedAsleep = 0;
    time.latenessNs = 0;
    nextNs += periodNs;
  }

  @Override
  public boolean timeStandsStill() {
    return true;
  }
}

package io.escapement.controller.loop;

/**
 * Lets ticks of a rehearsal follow each other at once, in the time of the schedule, while the code
 * of the run's own pacer is passed through.
 */
final class RehearsalPacer implements Pacer {

  private final Pacer real;
  private final long periodNs;
  private long nextNs;

  RehearsalPacer(Pacer real, long periodNs) {
    this.real = real;
    this.periodNs = periodNs;
  }

  @Override
  public void start() {
    real.start();
    restart();
  }

  /** Goes back to the time of the first tick. */
  void restart() {
    nextNs = 0;
  }

  @Override
  public void awaitNext(TickTime time) {
    real.awaitNext(time);
    time.timeNs = nextNs;
    time.dtNs = periodNs;
    nextNs += periodNs;
  }

  @Override
  public boolean timeStandsStill() {
    return false;
  }
}

package io.escapement.controller.loop;

/** Waits for each tick's time. Used by the loop's thread only. */
public interface Pacer {

  /** Begins the schedule: the first tick is due now. */
  void start();

  /**
   * Waits until the next tick is due.
   *
   * @param time receives when the tick happens
   */
  void awaitNext(TickTime time);

  /**
   * Whether time stands still while the loop waits, so that it may wait for its journal.
   *
   * @return true for simulated time only
   */
  boolean timeStandsStill();
}

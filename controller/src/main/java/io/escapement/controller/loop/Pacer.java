package io.escapement.controller.loop;

import java.util.Optional;

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

  /**
   * A pacer to rehearse with before the run: of the same kind where that needs no device, and as
   * fast as it goes, so that its code is compiled when the run begins.
   *
   * @return a new pacer
   */
  default Pacer rehearsal() {
    return new LockstepPacer(1);
  }

  /**
   * Suits the wait to the thread, its scheduling and the machine. On the loop's thread, after the
   * warm-up and before {@link #start}.
   *
   * @param tickNs what a tick takes, nanoseconds
   */
  default void calibrate(long tickNs) {}

  /**
   * What the calibration found. From any thread.
   *
   * @return empty before it, and for a pacer that does not spin
   */
  default Optional<SpinWindow> spinWindow() {
    return Optional.empty();
  }

  /**
   * Takes what the loop has to do shortly before each tick; a pacer that does not know when that
   * is, or whose time stands still, leaves it undone.
   *
   * @param prelude run on the loop's thread
   */
  default void prelude(Prelude prelude) {}
}

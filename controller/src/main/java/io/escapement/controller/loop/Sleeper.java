package io.escapement.controller.loop;

import java.util.Optional;

/** How the loop's thread waits for a moment. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Waits, and returns at or shortly after the moment.
   *
   * @param dueNs monotonic nanoseconds of the loop's clock
   */
  void sleepUntil(long dueNs);

  /**
   * Waits for a moment that is near, without giving the processor away where that can be helped.
   *
   * @param dueNs monotonic nanoseconds of the loop's clock
   */
  default void stayUntil(long dueNs) {
    sleepUntil(dueNs);
  }

  /**
   * Suits itself to the thread, its scheduling and the machine. On the loop's thread, before the
   * first tick; takes a fraction of a second at most.
   *
   * @param periodNs the loop's period, nanoseconds
   * @param tickNs what a tick takes, nanoseconds
   */
  default void calibrate(long periodNs, long tickNs) {}

  /**
   * What the calibration found.
   *
   * @return empty before it, and for a sleeper that has none
   */
  default Optional<SpinWindow> spinWindow() {
    return Optional.empty();
  }
}

package io.escapement.controller.loop;

/** How the loop's thread waits for a moment. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Waits, and returns at or shortly after the moment.
   *
   * @param dueNs monotonic nanoseconds of the loop's clock
   */
  void sleepUntil(long dueNs);
}

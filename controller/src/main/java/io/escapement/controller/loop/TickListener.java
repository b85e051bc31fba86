package io.escapement.controller.loop;

import io.escapement.controller.stage.Pipeline;

/**
 * Is shown each tick when it is over, outside what is measured. Called on the loop's thread, and
 * bound by its rules: it allocates nothing and waits for nothing.
 */
@FunctionalInterface
public interface TickListener {

  /**
   * A tick is over.
   *
   * @param tickNs how long it took, hand-off to the journal included, nanoseconds
   * @param journalNs how long the hand-off took, nanoseconds
   * @param pipeline what ran, its record and the durations of its phases still those of the tick
   */
  void tick(long tickNs, long journalNs, Pipeline pipeline);

  /**
   * What need not wait for a tick was done before it, in time that is no part of it. Called before
   * {@link #tick}, only if there was something.
   *
   * @param aheadNs how long it took, nanoseconds
   */
  default void ahead(long aheadNs) {}
}

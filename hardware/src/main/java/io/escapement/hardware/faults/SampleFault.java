package io.escapement.hardware.faults;

/**
 * Spoils what a source has just written into the record. On the loop's thread; allocates nothing.
 */
interface SampleFault {

  /** Spoils the values in the record. */
  void apply(long timeNs);

  /** Forgets what came before, as at each activation. */
  default void restart() {}
}

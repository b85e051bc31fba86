package io.escapement.controller.stage;

/**
 * Brings the world into the record: writes {@code input} channels. Not run on replay, where inputs
 * come from the journal.
 */
public interface Source {

  /**
   * Name for messages.
   *
   * @return a short name
   */
  String name();

  /**
   * The part of the tick in which the source is read.
   *
   * @return {@link Phase#ADVANCE}, {@link Phase#READ} or {@link Phase#OPERATOR} as a rule
   */
  Phase phase();

  /**
   * Declares the input channels that the source writes. Must not touch the device. Called once.
   *
   * @param wiring takes the declarations
   */
  void declare(Wiring wiring);

  /**
   * Writes the channels, on the loop's thread. A channel that is not written keeps its value.
   *
   * @param timeNs time of the tick, nanoseconds since the start of the run
   */
  void read(long timeNs);

  /**
   * Does ahead of a tick what does not have to wait for it: a simulated world moves on to the
   * tick's time while the loop has nothing else to do. On the loop's thread, before it waits; may
   * be left out, and the tick may come later than announced, so {@link #read} does what is left.
   * Writes no channel.
   *
   * @param timeNs time of the coming tick if it is punctual, nanoseconds since the start of the run
   */
  default void ahead(long timeNs) {}

  /**
   * Touches what the next {@link #read} will touch, so that the processor's caches have it. On the
   * loop's thread, shortly before the tick. It may write its channels, as the record is put back
   * afterwards; it must not touch the device, nor change what the next read gives.
   *
   * @param timeNs time of the coming tick, nanoseconds since the start of the run
   */
  default void prime(long timeNs) {}
}

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
}

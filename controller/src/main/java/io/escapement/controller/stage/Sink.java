package io.escapement.controller.stage;

/** Takes the command out of the record into the world. Not run on replay. */
public interface Sink {

  /**
   * Name for messages.
   *
   * @return a short name
   */
  String name();

  /**
   * Declares the channels that the sink reads. Must not touch the device. Called once.
   *
   * @param wiring takes the declarations
   */
  void declare(Wiring wiring);

  /** Sends the command, on the loop's thread. */
  void write();

  /**
   * Touches what the next {@link #write} will touch, so that the processor's caches have it. On the
   * loop's thread, between two ticks, with the record as the last tick left it. Sends nothing.
   */
  default void prime() {}
}

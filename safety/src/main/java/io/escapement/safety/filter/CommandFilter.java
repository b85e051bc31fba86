package io.escapement.safety.filter;

import io.escapement.controller.stage.Wiring;

/**
 * One link of the chain: changes {@code filtered/*} in place where it has to, and leaves every bit
 * alone where it has not. The rules of a stage hold: no clock, no allocation, no field that
 * changes.
 */
public interface CommandFilter {

  /**
   * Name for messages.
   *
   * @return a short name
   */
  String name();

  /**
   * Declares what the filter reads and writes beyond its {@link FilterContext}. Called once.
   *
   * @param wiring takes the declarations, in the name of the chain
   */
  default void declare(Wiring wiring) {}

  /**
   * Writes the first values of the filter's memory channels. Called once, before the first tick.
   */
  default void initialise() {}

  /** Filters the command of this tick, on the loop's thread (or a replay's). */
  void apply();
}

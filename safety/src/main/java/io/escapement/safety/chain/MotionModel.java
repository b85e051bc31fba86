package io.escapement.safety.chain;

import io.escapement.controller.stage.Wiring;

/** Says how the variables of the program move the joints. */
interface MotionModel {

  /** Declares what the model reads and remembers beyond the measured joints. */
  void declare(Wiring wiring);

  /**
   * Fills position, velocity, gain, offset and gravity for this tick.
   *
   * @param motion written
   * @param dtS time since the tick before, s
   * @return false if a number that it takes is not known
   */
  boolean update(Motion motion, double dtS);

  /**
   * Takes note of what was commanded, which is under way by now.
   *
   * @param motion as of this tick
   */
  default void commanded(Motion motion) {}
}

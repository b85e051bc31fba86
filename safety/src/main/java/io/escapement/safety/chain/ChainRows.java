package io.escapement.safety.chain;

import io.escapement.controller.stage.Wiring;
import io.escapement.safety.filter.Intervention;
import io.escapement.safety.qp.QpProblem;
import java.util.List;

/** Some rows of the program, next to each other, which one demand fills on every tick. */
interface ChainRows {

  /** What each row keeps, such as {@code viability joint1}; as many as there are rows. */
  List<String> labels();

  /** What an actuator's change is marked as where one of these rows holds the command back. */
  Intervention kind();

  /** Declares what is read and remembered. */
  default void declare(Wiring wiring) {}

  /** Writes the first values of what is remembered. */
  default void initialise() {}

  /**
   * Fills the rows of this tick.
   *
   * @param motion how the variables move the joints
   * @param bounds what the actuators can be brought to
   * @param problem where the rows go
   * @param first index of the first
   * @return false if a number that it takes is not known
   */
  boolean fill(Motion motion, EffortBounds bounds, QpProblem problem, int first);
}

package io.escapement.safety.chain;

import io.escapement.safety.qp.QpStatus;
import java.util.Locale;

/** Why the chain brakes. The codes are journaled and never change their meaning. */
public enum BrakeCause {
  /** It does not. */
  NONE("it does not brake"),
  /** No command satisfies all rows. */
  INFEASIBLE("no command satisfies all rows"),
  /** The solver reached its bound on iterations. */
  ITERATION_CAP("the solver reached its bound on iterations"),
  /** The answer does not satisfy the optimality conditions. */
  INACCURATE("the answer does not satisfy the optimality conditions"),
  /** The program held a number that is none. */
  INVALID("the program held a number that is none"),
  /** Position, velocity, dynamics or a barrier are not known. */
  UNKNOWN_STATE("the joints' state, the dynamics or a barrier is not known");

  private static final BrakeCause[] ALL = values();

  private final String text;

  BrakeCause(String text) {
    this.text = text;
  }

  /**
   * The code in the journal.
   *
   * @return a small number, fixed for ever
   */
  public int code() {
    return ordinal();
  }

  /**
   * The cause of a code, without allocating.
   *
   * @param code as {@link #code} gives it
   * @return the cause
   * @throws IndexOutOfBoundsException if there is none
   */
  public static BrakeCause of(int code) {
    return ALL[code];
  }

  /**
   * The cause that a solver's status is.
   *
   * @param status how the solve ended
   * @return none of an optimal one
   */
  static BrakeCause of(QpStatus status) {
    return switch (status) {
      case OPTIMAL -> NONE;
      case INFEASIBLE -> INFEASIBLE;
      case ITERATION_CAP -> ITERATION_CAP;
      case INACCURATE -> INACCURATE;
      case INVALID -> INVALID;
    };
  }

  /**
   * Name in summaries.
   *
   * @return the constant's name in lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The cause in words.
   *
   * @return a few words
   */
  public String text() {
    return text;
  }
}

package io.escapement.safety.qp;

/** How a solve ended. Only with {@link #OPTIMAL} is there an answer to act on. */
public enum QpStatus {
  /** The answer satisfies the optimality conditions to the tolerance asked for. */
  OPTIMAL,

  /**
   * No point satisfies the rows, and a certificate was found: the solution's multipliers {@code y}
   * combine the rows to nothing, {@code sum y_j a_j = 0}, and their bounds to less than nothing. Or
   * a row's own bounds cross; then the multipliers are zero.
   */
  INFEASIBLE,

  /** The bound on iterations was reached; whether there is an answer is not known. */
  ITERATION_CAP,

  /** The optimality conditions do not hold to the tolerance, whatever was tried. */
  INACCURATE,

  /** A number is not finite, or a weight is not positive definite: there is no problem to solve. */
  INVALID
}

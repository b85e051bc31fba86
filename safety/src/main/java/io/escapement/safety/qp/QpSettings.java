package io.escapement.safety.qp;

/**
 * What a solve may cost and how good its answer must be.
 *
 * @param maxIterations most changes of the working set in a solve, beyond the rows of a warm start
 * @param tolerance the largest residual of the optimality conditions, scaled as {@link KktResidual}
 *     says, with which an answer is called optimal
 */
public record QpSettings(int maxIterations, double tolerance) {

  /** The tolerance unless another is asked for. */
  public static final double TOLERANCE = 1e-9;

  private static final int ITERATIONS_PER_ROW = 10;

  /**
   * Checks both.
   *
   * @param maxIterations most changes of the working set in a solve, at least 1
   * @param tolerance the largest residual of an optimal answer, positive
   * @throws IllegalArgumentException if one is out of its range
   */
  public QpSettings {
    if (maxIterations < 1) {
      throw new IllegalArgumentException("maxIterations is " + maxIterations + ", not positive");
    }
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("tolerance is " + tolerance + ", not positive");
    }
  }

  /**
   * Ten iterations for each variable and row, and a residual of at most {@link #TOLERANCE}.
   *
   * @param variables number of variables
   * @param rows number of rows
   * @return the settings
   */
  public static QpSettings of(int variables, int rows) {
    return new QpSettings(ITERATIONS_PER_ROW * (variables + rows), TOLERANCE);
  }
}

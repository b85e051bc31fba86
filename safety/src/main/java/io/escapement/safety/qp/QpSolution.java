package io.escapement.safety.qp;

/**
 * What a {@link QpSolver} found. Made once, written by each solve; every number in it is finite,
 * however the solve ended.
 */
public final class QpSolution {

  private final double[] x;
  private final double[] multipliers;
  private final double[] slacks;
  private final KktResidual residual;
  private QpStatus status = QpStatus.INVALID;
  private int iterations;

  /**
   * Makes room.
   *
   * @param variables number of variables
   * @param rows number of rows
   */
  public QpSolution(int variables, int rows) {
    x = new double[variables];
    multipliers = new double[rows];
    slacks = new double[rows];
    residual = new KktResidual(variables);
  }

  /**
   * How the solve ended.
   *
   * @return the status; {@link QpStatus#INVALID} before the first solve
   */
  public QpStatus status() {
    return status;
  }

  /**
   * The answer, if it is optimal; otherwise a point that means nothing.
   *
   * @return n numbers; not to be written
   */
  public double[] x() {
    return x;
  }

  /**
   * What each row costs: the change of the cost with its bound. Of an infeasible problem: the
   * certificate.
   *
   * @return m numbers, positive where the upper bound is active and negative where the lower one
   *     is; not to be written
   */
  public double[] multipliers() {
    return multipliers;
  }

  /**
   * By how much each soft row gave way.
   *
   * @return m numbers, added to the row's value; zero of hard rows; not to be written
   */
  public double[] slacks() {
    return slacks;
  }

  /**
   * How often the working set changed, beyond the rows of a warm start.
   *
   * @return the number of changes; 0 if the nominal point satisfied all rows
   */
  public int iterations() {
    return iterations;
  }

  /**
   * How well the optimality conditions hold.
   *
   * @return the residual of an optimal or inaccurate answer; zero otherwise
   */
  public KktResidual residual() {
    return residual;
  }

  void end(QpStatus newStatus, int newIterations) {
    status = newStatus;
    iterations = newIterations;
    if (newStatus != QpStatus.OPTIMAL && newStatus != QpStatus.INACCURATE) {
      residual.none();
    }
    if (newStatus != QpStatus.OPTIMAL) {
      zeroIfNotFinite(x);
      zeroIfNotFinite(multipliers);
      zeroIfNotFinite(slacks);
    }
  }

  /** Forgets the answer before. */
  void clear() {
    zero(x);
    zero(multipliers);
    zero(slacks);
  }

  private static void zeroIfNotFinite(double[] values) {
    if (!(Dense.largest(values, values.length) <= Double.MAX_VALUE)) {
      zero(values);
    }
  }

  static void zero(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = 0;
    }
  }
}

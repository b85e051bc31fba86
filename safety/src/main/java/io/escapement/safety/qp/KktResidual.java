package io.escapement.safety.qp;

/**
 * How far a point and its multipliers are from the conditions of Karush, Kuhn and Tucker, computed
 * from the problem alone: nothing of how the answer was found enters.
 *
 * <p>Each number is without a unit. Stationarity is divided by the larger of 1 and the terms it
 * adds up; a violated bound is a distance (in units of x, divided by the length of the row's
 * coefficients), divided by the larger of 1 and the point's largest number; complementarity is the
 * distance to the bound whose multiplier is not zero, less where that multiplier's force is below
 * 1.
 */
public final class KktResidual {

  private final double[] gradient;
  private final double[] shift;
  private double stationarity;
  private double primal;
  private double dual;
  private double complementarity;

  /**
   * Makes room.
   *
   * @param variables number of variables
   */
  public KktResidual(int variables) {
    gradient = new double[variables];
    shift = new double[variables];
  }

  /**
   * Computes all four.
   *
   * @param problem the problem
   * @param x the point, n numbers
   * @param multipliers of the rows, positive at the upper bound and negative at the lower one
   * @param slacks of the rows, zero in hard ones
   * @return the largest of the four; NaN or infinity if anything is not finite
   */
  public double evaluate(QpProblem problem, double[] x, double[] multipliers, double[] slacks) {
    problem.measure();
    return check(problem, x, multipliers, slacks);
  }

  /** The same for a problem whose rows have been measured. */
  double check(QpProblem problem, double[] x, double[] multipliers, double[] slacks) {
    stationarity = stationarity(problem, x, multipliers);
    double violated = 0;
    dual = 0;
    complementarity = 0;
    for (int row = 0; row < problem.rows(); row++) {
      double lower = problem.lower(row);
      double upper = problem.upper(row);
      double multiplier = multipliers[row];
      if (lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY) {
        dual = Math.max(dual, Math.abs(multiplier));
        continue;
      }
      double slack = slacks[row];
      double value = problem.value(row, x) + slack;
      double outside = Math.max(lower - value, value - upper);
      double square = problem.square(row);
      // Not "if greater": what is no number must not look like a small one.
      if (!(outside <= 0)) {
        violated = Math.max(violated, outside * outside / square);
      }
      if (multiplier != 0) {
        active(multiplier, multiplier > 0 ? upper - value : value - lower, square);
      }
      if (problem.slackWeight(row) < Double.POSITIVE_INFINITY) {
        double force = problem.slackWeight(row) * slack;
        dual = Math.max(dual, Math.abs(force + multiplier) / Math.max(1, Math.abs(multiplier)));
      }
    }
    double scale = Math.max(1, Dense.largest(x, problem.variables()));
    primal = StrictMath.sqrt(violated) / scale;
    complementarity /= scale;
    return max();
  }

  /** A multiplier asks for a bound, and for no distance from it. */
  private void active(double multiplier, double gap, double square) {
    double size = Math.abs(multiplier);
    if (gap == Double.POSITIVE_INFINITY) {
      dual = Math.max(dual, size);
      return;
    }
    double length = StrictMath.sqrt(square);
    double distance = Math.abs(gap) / length * Math.min(1, size * length);
    complementarity = Math.max(complementarity, distance);
  }

  private double stationarity(QpProblem problem, double[] x, double[] multipliers) {
    double cost = costGradient(problem, x, gradient);
    double rows = addRows(problem, multipliers, gradient);
    double sum = Dense.largest(gradient, problem.variables());
    return sum / Math.max(1, Math.max(cost, rows));
  }

  /** Adds the rows' part to a gradient; the largest magnitude of a term. */
  private static double addRows(QpProblem problem, double[] multipliers, double[] gradient) {
    double largest = 0;
    for (int row = 0; row < problem.rows(); row++) {
      if (multipliers[row] != 0) {
        problem.addRow(gradient, multipliers[row], row);
        double length = StrictMath.sqrt(problem.square(row));
        largest = Math.max(largest, Math.abs(multipliers[row]) * length);
      }
    }
    return largest;
  }

  /** The gradient of the cost in x, W (x - x0); its largest magnitude. */
  private double costGradient(QpProblem problem, double[] x, double[] to) {
    int n = problem.variables();
    double[] nominal = problem.nominal();
    for (int i = 0; i < n; i++) {
      shift[i] = x[i] - nominal[i];
    }
    if (problem.diagonalWeight()) {
      for (int i = 0; i < n; i++) {
        to[i] = problem.diagonal()[i] * shift[i];
      }
    } else {
      // From the lower triangle alone, as the factor is.
      double[] weight = problem.weight();
      for (int i = 0; i < n; i++) {
        to[i] = Dense.dot(weight, i * n, shift, 0, i + 1);
        Dense.add(to, 0, shift[i], weight, i * n, i);
      }
    }
    return Dense.largest(to, n);
  }

  /** The gradient of the Lagrangian at the point checked last, n numbers. */
  double[] gradient() {
    return gradient;
  }

  /**
   * How far the gradient of the Lagrangian is from zero.
   *
   * @return {@code W (x - x0) + A' y}, its largest number, scaled
   */
  public double stationarity() {
    return stationarity;
  }

  /**
   * How far the point is outside a bound.
   *
   * @return the largest distance, scaled
   */
  public double primal() {
    return primal;
  }

  /**
   * How far a multiplier is from having the sign, or the slack's force, that it must have.
   *
   * @return the largest of them
   */
  public double dual() {
    return dual;
  }

  /**
   * How far from its bound a row is whose multiplier is not zero.
   *
   * @return the largest of them, scaled
   */
  public double complementarity() {
    return complementarity;
  }

  /**
   * The largest of the four.
   *
   * @return NaN or infinity if anything is not finite
   */
  public double max() {
    return Math.max(Math.max(stationarity, primal), Math.max(dual, complementarity));
  }

  void none() {
    stationarity = 0;
    primal = 0;
    dual = 0;
    complementarity = 0;
  }
}

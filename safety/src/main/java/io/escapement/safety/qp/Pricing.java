package io.escapement.safety.qp;

/** Finds the row that a point violates most, by distance; of equals the first. */
final class Pricing {

  /** A bound counts as violated beyond this distance, of the point's scale. */
  static final double TOLERANCE = 1e-11;

  private final int[] live;
  private int liveRows;
  private int row;
  private double side;
  private double violation;

  Pricing(int maxRows) {
    live = new int[maxRows];
  }

  /** Leaves out the rows that have no bounds. */
  void begin(QpProblem problem) {
    liveRows = 0;
    for (int j = 0; j < problem.rows(); j++) {
      if (problem.lower(j) > Double.NEGATIVE_INFINITY
          || problem.upper(j) < Double.POSITIVE_INFINITY) {
        live[liveRows++] = j;
      }
    }
  }

  /** Looks at all rows but the active ones; false if x violates none. */
  boolean find(QpProblem problem, double[] x, ActiveSet active) {
    double scale = TOLERANCE * Math.max(1, Dense.largest(x, problem.variables()));
    double least = scale * scale;
    double worst = 0;
    double worstSquare = 1;
    row = ActiveSet.NONE;
    for (int k = 0; k < liveRows; k++) {
      int j = live[k];
      if (active.has(j)) {
        continue;
      }
      double value = problem.value(j, x);
      double below = problem.lower(j) - value;
      double above = value - problem.upper(j);
      double by = Math.max(below, above);
      if (by > 0) {
        double square = problem.square(j);
        if (by * by > least * square && by * by * worstSquare > worst * square) {
          worst = by * by;
          worstSquare = square;
          row = j;
          side = above > below ? 1 : -1;
          violation = by;
        }
      }
    }
    return row != ActiveSet.NONE;
  }

  int row() {
    return row;
  }

  /** 1 at the upper bound, -1 at the lower one. */
  double side() {
    return side;
  }

  double violation() {
    return violation;
  }
}

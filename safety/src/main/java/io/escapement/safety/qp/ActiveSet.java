package io.escapement.safety.qp;

/**
 * The rows that hold as equalities, at one of their bounds each, with their multipliers, the factor
 * of their normals, and the point that is the least-distance answer if these were all rows.
 *
 * <p>Each row is turned to its side, so that it reads {@code n.u <= b} and its multiplier is not
 * negative (in an inequality). The slack of a soft row is one more dimension of u, in which only
 * this row's normal has an entry, {@code 1/sqrt(w)}; it exists while the row is active.
 */
final class ActiveSet {

  static final int NONE = -1;

  private final int n;
  private final WeightFactor weight;
  private final OrthogonalFactor factor;

  private final int[] rows;
  private final int[] slots;
  private final double[] sides;
  private final double[] multipliers;
  private final int[] places;
  private final int[] rowOfSlot;
  private final double[] point;
  private final double[] work;
  private final double[] shares;
  private int size;
  private QpProblem problem;

  ActiveSet(int variables, int maxRows, WeightFactor weight) {
    n = variables;
    this.weight = weight;
    factor = new OrthogonalFactor(variables + maxRows, maxRows);
    rows = new int[maxRows];
    slots = new int[maxRows];
    sides = new double[maxRows];
    multipliers = new double[maxRows];
    places = new int[maxRows];
    rowOfSlot = new int[maxRows];
    point = new double[variables];
    work = new double[variables];
    shares = new double[maxRows];
  }

  /** Begins a solve with no active row. */
  void clear(QpProblem of) {
    problem = of;
    size = 0;
    factor.clear(n);
    for (int row = 0; row < of.rows(); row++) {
      places[row] = NONE;
      rowOfSlot[row] = NONE;
    }
    QpSolution.zero(point);
  }

  int size() {
    return size;
  }

  int row(int place) {
    return rows[place];
  }

  double side(int place) {
    return sides[place];
  }

  double multiplier(int place) {
    return multipliers[place];
  }

  /** Whether a row is active. */
  boolean has(int row) {
    return places[row] != NONE;
  }

  /** Whether a multiplier may have either sign. */
  boolean isEquality(int place) {
    return problem.lower(rows[place]) == problem.upper(rows[place]);
  }

  OrthogonalFactor factor() {
    return factor;
  }

  /** The slack's own dimension for a row that may become active; {@link #NONE} for a hard one. */
  int takeSlot(int row) {
    if (problem.slackWeight(row) == Double.POSITIVE_INFINITY) {
      return NONE;
    }
    int slot = 0;
    while (rowOfSlot[slot] != NONE) {
      slot++;
    }
    rowOfSlot[slot] = row;
    if (n + slot >= factor.height()) {
      factor.height(n + slot + 1);
    }
    return slot;
  }

  void giveSlot(int slot) {
    if (slot == NONE) {
      return;
    }
    rowOfSlot[slot] = NONE;
    factor.forget(n + slot);
    int height = factor.height();
    while (height > n && rowOfSlot[height - n - 1] == NONE) {
      height--;
    }
    factor.height(height);
  }

  /** Adds the row whose normal was projected last. */
  void add(int row, double side, int slot, double multiplier, double rest) {
    factor.append(rest);
    rows[size] = row;
    sides[size] = side;
    slots[size] = slot;
    multipliers[size] = multiplier;
    places[row] = size;
    size++;
  }

  void remove(int place) {
    factor.remove(place);
    giveSlot(slots[place]);
    places[rows[place]] = NONE;
    size--;
    for (int i = place; i < size; i++) {
      rows[i] = rows[i + 1];
      sides[i] = sides[i + 1];
      slots[i] = slots[i + 1];
      multipliers[i] = multipliers[i + 1];
      places[rows[i]] = i;
    }
  }

  /** Moves the multipliers by a step along minus the given rates. */
  void stepMultipliers(double step, double[] rates) {
    for (int i = 0; i < size; i++) {
      multipliers[i] -= step * rates[i];
    }
  }

  /** Moves the point by a step along minus the direction. */
  void stepPoint(double step, double[] direction) {
    Dense.add(point, 0, -step, direction, 0, n);
  }

  /** Computes point and multipliers of the active rows from nothing else. */
  void resolve() {
    double[] nominal = problem.nominal();
    for (int i = 0; i < size; i++) {
      shares[i] = sides[i] * (bound(i) - problem.value(rows[i], nominal));
    }
    factor.solveTransposed(shares);
    QpSolution.zero(point);
    factor.addMultiple(point, n, 1, shares);
    factor.solve(shares);
    for (int i = 0; i < size; i++) {
      multipliers[i] = -shares[i];
    }
  }

  /**
   * One step of iterative refinement of the optimality conditions of the active rows, {@code u + N
   * y = 0} and {@code N'u = b}, from residuals of the problem as it was given.
   */
  void refine(double[] x, double[] gradient) {
    System.arraycopy(gradient, 0, work, 0, n);
    weight.forward(work, 0);
    factor.multiplyTransposed(work, n, shares);
    // Of the gradient's residual, what lies outside the normals moves the point ...
    Dense.add(point, 0, -1, work, 0, n);
    factor.addMultiple(point, n, 1, shares);
    QpSolution.zero(work);
    double[] excess = factor.inside();
    for (int i = 0; i < size; i++) {
      excess[i] = sides[i] * (problem.value(rows[i], x) + slack(i) - bound(i));
    }
    factor.solveTransposed(excess);
    factor.addMultiple(point, n, -1, excess);
    // ... and what lies inside moves the multipliers, as the rows' residuals move both.
    for (int i = 0; i < size; i++) {
      shares[i] -= excess[i];
    }
    factor.solve(shares);
    stepMultipliers(1, shares);
  }

  /** The bound at which a row is held. */
  double bound(int place) {
    return sides[place] > 0 ? problem.upper(rows[place]) : problem.lower(rows[place]);
  }

  /** By how much an active row gives way: none unless it is soft. */
  double slack(int place) {
    return slots[place] == NONE
        ? 0
        : -sides[place] * multipliers[place] / problem.slackWeight(rows[place]);
  }

  /** Writes the point as x. */
  void writePoint(double[] x) {
    System.arraycopy(point, 0, x, 0, n);
    weight.backward(x);
    double[] nominal = problem.nominal();
    for (int i = 0; i < n; i++) {
      x[i] += nominal[i];
    }
  }
}

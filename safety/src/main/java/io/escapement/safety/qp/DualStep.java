package io.escapement.safety.qp;

/**
 * Makes a violated row active, dropping what stands in its way: step 2 of D. Goldfarb and A.
 * Idnani, "A numerically stable dual method for solving strictly convex quadratic programs",
 * Mathematical Programming 27 (1983), section 3.
 *
 * <p>While the row's multiplier grows by t, the point moves by {@code -t z} and the active rows'
 * multipliers by {@code -t r}, where z is the part of the row's normal outside the span of the
 * active ones and {@code N r} the part inside. Either the row is reached (a full step), or a
 * multiplier reaches zero first and its row is dropped (a partial step). The cost rises strictly
 * with each full step, so that no working set comes twice.
 */
final class DualStep {

  /** How a step ended. */
  enum Outcome {
    ADDED,
    CAPPED,
    INFEASIBLE,
    UNCERTAIN
  }

  /** Below this share of its length, squared, the outside part of a normal is rounding. */
  static final double DEPENDENT = 1e-20;

  /** A violation below this share of what adds up to it is rounding. */
  private static final double ROUNDING = 1e-14;

  private final WeightFactor weight;
  private final ActiveSet active;
  private final double[] normal;
  private final double[] rates;
  private final int maxIterations;
  private final int n;
  private int iterations;

  DualStep(int variables, int maxRows, int maxIterations, WeightFactor weight, ActiveSet active) {
    n = variables;
    this.maxIterations = maxIterations;
    this.weight = weight;
    this.active = active;
    normal = new double[variables + maxRows];
    rates = new double[maxRows];
  }

  void begin() {
    iterations = 0;
  }

  int iterations() {
    return iterations;
  }

  /** Counts one change of the working set; false if there were too many. */
  boolean count() {
    if (iterations >= maxIterations) {
      return false;
    }
    iterations++;
    return true;
  }

  /** Adds a row of a warm start, with its multiplier left open; false if it depends on others. */
  boolean add(QpProblem problem, int row, double side) {
    int slot = aim(problem, row, side);
    double square = Dense.dot(normal, 0, normal, 0, active.factor().height());
    double rest = active.factor().project(normal, square);
    if (isDependent(rest, square)) {
      active.giveSlot(slot);
      return false;
    }
    active.add(row, side, slot, 0, rest);
    return true;
  }

  /** Adds the row that the pricing found. */
  Outcome take(QpProblem problem, Pricing pricing, QpSolution solution) {
    int row = pricing.row();
    double side = pricing.side();
    double violation = pricing.violation();
    int slot = aim(problem, row, side);
    OrthogonalFactor factor = active.factor();
    double square = Dense.dot(normal, 0, normal, 0, factor.height());
    double rest = factor.project(normal, square);
    double multiplier = 0;
    while (count()) {
      System.arraycopy(factor.inside(), 0, rates, 0, active.size());
      factor.solve(rates);
      boolean dependent = isDependent(rest, square);
      double full = dependent ? Double.POSITIVE_INFINITY : violation / rest;
      int blocking = blocking(problem, full, dependent ? problem.square(row) : 0);
      if (blocking == ActiveSet.NONE && dependent) {
        return certificate(problem, pricing, violation, solution);
      }
      double step =
          blocking == ActiveSet.NONE
              ? full
              : Math.max(0, active.multiplier(blocking)) / rates[blocking];
      active.stepMultipliers(step, rates);
      multiplier += step;
      if (!dependent) {
        active.stepPoint(step, factor.outside());
        violation -= step * rest;
      }
      if (blocking == ActiveSet.NONE) {
        active.add(row, side, slot, multiplier, rest);
        return Outcome.ADDED;
      }
      active.remove(blocking);
      rest = factor.rest();
    }
    return Outcome.CAPPED;
  }

  /** Writes the row's normal, and its slack's entry. */
  private int aim(QpProblem problem, int row, double side) {
    int slot = active.takeSlot(row);
    weight.normal(problem, row, side, normal);
    for (int i = n; i < active.factor().height(); i++) {
      normal[i] = 0;
    }
    if (slot != ActiveSet.NONE) {
      normal[n + slot] = side / StrictMath.sqrt(problem.slackWeight(row));
    }
    return slot;
  }

  private boolean isDependent(double rest, double square) {
    return !(rest > DEPENDENT * square) || active.size() >= active.factor().height();
  }

  /**
   * The inequality whose multiplier is the first to reach zero within a step. Where the normals
   * depend on each other, a rate that is rounding beside the row's own length does not count.
   */
  private int blocking(QpProblem problem, double within, double square) {
    int first = ActiveSet.NONE;
    double shortest = within;
    for (int i = 0; i < active.size(); i++) {
      double rate = rates[i];
      if (rate > 0
          && rate * rate * problem.square(active.row(i)) > DEPENDENT * square
          && !active.isEquality(i)) {
        double step = Math.max(0, active.multiplier(i)) / rate;
        if (step < shortest) {
          shortest = step;
          first = i;
        }
      }
    }
    return first;
  }

  /**
   * The active rows combine to the violated one, and none can make room: with the rates as weights
   * the rows add up to nothing and their bounds to minus the violation. That proves the problem
   * infeasible if the violation is more than rounding.
   */
  private Outcome certificate(
      QpProblem problem, Pricing pricing, double violation, QpSolution solution) {
    QpSolution.zero(solution.slacks());
    double[] certificate = solution.multipliers();
    QpSolution.zero(certificate);
    certificate[pricing.row()] = pricing.side();
    double sum = StrictMath.sqrt(problem.square(pricing.row()));
    for (int i = 0; i < active.size(); i++) {
      double rate = active.isEquality(i) ? rates[i] : Math.min(0, rates[i]);
      int row = active.row(i);
      certificate[row] = -rate * active.side(i);
      sum += Math.abs(rate) * StrictMath.sqrt(problem.square(row));
    }
    double scale = Math.max(1, Dense.largest(solution.x(), n));
    return violation > ROUNDING * sum * scale ? Outcome.INFEASIBLE : Outcome.UNCERTAIN;
  }
}

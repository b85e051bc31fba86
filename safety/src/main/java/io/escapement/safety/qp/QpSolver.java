package io.escapement.safety.qp;

/**
 * Solves a {@link QpProblem} by the dual active-set method of Goldfarb and Idnani (1983): from the
 * unconstrained answer, which is the nominal point, it makes the most violated row active until
 * none is. Each point on the way is optimal for the rows active so far, so that a problem has no
 * answer exactly when a row cannot be made active, and that comes with a certificate.
 *
 * <p>Differences to the paper: the factor (see {@link OrthogonalFactor}) holds the active rows
 * only; bounds of variables are rows whose normal is known; a soft row's slack is a dimension that
 * exists while the row is active; a solve may start from a working set, whose rows with multipliers
 * of the wrong sign are dropped first; and the answer is checked against the problem itself and
 * refined.
 *
 * <p>A nominal point that satisfies all rows is returned bit for bit. Where hard unit rows bound a
 * variable, its value is within these bounds exactly. The same problem and working set give the
 * same bits. One solve at a time; it allocates nothing and keeps nothing for the next.
 */
public final class QpSolver {

  /** A residual above this is worth a step of refinement. */
  private static final double REFINE_ABOVE = 1e-12;

  private static final int REFINEMENTS = 3;

  private final int variables;
  private final int rows;
  private final double tolerance;
  private final WeightFactor weight;
  private final ActiveSet active;
  private final DualStep dualStep;
  private final Pricing pricing;

  /**
   * Makes room for problems of one size.
   *
   * @param variables number of variables
   * @param rows number of rows
   * @param settings limits of a solve
   */
  public QpSolver(int variables, int rows, QpSettings settings) {
    this.variables = variables;
    this.rows = rows;
    tolerance = settings.tolerance();
    weight = new WeightFactor(variables);
    active = new ActiveSet(variables, rows, weight);
    dualStep = new DualStep(variables, rows, settings.maxIterations(), weight, active);
    pricing = new Pricing(rows);
  }

  /**
   * Solves a problem.
   *
   * @param problem the problem, of this solver's size; not changed
   * @param workingSet a guess at the active rows, 1 at the upper bound, -1 at the lower one, 0 not
   *     active; any guess will do, all zeros is none; overwritten by the set found, or by zeros if
   *     the solve did not end optimal
   * @param solution takes what was found
   * @return the solution's status
   * @throws IllegalArgumentException if the sizes differ
   */
  public QpStatus solve(QpProblem problem, int[] workingSet, QpSolution solution) {
    if (problem.variables() != variables
        || problem.rows() != rows
        || workingSet.length != rows
        || solution.x().length != variables
        || solution.multipliers().length != rows) {
      throw new IllegalArgumentException(
          "the problem or its solution is not of this solver's size");
    }
    solution.clear();
    dualStep.begin();
    active.clear(problem);
    QpStatus status = check(problem);
    if (status == QpStatus.OPTIMAL) {
      status = start(problem, workingSet, solution);
    }
    writeWorkingSet(status, workingSet);
    solution.end(status, dualStep.iterations());
    return status;
  }

  /** Whether there is a problem, as far as a look at each number can tell. */
  private QpStatus check(QpProblem problem) {
    problem.measure();
    boolean finite = Dense.largest(problem.nominal(), variables) <= Double.MAX_VALUE;
    boolean possible = true;
    for (int row = 0; row < rows; row++) {
      double lower = problem.lower(row);
      double upper = problem.upper(row);
      finite &= problem.square(row) <= Double.MAX_VALUE;
      finite &= !Double.isNaN(lower) && !Double.isNaN(upper) && problem.slackWeight(row) > 0;
      possible &= lower <= upper;
      possible &= lower < Double.POSITIVE_INFINITY && upper > Double.NEGATIVE_INFINITY;
    }
    if (!finite || !weight.factor(problem)) {
      return QpStatus.INVALID;
    }
    return possible ? QpStatus.OPTIMAL : QpStatus.INFEASIBLE;
  }

  private QpStatus start(QpProblem problem, int[] workingSet, QpSolution solution) {
    pricing.begin(problem);
    System.arraycopy(problem.nominal(), 0, solution.x(), 0, variables);
    if (!pricing.find(problem, solution.x(), active)) {
      return write(problem, solution) <= tolerance ? QpStatus.OPTIMAL : QpStatus.INACCURATE;
    }
    if (!warmStart(problem, workingSet)) {
      return QpStatus.ITERATION_CAP;
    }
    QpStatus status = iterate(problem, solution);
    if (status == QpStatus.INACCURATE) {
      // The factor has seen many changes: once more, from the rows that are active now.
      writeWorkingSet(QpStatus.OPTIMAL, workingSet);
      active.clear(problem);
      status = warmStart(problem, workingSet) ? iterate(problem, solution) : status;
    }
    return status;
  }

  /** Makes the guess a set whose multipliers have the right sign; false at the iteration cap. */
  private boolean warmStart(QpProblem problem, int[] workingSet) {
    for (int row = 0; row < rows; row++) {
      int guess = workingSet[row];
      if (guess > 0 && problem.upper(row) < Double.POSITIVE_INFINITY) {
        dualStep.add(problem, row, 1);
      } else if (guess < 0 && problem.lower(row) > Double.NEGATIVE_INFINITY) {
        dualStep.add(problem, row, -1);
      }
    }
    while (active.size() > 0) {
      active.resolve();
      int wrong = mostNegative();
      if (wrong == ActiveSet.NONE) {
        return true;
      }
      if (!dualStep.count()) {
        return false;
      }
      active.remove(wrong);
    }
    active.resolve();
    return true;
  }

  private int mostNegative() {
    int worst = ActiveSet.NONE;
    double least = 0;
    for (int i = 0; i < active.size(); i++) {
      if (!active.isEquality(i) && !(active.multiplier(i) >= least)) {
        least = active.multiplier(i);
        worst = i;
      }
    }
    return worst;
  }

  private QpStatus iterate(QpProblem problem, QpSolution solution) {
    int refinements = 0;
    while (true) {
      active.writePoint(solution.x());
      if (pricing.find(problem, solution.x(), active)) {
        switch (dualStep.take(problem, pricing, solution)) {
          case ADDED:
            continue;
          case CAPPED:
            return QpStatus.ITERATION_CAP;
          case INFEASIBLE:
            return QpStatus.INFEASIBLE;
          default:
            return QpStatus.INACCURATE;
        }
      }
      double residual = write(problem, solution);
      if (residual <= REFINE_ABOVE || refinements == REFINEMENTS) {
        return residual <= tolerance ? QpStatus.OPTIMAL : QpStatus.INACCURATE;
      }
      active.refine(solution.x(), solution.residual().gradient());
      refinements++;
    }
  }

  /** Writes what the active set says; the residual. */
  private double write(QpProblem problem, QpSolution solution) {
    double[] multipliers = solution.multipliers();
    double[] slacks = solution.slacks();
    double[] x = solution.x();
    QpSolution.zero(multipliers);
    QpSolution.zero(slacks);
    for (int i = 0; i < active.size(); i++) {
      int row = active.row(i);
      double multiplier = active.multiplier(i);
      // A sign that rounding turned is none; what that leaves shows in the residual.
      multipliers[row] =
          active.side(i) * (active.isEquality(i) ? multiplier : Math.max(0, multiplier));
      slacks[row] = active.slack(i);
    }
    clip(problem, x);
    return solution.residual().check(problem, x, multipliers, slacks);
  }

  /** Takes away by how much rounding and the pricing's tolerance leave a variable out of bounds. */
  private void clip(QpProblem problem, double[] x) {
    for (int row = 0; row < rows; row++) {
      int variable = problem.unit(row);
      if (variable >= 0 && problem.slackWeight(row) == Double.POSITIVE_INFINITY) {
        if (x[variable] < problem.lower(row)) {
          x[variable] = problem.lower(row);
        } else if (x[variable] > problem.upper(row)) {
          x[variable] = problem.upper(row);
        }
      }
    }
  }

  private void writeWorkingSet(QpStatus status, int[] workingSet) {
    for (int row = 0; row < rows; row++) {
      workingSet[row] = 0;
    }
    if (status == QpStatus.OPTIMAL) {
      for (int i = 0; i < active.size(); i++) {
        // At both bounds of an equality at once: the multiplier says which one pushes.
        boolean turned = active.isEquality(i) && active.multiplier(i) < 0;
        workingSet[active.row(i)] = active.side(i) > 0 != turned ? 1 : -1;
      }
    }
  }
}

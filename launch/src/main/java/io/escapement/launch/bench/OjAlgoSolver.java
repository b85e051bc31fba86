package io.escapement.launch.bench;

import io.escapement.safety.qp.QpProblem;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.convex.ConvexSolver;

/**
 * Solves programs with ojAlgo, which the solver is held against. Hard rows and diagonal weights
 * alone. The time is that of its {@code solve}, without bringing the program into its form.
 */
final class OjAlgoSolver {

  private long tookNs;

  OjAlgoSolver() {}

  /** How long the last solve took, ns. */
  long tookNs() {
    return tookNs;
  }

  /** The answer, or null if ojAlgo calls it anything but optimal. */
  double[] solve(QpProblem problem) {
    ConvexSolver solver = solver(problem);
    long startNs = System.nanoTime();
    Optimisation.Result result = solver.solve();
    tookNs = System.nanoTime() - startNs;
    if (result.getState() != Optimisation.State.OPTIMAL) {
      return null;
    }
    double[] x = new double[problem.variables()];
    for (int i = 0; i < x.length; i++) {
      x[i] = result.doubleValue(i);
    }
    return x;
  }

  private static ConvexSolver solver(QpProblem problem) {
    int n = problem.variables();
    R064Store quadratic = R064Store.FACTORY.make(n, n);
    double[] linear = new double[n];
    for (int i = 0; i < n; i++) {
      quadratic.set(i, i, problem.diagonal()[i]);
      linear[i] = problem.diagonal()[i] * problem.nominal()[i];
    }
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < problem.rows(); row++) {
      if (problem.upper(row) < Double.POSITIVE_INFINITY) {
        rows.add(bounded(problem, row, 1, problem.upper(row)));
      }
      if (problem.lower(row) > Double.NEGATIVE_INFINITY) {
        rows.add(bounded(problem, row, -1, problem.lower(row)));
      }
    }
    R064Store left = R064Store.FACTORY.make(rows.size(), n);
    R064Store right = R064Store.FACTORY.make(rows.size(), 1);
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < n; i++) {
        left.set(row, i, rows.get(row)[i]);
      }
      right.set(row, 0, rows.get(row)[n]);
    }
    return ConvexSolver.newBuilder()
        .objective(quadratic, R064Store.FACTORY.column(linear))
        .inequalities(left, right)
        .build();
  }

  private static double[] bounded(QpProblem problem, int row, double sign, double bound) {
    int n = problem.variables();
    double[] bounded = new double[n + 1];
    if (problem.unit(row) >= 0) {
      bounded[problem.unit(row)] = sign;
    } else {
      for (int i = 0; i < n; i++) {
        bounded[i] = sign * problem.coefficients()[row * n + i];
      }
    }
    bounded[n] = sign * bound;
    return bounded;
  }
}

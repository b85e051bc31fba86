package io.escapement.safety.qp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.convex.ConvexSolver;

/** Solves a problem with ojAlgo, a slack being one more variable. */
final class Oracle {

  private Oracle() {}

  /** The answer's n variables, or null if ojAlgo calls it anything but optimal. */
  static double[] solve(QpProblem problem) {
    Optimisation.Result result = build(problem).solve();
    if (result.getState() != Optimisation.State.OPTIMAL) {
      return null;
    }
    double[] x = new double[problem.variables()];
    for (int i = 0; i < x.length; i++) {
      x[i] = result.doubleValue(i);
    }
    return x;
  }

  static ConvexSolver build(QpProblem problem) {
    int n = problem.variables();
    List<Integer> softRows = new ArrayList<>();
    for (int row = 0; row < problem.rows(); row++) {
      if (problem.slackWeight(row) < Double.POSITIVE_INFINITY) {
        softRows.add(row);
      }
    }
    int size = n + softRows.size();
    double[][] quadratic = new double[size][size];
    double[] linear = new double[size];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        quadratic[i][j] = weight(problem, i, j);
        linear[i] += quadratic[i][j] * problem.nominal()[j];
      }
    }
    List<double[]> equal = new ArrayList<>();
    List<double[]> less = new ArrayList<>();
    for (int row = 0; row < problem.rows(); row++) {
      double[] coefficients = new double[size + 1];
      problem.addRow(coefficients, 1, row);
      int soft = softRows.indexOf(row);
      if (soft >= 0) {
        coefficients[n + soft] = 1;
        quadratic[n + soft][n + soft] = problem.slackWeight(row);
      }
      if (problem.lower(row) == problem.upper(row)) {
        equal.add(bounded(coefficients, 1, problem.upper(row)));
        continue;
      }
      if (problem.upper(row) < Double.POSITIVE_INFINITY) {
        less.add(bounded(coefficients, 1, problem.upper(row)));
      }
      if (problem.lower(row) > Double.NEGATIVE_INFINITY) {
        less.add(bounded(coefficients, -1, problem.lower(row)));
      }
    }
    ConvexSolver.Builder builder =
        ConvexSolver.newBuilder()
            .objective(matrix(Arrays.asList(quadratic), size), R064Store.FACTORY.column(linear));
    if (!equal.isEmpty()) {
      builder.equalities(matrix(equal, size), bounds(equal, size));
    }
    if (!less.isEmpty()) {
      builder.inequalities(matrix(less, size), bounds(less, size));
    }
    return builder.build();
  }

  static double weight(QpProblem problem, int i, int j) {
    if (!problem.diagonalWeight()) {
      return problem.weight()[i * problem.variables() + j];
    }
    return i == j ? problem.diagonal()[i] : 0;
  }

  private static double[] bounded(double[] coefficients, double sign, double bound) {
    double[] row = new double[coefficients.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = sign * coefficients[i];
    }
    row[row.length - 1] = sign * bound;
    return row;
  }

  private static R064Store matrix(List<double[]> rows, int size) {
    R064Store matrix = R064Store.FACTORY.make(rows.size(), size);
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < size; i++) {
        matrix.set(row, i, rows.get(row)[i]);
      }
    }
    return matrix;
  }

  private static R064Store bounds(List<double[]> rows, int size) {
    R064Store bounds = R064Store.FACTORY.make(rows.size(), 1);
    for (int row = 0; row < rows.size(); row++) {
      bounds.set(row, 0, rows.get(row)[size]);
    }
    return bounds;
  }
}

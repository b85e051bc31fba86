package io.escapement.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * Divides what is there among joints: of all accelerations that no row forbids, those of the
 * largest product. No unit and no weight plays a part in it, and no joint gets nothing. An interior
 * point method, with as many steps whatever the time.
 */
final class FairShare {

  private static final double FIRST_BARRIER = 1;
  private static final double LAST_BARRIER = 1e-4;
  private static final double NEXT_BARRIER = 0.2;
  private static final int STEPS = 20;
  private static final double ENOUGH = 1e-6;
  private static final double SHORT_OF_WALL = 0.95;

  private final double[] most;
  private final List<double[]> rows = new ArrayList<>();
  private final DMatrixRMaj hessian;
  private final DMatrixRMaj slope;
  private final DMatrixRMaj step;
  private final LinearSolverChol_DDRM solver =
      new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));

  FairShare(double[] most) {
    this.most = most.clone();
    hessian = new DMatrixRMaj(most.length, most.length);
    slope = new DMatrixRMaj(most.length, 1);
    step = new DMatrixRMaj(most.length, 1);
  }

  /** Adds a row of a state: it is kept as the share of what is there that the most would need. */
  void add(double[] state, int i) {
    int n = most.length;
    double[] row = new double[n];
    for (int j = 0; j < n; j++) {
      row[j] = state[(n + 1) * i + j] * most[j] / state[(n + 1) * i + n];
    }
    rows.add(row);
  }

  /** Finds them: rad/s^2, within the rows that were added. */
  double[] solve() {
    double[] y = new double[most.length];
    double largest = 1;
    for (double[] row : rows) {
      largest = Math.max(largest, Arrays.stream(row).sum());
    }
    Arrays.fill(y, 0.5 / largest);
    for (double barrier = FIRST_BARRIER; barrier > LAST_BARRIER; barrier *= NEXT_BARRIER) {
      for (int k = 0; k < STEPS; k++) {
        if (improve(y, barrier) < ENOUGH) {
          break;
        }
      }
    }
    for (int j = 0; j < y.length; j++) {
      y[j] *= most[j];
    }
    return y;
  }

  /** One Newton step; returns how much it promised. */
  private double improve(double[] y, double barrier) {
    int n = y.length;
    hessian.zero();
    for (int j = 0; j < n; j++) {
      double wall = 1 - y[j];
      slope.set(j, 0, 1 / y[j] - barrier / wall);
      hessian.set(j, j, 1 / (y[j] * y[j]) + barrier / (wall * wall));
    }
    for (double[] row : rows) {
      double slack = slack(row, y);
      for (int i = 0; i < n; i++) {
        slope.add(i, 0, -barrier * row[i] / slack);
        for (int j = 0; j < n; j++) {
          hessian.add(i, j, barrier * row[i] * row[j] / (slack * slack));
        }
      }
    }
    if (!solver.setA(hessian)) {
      return 0;
    }
    solver.solve(slope, step);
    double size = reach(y);
    double promised = 0;
    for (int j = 0; j < n; j++) {
      promised += slope.get(j, 0) * step.get(j, 0);
      y[j] += size * step.get(j, 0);
    }
    return promised;
  }

  /** How far the step may go: a whole one, or nearly to the next wall. */
  private double reach(double[] y) {
    double reach = 1 / SHORT_OF_WALL;
    for (int j = 0; j < y.length; j++) {
      double d = step.get(j, 0);
      if (d != 0) {
        reach = Math.min(reach, d > 0 ? (1 - y[j]) / d : -y[j] / d);
      }
    }
    for (double[] row : rows) {
      double rise = 0;
      for (int j = 0; j < y.length; j++) {
        rise += row[j] * step.get(j, 0);
      }
      if (rise > 0) {
        reach = Math.min(reach, slack(row, y) / rise);
      }
    }
    return SHORT_OF_WALL * reach;
  }

  private static double slack(double[] row, double[] y) {
    double slack = 1;
    for (int j = 0; j < y.length; j++) {
      slack -= row[j] * y[j];
    }
    return slack;
  }
}

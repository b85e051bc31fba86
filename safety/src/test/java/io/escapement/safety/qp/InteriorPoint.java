package io.escapement.safety.qp;

import java.util.ArrayList;
import java.util.List;

/**
 * A second oracle, which shares nothing with the solver and goes another way: S. Mehrotra's
 * predictor and corrector through the interior, each step one dense system of equations, a slack
 * being one more variable. In the end the rows that look active are solved for as equalities. Much
 * faster than ojAlgo at these sizes, so that it can be asked always.
 */
final class InteriorPoint {

  private static final int STEPS = 60;
  private static final double DONE = 1e-10;
  private static final double EXACT = 1e-11;

  private final int n;
  private final double[][] cost;
  private final double[] linear;
  private final List<double[]> equal = new ArrayList<>();
  private final List<double[]> less = new ArrayList<>();
  private final double[] x;
  private final double[] y;
  private final double[] room;
  private final double[] price;

  private InteriorPoint(QpProblem problem) {
    int variables = problem.variables();
    List<Integer> soft = new ArrayList<>();
    for (int row = 0; row < problem.rows(); row++) {
      if (problem.slackWeight(row) < Double.POSITIVE_INFINITY) {
        soft.add(row);
      }
    }
    n = variables + soft.size();
    cost = new double[n][n];
    linear = new double[n];
    for (int i = 0; i < variables; i++) {
      for (int j = 0; j < variables; j++) {
        cost[i][j] = Oracle.weight(problem, i, j);
        linear[i] -= cost[i][j] * problem.nominal()[j];
      }
    }
    for (int row = 0; row < problem.rows(); row++) {
      double[] coefficients = new double[n + 1];
      problem.addRow(coefficients, 1, row);
      if (soft.contains(row)) {
        int slack = variables + soft.indexOf(row);
        coefficients[slack] = 1;
        cost[slack][slack] = problem.slackWeight(row);
      }
      double lower = problem.lower(row);
      double upper = problem.upper(row);
      if (lower == upper) {
        equal.add(bounded(coefficients, 1, upper));
      } else {
        if (upper < Double.POSITIVE_INFINITY) {
          less.add(bounded(coefficients, 1, upper));
        }
        if (lower > Double.NEGATIVE_INFINITY) {
          less.add(bounded(coefficients, -1, lower));
        }
      }
    }
    x = new double[n];
    System.arraycopy(problem.nominal(), 0, x, 0, variables);
    y = new double[equal.size()];
    room = new double[less.size()];
    price = new double[less.size()];
  }

  /** The answer's n variables; no more exact than its steps could make it. */
  static double[] solve(QpProblem problem) {
    InteriorPoint solver = new InteriorPoint(problem);
    solver.run();
    double[] answer = new double[problem.variables()];
    System.arraycopy(solver.x, 0, answer, 0, answer.length);
    return answer;
  }

  private static double[] bounded(double[] coefficients, double sign, double bound) {
    double[] row = new double[coefficients.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = sign * coefficients[i];
    }
    row[row.length - 1] = sign * bound;
    return row;
  }

  private double excess(double[] row) {
    double sum = -row[n];
    for (int i = 0; i < n; i++) {
      sum += row[i] * x[i];
    }
    return sum;
  }

  private void run() {
    int m = less.size();
    for (int k = 0; k < m; k++) {
      room[k] = Math.max(1, -excess(less.get(k)));
      price[k] = 1;
    }
    double[] complementarity = new double[m];
    for (int step = 0; step < STEPS; step++) {
      double gap = 0;
      for (int k = 0; k < m; k++) {
        gap += room[k] * price[k] / m;
      }
      double[][] system = system();
      int[] order = Linear.factor(system);
      for (int k = 0; k < m; k++) {
        complementarity[k] = -room[k] * price[k];
      }
      Step aim = new Step(system, order, complementarity);
      double affine = 0;
      double most = Math.min(1, aim.longest());
      for (int k = 0; k < m; k++) {
        affine += (room[k] + most * aim.room[k]) * (price[k] + most * aim.price[k]) / m;
      }
      double centre = m == 0 ? 0 : StrictMath.pow(affine / gap, 3) * gap;
      for (int k = 0; k < m; k++) {
        complementarity[k] = centre - room[k] * price[k] - aim.room[k] * aim.price[k];
      }
      Step real = new Step(system, order, complementarity);
      double length = Math.min(1, .995 * real.longest());
      real.take(length);
      if (gap <= DONE) {
        break;
      }
    }
    polish();
  }

  /** Solves for the rows that look active as equalities, and keeps that if it is an answer. */
  private void polish() {
    List<double[]> active = new ArrayList<>(equal);
    for (int k = 0; k < room.length; k++) {
      if (price[k] > room[k]) {
        active.add(less.get(k));
      }
    }
    int size = n + active.size();
    double[][] system = new double[size][size];
    double[] answer = new double[size];
    for (int i = 0; i < n; i++) {
      System.arraycopy(cost[i], 0, system[i], 0, n);
      answer[i] = -linear[i];
    }
    for (int e = n; e < size; e++) {
      double[] row = active.get(e - n);
      for (int i = 0; i < n; i++) {
        system[e][i] = row[i];
        system[i][e] = row[i];
      }
      answer[e] = row[n];
    }
    int[] order = Linear.factor(system);
    Linear.solve(system, order, answer);
    double worst = 0;
    for (int e = n + equal.size(); e < size; e++) {
      worst = Math.max(worst, -answer[e]);
    }
    double[] before = x.clone();
    System.arraycopy(answer, 0, x, 0, n);
    for (double[] row : less) {
      worst = Math.max(worst, excess(row));
    }
    for (double[] row : active) {
      worst = Math.max(worst, Math.abs(excess(row)));
    }
    if (!(worst <= EXACT)) {
      System.arraycopy(before, 0, x, 0, n);
    }
  }

  /** The matrix of the unknowns' steps, with the equalities as its border. */
  private double[][] system() {
    int size = n + equal.size();
    double[][] a = new double[size][size];
    for (int i = 0; i < n; i++) {
      System.arraycopy(cost[i], 0, a[i], 0, n);
    }
    for (int k = 0; k < less.size(); k++) {
      double[] row = less.get(k);
      double weight = price[k] / room[k];
      for (int i = 0; i < n; i++) {
        double scaled = weight * row[i];
        if (scaled != 0) {
          for (int j = 0; j < n; j++) {
            a[i][j] += scaled * row[j];
          }
        }
      }
    }
    for (int e = 0; e < equal.size(); e++) {
      for (int i = 0; i < n; i++) {
        a[n + e][i] = equal.get(e)[i];
        a[i][n + e] = equal.get(e)[i];
      }
    }
    return a;
  }

  /** A step of all unknowns towards given products of rooms and prices. */
  private final class Step {
    final double[] both;
    final double[] room = new double[less.size()];
    final double[] price = new double[less.size()];

    Step(double[][] system, int[] order, double[] complementarity) {
      both = new double[n + equal.size()];
      for (int i = 0; i < n; i++) {
        double sum = linear[i];
        for (int j = 0; j < n; j++) {
          sum += cost[i][j] * x[j];
        }
        both[i] = -sum;
      }
      for (int e = 0; e < equal.size(); e++) {
        for (int i = 0; i < n; i++) {
          both[i] -= y[e] * equal.get(e)[i];
        }
        both[n + e] = -excess(equal.get(e));
      }
      double[] off = new double[less.size()];
      for (int k = 0; k < off.length; k++) {
        double[] row = less.get(k);
        off[k] = excess(row) + InteriorPoint.this.room[k];
        double was = InteriorPoint.this.price[k];
        double pull = was + (complementarity[k] + was * off[k]) / InteriorPoint.this.room[k];
        for (int i = 0; i < n; i++) {
          both[i] -= pull * row[i];
        }
      }
      Linear.solve(system, order, both);
      for (int k = 0; k < off.length; k++) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += less.get(k)[i] * both[i];
        }
        room[k] = -off[k] - sum;
        price[k] =
            (complementarity[k] - InteriorPoint.this.price[k] * room[k])
                / InteriorPoint.this.room[k];
      }
    }

    /** How far rooms and prices stay positive. */
    double longest() {
      double longest = Double.MAX_VALUE;
      for (int k = 0; k < room.length; k++) {
        if (room[k] < 0) {
          longest = Math.min(longest, -InteriorPoint.this.room[k] / room[k]);
        }
        if (price[k] < 0) {
          longest = Math.min(longest, -InteriorPoint.this.price[k] / price[k]);
        }
      }
      return longest;
    }

    void take(double length) {
      for (int i = 0; i < n; i++) {
        x[i] += length * both[i];
      }
      for (int e = 0; e < y.length; e++) {
        y[e] += length * both[n + e];
      }
      for (int k = 0; k < room.length; k++) {
        InteriorPoint.this.room[k] += length * room[k];
        InteriorPoint.this.price[k] += length * price[k];
      }
    }
  }
}

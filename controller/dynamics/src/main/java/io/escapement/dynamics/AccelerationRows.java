package io.escapement.dynamics;

import java.util.ArrayList;
import java.util.List;

/**
 * Accelerations that joints can have all at once, whatever their signs: each state that was added
 * has one row a joint, the effort that each unit of acceleration costs it, and the effort that is
 * there for them.
 */
final class AccelerationRows {

  private static final int ROUNDS = 40;
  private static final double MISSED = 1e-3;

  /** What each joint can have more on its own is halved by some n of them. */
  private static final int PASSES = 20;

  private final double[] most;
  private final List<double[]> states = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();

  /** Makes rows of accelerations that are at most some, rad/s^2. */
  AccelerationRows(double[] most) {
    this.most = most.clone();
  }

  /**
   * Adds a state.
   *
   * @param state positions and velocities
   * @param efforts a row a joint: what a unit of each joint's acceleration costs it, not negative,
   *     then what is there for them
   */
  void add(double[] state, double[] efforts) {
    states.add(state.clone());
    rows.add(efforts.clone());
  }

  /**
   * A state in which a joint has little left, as a share of what is there.
   *
   * @param i the joint
   * @param accelerations rad/s^2
   * @param rank 0 for the least, 1 for the next
   * @param among how many of the first states are looked at
   * @return a copy
   */
  double[] tightest(int i, double[] accelerations, int rank, int among) {
    double[] uses = new double[among];
    for (int k = 0; k < among; k++) {
      uses[k] = use(rows.get(k), i, accelerations);
    }
    int worst = 0;
    for (int left = rank; left >= 0; left--) {
      for (int k = 0; k < among; k++) {
        worst = uses[k] > uses[worst] ? k : worst;
      }
      if (left > 0) {
        uses[worst] = Double.NEGATIVE_INFINITY;
      }
    }
    return states.get(worst).clone();
  }

  private int mostUsed(int i, double[] accelerations) {
    int worst = 0;
    double most = -1;
    for (int k = 0; k < rows.size(); k++) {
      double use = use(rows.get(k), i, accelerations);
      if (use > most) {
        most = use;
        worst = k;
      }
    }
    return worst;
  }

  /** Whether there is something left for accelerations in every state. */
  boolean hasRoom() {
    int n = most.length;
    for (double[] row : rows) {
      for (int i = 0; i < n; i++) {
        if (!(row[(n + 1) * i + n] > 0)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Finds accelerations to which none can be added, and of which none could be a percent larger
   * without the others getting a percent smaller together.
   *
   * @return rad/s^2 or m/s^2
   */
  double[] solve() {
    FairShare fair = new FairShare(most);
    double[] found = most;
    for (int round = 0; round < ROUNDS; round++) {
      boolean added = false;
      for (int i = 0; i < most.length; i++) {
        double[] row = rows.get(mostUsed(i, found));
        if (use(row, i, found) > 1 + MISSED) {
          fair.add(row, i);
          added = true;
        }
      }
      if (!added) {
        break;
      }
      found = fair.solve();
    }
    double[] fitted = fitted(found);
    for (int pass = 0; pass < PASSES; pass++) {
      enlarge(fitted);
    }
    return fitted;
  }

  private double[] fitted(double[] accelerations) {
    double use = 1;
    for (int i = 0; i < most.length; i++) {
      use = Math.max(use, use(rows.get(mostUsed(i, accelerations)), i, accelerations));
    }
    double[] fitted = accelerations.clone();
    for (int i = 0; i < fitted.length; i++) {
      fitted[i] /= use;
    }
    return fitted;
  }

  /**
   * Gives each joint an n-th of what it could have more on its own: the mean of n points that are
   * allowed is allowed.
   */
  private void enlarge(double[] accelerations) {
    int n = accelerations.length;
    double[] more = new double[n];
    for (int j = 0; j < n; j++) {
      more[j] = most[j] - accelerations[j];
    }
    for (double[] row : rows) {
      for (int i = 0; i < n; i++) {
        double slack = row[(n + 1) * i + n] - needed(row, i, accelerations);
        for (int j = 0; j < n; j++) {
          double cost = row[(n + 1) * i + j];
          if (cost * more[j] > slack) {
            more[j] = Math.max(0, slack / cost);
          }
        }
      }
    }
    for (int j = 0; j < n; j++) {
      accelerations[j] += more[j] / n;
    }
  }

  /** What a joint needs for some accelerations less what is there: how bad a state is, in Nm. */
  static double load(double[] row, int i, double[] accelerations) {
    return needed(row, i, accelerations)
        - row[(accelerations.length + 1) * i + accelerations.length];
  }

  private static double use(double[] row, int i, double[] accelerations) {
    return needed(row, i, accelerations)
        / row[(accelerations.length + 1) * i + accelerations.length];
  }

  private static double needed(double[] row, int i, double[] accelerations) {
    int n = accelerations.length;
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += row[(n + 1) * i + j] * accelerations[j];
    }
    return sum;
  }
}

package io.escapement.dynamics;

import java.util.ArrayList;
import java.util.List;

/**
 * Accelerations that joints can have all at once, whatever their signs: each state that was added
 * has one row a joint, the effort that each unit of acceleration costs it, and the effort that is
 * there for them.
 */
final class SharedAccelerations {

  /** Each gains at least a factor of 1 - 1/n on what is left; more change the fourth digit. */
  private static final int PASSES = 60;

  private final JointBox box;
  private final double heavier;
  private final double share;
  private final double[] most;
  private final List<double[]> states = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();

  SharedAccelerations(JointBox box, BoundSettings settings) {
    this.box = box;
    heavier = 1 + settings.massError();
    share = settings.effortShare();
    most = new double[box.size()];
    for (int i = 0; i < most.length; i++) {
      most[i] =
          box.velocityRadS(i) == Double.POSITIVE_INFINITY
              ? BoundSettings.ENDLESS_RAD_S2
              : box.velocityRadS(i) / settings.stoppingTimeS();
    }
  }

  /** Adds the bodies' state: the heaviest bodies need the most effort for every acceleration. */
  void add(double[] state, SampledBodies bodies) {
    int n = box.size();
    double[] row = new double[n * (n + 1)];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        row[(n + 1) * i + j] = cost(bodies, i, j);
      }
      row[(n + 1) * i + n] = room(bodies, i);
    }
    states.add(state.clone());
    rows.add(row);
  }

  private double cost(SampledBodies bodies, int i, int j) {
    return heavier * Math.abs(bodies.mass(i, j)) + (i == j ? bodies.armature(i) : 0);
  }

  /** What is left of a joint's effort for accelerations, Nm. */
  double room(SampledBodies bodies, int i) {
    return share * box.effortNm(i) - box.disturbanceNm(i) - heavier * bodies.load(i);
  }

  /** How much of what is left some accelerations need: 1 is all of it. */
  double use(SampledBodies bodies, int i, double[] accelerations) {
    double sum = 0;
    for (int j = 0; j < accelerations.length; j++) {
      sum += cost(bodies, i, j) * accelerations[j];
    }
    return (sum + share * box.effortNm(i) - room(bodies, i)) / (share * box.effortNm(i));
  }

  /** The state in which a joint has the least left. */
  double[] tightest(int i, double[] accelerations) {
    int worst = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < rows.size(); k++) {
      double slack = slack(rows.get(k), i, accelerations);
      if (slack < least) {
        least = slack;
        worst = k;
      }
    }
    return states.get(worst).clone();
  }

  /**
   * Finds accelerations to which none can be added.
   *
   * @return rad/s^2 or m/s^2
   */
  double[] solve() {
    int n = box.size();
    double[] accelerations = alone();
    double scale = 1;
    for (double[] row : rows) {
      for (int i = 0; i < n; i++) {
        double room = row[(n + 1) * i + n];
        double needed = room - slack(row, i, accelerations);
        if (needed > 0) {
          scale = Math.min(scale, room / needed);
        }
      }
    }
    for (int i = 0; i < n; i++) {
      accelerations[i] *= scale;
    }
    for (int pass = 0; pass < PASSES; pass++) {
      enlarge(accelerations);
    }
    return accelerations;
  }

  /** What each joint could have if no other moved. */
  private double[] alone() {
    int n = box.size();
    double[] alone = most.clone();
    for (double[] row : rows) {
      for (int i = 0; i < n; i++) {
        alone[i] = Math.min(alone[i], row[(n + 1) * i + n] / row[(n + 1) * i + i]);
      }
    }
    return alone;
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
        double slack = slack(row, i, accelerations);
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

  private static double slack(double[] row, int i, double[] accelerations) {
    int n = accelerations.length;
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += row[(n + 1) * i + j] * accelerations[j];
    }
    return row[(n + 1) * i + n] - sum;
  }
}

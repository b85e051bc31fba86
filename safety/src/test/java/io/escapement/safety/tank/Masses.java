package io.escapement.safety.tank;

import java.util.Random;

/**
 * Coupled masses under held efforts and a disturbance that changes all the time: what really
 * happens, and how much energy the efforts really gave, summed up substep by substep.
 */
final class Masses {

  private static final int SUBSTEPS = 8;

  private final double[][] inverse;
  private final double disturbance;
  private final Random random;
  final double[] q;
  final double[] v;

  /** The energy given by the efforts beyond gravity since the start, J. */
  double injectedJ;

  /** The greatest injectedJ so far, J. */
  double mostJ;

  private Masses(double[][] inverse, double disturbance, Random random) {
    this.inverse = inverse;
    this.disturbance = disturbance;
    this.random = random;
    q = new double[inverse.length];
    v = new double[inverse.length];
  }

  static Masses one(double disturbance, Random random) {
    return new Masses(new double[][] {{1}}, disturbance, random);
  }

  static Masses three(double disturbance, Random random) {
    double[][] inverse = {{1, -0.4, 0.1}, {-0.4, 2, -0.5}, {0.1, -0.5, 4}};
    return new Masses(inverse, disturbance, random);
  }

  int joints() {
    return q.length;
  }

  /** The bound on a joint's acceleration under efforts up to a greatest one. */
  double accelerationMax(int joint, double effortMax) {
    double sum = 0;
    for (double share : inverse[joint]) {
      sum += Math.abs(share) * (effortMax + disturbance);
    }
    return sum;
  }

  void hold(double[] effort, double durationS) {
    hold(effort, new double[q.length], v.clone(), durationS);
  }

  /** The same with drives that damp {@code -D (v - c)} by themselves, which also gives energy. */
  void hold(double[] effort, double[] damping, double[] reference, double durationS) {
    double dt = durationS / SUBSTEPS;
    double[] pushed = new double[q.length];
    double[] mean = new double[q.length];
    double[] push = new double[q.length];
    boolean damped = false;
    for (double d : damping) {
      damped |= d > 0;
    }
    for (int step = 0; step < SUBSTEPS; step++) {
      for (int j = 0; j < q.length; j++) {
        int kind = random.nextInt(4);
        push[j] = kind == 0 ? random.nextDouble() * 2 - 1 : kind == 1 ? 0 : kind == 2 ? 1 : -1;
        mean[j] = v[j];
      }
      // The damping is that of the mean velocity of the substep, found by substitution.
      for (int pass = 0; pass < (damped ? 5 : 1); pass++) {
        for (int j = 0; j < q.length; j++) {
          double drag = damping[j] * (mean[j] - reference[j]);
          pushed[j] = effort[j] - drag + disturbance * push[j];
        }
        for (int i = 0; i < q.length; i++) {
          mean[i] = v[i] + acceleration(i, pushed) * dt / 2;
        }
      }
      for (int i = 0; i < q.length; i++) {
        double dq = mean[i] * dt;
        injectedJ += (effort[i] - damping[i] * (mean[i] - reference[i])) * dq;
        q[i] += dq;
        v[i] += 2 * (mean[i] - v[i]);
      }
      mostJ = Math.max(mostJ, injectedJ);
    }
  }

  private double acceleration(int joint, double[] pushed) {
    double a = 0;
    for (int j = 0; j < q.length; j++) {
      a += inverse[joint][j] * pushed[j];
    }
    return a;
  }
}

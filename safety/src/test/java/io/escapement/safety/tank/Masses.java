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
    double dt = durationS / SUBSTEPS;
    double[] pushed = new double[q.length];
    for (int step = 0; step < SUBSTEPS; step++) {
      for (int j = 0; j < q.length; j++) {
        int kind = random.nextInt(4);
        double push = kind == 0 ? random.nextDouble() * 2 - 1 : kind == 1 ? 0 : kind == 2 ? 1 : -1;
        pushed[j] = effort[j] + disturbance * push;
      }
      for (int i = 0; i < q.length; i++) {
        double a = 0;
        for (int j = 0; j < q.length; j++) {
          a += inverse[i][j] * pushed[j];
        }
        double dq = v[i] * dt + a * dt * dt / 2;
        q[i] += dq;
        v[i] += a * dt;
        injectedJ += effort[i] * dq;
      }
      mostJ = Math.max(mostJ, injectedJ);
    }
  }
}

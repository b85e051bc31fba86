package io.escapement.safety.kernel;

import io.escapement.safety.score.Cholesky;
import java.util.Arrays;

/**
 * Fits a {@link KernelBarrier} to recorded transitions: {@code w = (K + N lambda I)^-1 (B(X+) -
 * m)}.
 *
 * <p>With more samples than points the weights are those of the chosen points that fit all samples
 * best: {@code w = (K_mN K_Nm + N lambda K_mm)^-1 K_mN (B(X+) - m)}, which is the same where all
 * are chosen. Points are chosen by {@link PivotedCholesky}. Offline: it allocates, and takes O(N
 * M^2).
 */
public final class KernelBarrierFit {

  /** Below this share of unexplained variance a further point says nothing new. */
  private static final double TOLERANCE = 1e-8;

  private static final double JITTER = 1e-10;

  private KernelBarrierFit() {}

  /**
   * Fits.
   *
   * @param z states and actions, count x d, row-major
   * @param next the barrier a tick later, B(x'), for each
   * @param lengthScale for each of the d values
   * @param regularisation N lambda, above 0
   * @param most how many points to keep, 1 to {@link KernelBarrier#MOST_POINTS}
   * @param prior m: gamma, so that the unknown counts as unsafe
   * @return the barrier
   * @throws IllegalArgumentException if sizes differ, a value is no number or out of its range
   */
  public static KernelBarrier fit(
      double[] z,
      double[] next,
      double[] lengthScale,
      double regularisation,
      int most,
      double prior) {
    int count = next.length;
    int size = lengthScale.length;
    if (count < 1 || z.length != count * size || most < 1 || most > KernelBarrier.MOST_POINTS) {
      throw new IllegalArgumentException(
          "expected "
              + count
              + " samples of "
              + size
              + " values and 1 to "
              + KernelBarrier.MOST_POINTS
              + " points, found "
              + z.length
              + " values and "
              + most
              + " points");
    }
    if (!(regularisation > 0)) {
      throw new IllegalArgumentException(
          "expected a regularisation above 0, found " + regularisation);
    }
    double[] scaled = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      scaled[i] = z[i] / lengthScale[i % size];
      if (!Double.isFinite(scaled[i]) || !Double.isFinite(next[i / size])) {
        throw new IllegalArgumentException("sample " + i / size + " is no number");
      }
    }
    double[] target = new double[count];
    for (int n = 0; n < count; n++) {
      target[n] = next[n] - prior;
    }
    int[] chosen = PivotedCholesky.choose(scaled, count, size, most, TOLERANCE);
    double[] weights =
        chosen.length == count
            ? exact(scaled, target, size, regularisation, chosen)
            : reduced(scaled, target, size, regularisation, chosen);
    double[] points = new double[chosen.length * size];
    for (int m = 0; m < chosen.length; m++) {
      System.arraycopy(z, chosen[m] * size, points, m * size, size);
    }
    return new KernelBarrier(lengthScale, points, weights, prior);
  }

  private static double[] exact(
      double[] z, double[] target, int size, double regularisation, int[] chosen) {
    int m = chosen.length;
    double[] gram = new double[m * m];
    double[] weights = new double[m];
    for (int i = 0; i < m; i++) {
      weights[i] = target[chosen[i]];
      for (int j = 0; j < m; j++) {
        gram[i * m + j] = PivotedCholesky.kernel(z, chosen[i], z, chosen[j], size);
      }
      gram[i * m + i] += regularisation;
    }
    return solve(gram, weights);
  }

  private static double[] reduced(
      double[] z, double[] target, int size, double regularisation, int[] chosen) {
    int m = chosen.length;
    double[] gram = new double[m * m];
    double[] weights = new double[m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        double kernel = PivotedCholesky.kernel(z, chosen[i], z, chosen[j], size);
        gram[i * m + j] = regularisation * kernel;
      }
    }
    double[] row = new double[m];
    for (int n = 0; n < target.length; n++) {
      for (int i = 0; i < m; i++) {
        row[i] = PivotedCholesky.kernel(z, chosen[i], z, n, size);
        weights[i] += row[i] * target[n];
      }
      for (int i = 0; i < m; i++) {
        for (int j = 0; j <= i; j++) {
          gram[i * m + j] += row[i] * row[j];
        }
      }
    }
    return solve(gram, weights);
  }

  /** Solves with the lower triangle; what points that are nearly the same cost is added on. */
  private static double[] solve(double[] gram, double[] right) {
    int m = right.length;
    double most = 0;
    for (int i = 0; i < m; i++) {
      most = Math.max(most, gram[i * m + i]);
    }
    for (double jitter = 0; jitter < 1e-3; jitter = jitter == 0 ? JITTER : jitter * 10) {
      double[] factor = Arrays.copyOf(gram, gram.length);
      for (int i = 0; i < m; i++) {
        factor[i * m + i] += jitter * most;
      }
      if (Cholesky.factor(factor, m)) {
        double[] weights = right.clone();
        Cholesky.forward(factor, m, weights);
        Cholesky.backward(factor, m, weights);
        return weights;
      }
    }
    throw new IllegalArgumentException("the kernel matrix is singular: regularise more");
  }
}

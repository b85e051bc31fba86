package io.escapement.safety.kernel;

/**
 * What a barrier is expected to be a tick from now, from recorded transitions: {@code E^[B(x') | z]
 * = m + k(z).w}, {@code z = (x, u)}, {@code k(z, z_i) = exp(-|z - z_i|^2 / 2)} in units of the
 * length scales.
 *
 * <p>Far from all data k vanishes and m remains. With m = 0 the unknown would look safe; so m is
 * gamma, the value of the unsafe. Immutable; N points of d values cost N d multiplications and N
 * exponentials.
 */
public final class KernelBarrier {

  /** How many points there may be. */
  public static final int MOST_POINTS = 500;

  private final int size;
  private final double[] lengthScale;
  private final double[] inverseScale;
  private final double[] inducing;
  private final double[] points;
  private final double[] weights;
  private final double prior;

  /**
   * Takes what was fitted.
   *
   * @param lengthScale for each of the d values of z, in its unit, above 0
   * @param points N x d, row-major
   * @param weights w, N values
   * @param prior m, the barrier expected far from data
   * @throws IllegalArgumentException if sizes differ, there are no points or more than {@link
   *     #MOST_POINTS}, or a value is no number
   */
  public KernelBarrier(double[] lengthScale, double[] points, double[] weights, double prior) {
    size = lengthScale.length;
    if (weights.length < 1 || weights.length > MOST_POINTS) {
      throw new IllegalArgumentException(
          "expected 1 to " + MOST_POINTS + " points, found " + weights.length);
    }
    if (points.length != weights.length * size) {
      throw new IllegalArgumentException(
          "expected " + weights.length + " points of " + size + " values, found " + points.length);
    }
    this.lengthScale = lengthScale.clone();
    inducing = points.clone();
    inverseScale = new double[size];
    for (int i = 0; i < size; i++) {
      if (!(lengthScale[i] > 0)) {
        throw new IllegalArgumentException(
            "expected length scales above 0, found " + lengthScale[i]);
      }
      inverseScale[i] = 1 / lengthScale[i];
    }
    double sum = prior;
    for (double weight : weights) {
      sum += weight;
    }
    this.points = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      this.points[i] = points[i] * inverseScale[i % size];
      sum += points[i];
    }
    if (!Double.isFinite(sum)) {
      throw new IllegalArgumentException("a point, a weight or the prior is no number");
    }
    this.weights = weights.clone();
    this.prior = prior;
  }

  /**
   * The length scales.
   *
   * @return one for each of the d values of z, in its unit, a copy
   */
  public double[] lengthScale() {
    return lengthScale.clone();
  }

  /**
   * Where the points lie.
   *
   * @return N x d, row-major, in the units of z, a copy
   */
  public double[] inducing() {
    return inducing.clone();
  }

  /**
   * What each point weighs.
   *
   * @return w, N values, a copy
   */
  public double[] weights() {
    return weights.clone();
  }

  /**
   * The barrier expected far from data.
   *
   * @return m
   */
  public double prior() {
    return prior;
  }

  /**
   * How many values z has.
   *
   * @return d
   */
  public int size() {
    return size;
  }

  /**
   * How many points there are.
   *
   * @return N
   */
  public int points() {
    return weights.length;
  }

  /**
   * The expected barrier a tick later.
   *
   * @param z state and action, d values
   * @param scratch d doubles, overwritten
   * @return E^; infinite if z is no number
   */
  public double expected(double[] z, double[] scratch) {
    for (int i = 0; i < size; i++) {
      scratch[i] = z[i] * inverseScale[i];
    }
    double sum = 0;
    for (int p = 0; p < weights.length; p++) {
      double square = 0;
      for (int i = 0; i < size; i++) {
        double d = scratch[i] - points[p * size + i];
        square += d * d;
      }
      sum += weights[p] * StrictMath.exp(-square / 2);
    }
    double value = prior + sum;
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  /**
   * How close z is to data: the greatest kernel, 1 on a point, 0 far from all.
   *
   * @param z state and action, d values
   * @param scratch d doubles, overwritten
   * @return 0 to 1; 0 if z is no number
   */
  public double support(double[] z, double[] scratch) {
    for (int i = 0; i < size; i++) {
      scratch[i] = z[i] * inverseScale[i];
    }
    double nearest = Double.POSITIVE_INFINITY;
    for (int p = 0; p < weights.length; p++) {
      double square = 0;
      for (int i = 0; i < size; i++) {
        double d = scratch[i] - points[p * size + i];
        square += d * d;
      }
      nearest = Math.min(nearest, square);
    }
    return Double.isNaN(nearest) ? 0 : StrictMath.exp(-nearest / 2);
  }

  /**
   * Whether an action is let through: {@code E^ + eps <= B(x) + c}.
   *
   * @param expected E^, after {@link #expected}
   * @param epsilon bound on the estimate's error
   * @param barrier B(x) now
   * @param growth c
   * @return false also where a value is no number
   */
  public static boolean passes(double expected, double epsilon, double barrier, double growth) {
    return expected + epsilon <= barrier + growth;
  }
}

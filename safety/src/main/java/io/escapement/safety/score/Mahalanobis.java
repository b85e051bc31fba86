package io.escapement.safety.score;

/**
 * The Mahalanobis distance {@code sqrt((x - m)' S^-1 (x - m))} from what was recorded: how many
 * standard deviations away a state is, O(d^2).
 *
 * <p>S is the sample covariance, shrunk towards a multiple of the identity: {@code (1 - s) C + s
 * (tr C / d) I}, which keeps it invertible with few samples. Immutable.
 */
public final class Mahalanobis implements StateScore {

  private final int size;
  private final double[] mean;
  private final double[] factor;

  private Mahalanobis(double[] mean, double[] factor) {
    size = mean.length;
    this.mean = mean;
    this.factor = factor;
  }

  /**
   * Takes a mean and a covariance as they are.
   *
   * @param mean m, d values
   * @param covariance S, d x d, row-major
   * @return the score
   * @throws IllegalArgumentException if sizes differ or the covariance is not positive definite
   */
  public static Mahalanobis of(double[] mean, double[] covariance) {
    int size = mean.length;
    if (size == 0 || covariance.length != size * size) {
      throw new IllegalArgumentException(
          "expected a covariance of " + size * size + " values, found " + covariance.length);
    }
    double[] factor = covariance.clone();
    if (!Cholesky.factor(factor, size)) {
      throw new IllegalArgumentException(
          "the covariance is not positive definite: a value may be constant in all samples; leave it"
              + " out, or shrink more");
    }
    return new Mahalanobis(mean.clone(), factor);
  }

  /**
   * Fits mean and covariance.
   *
   * @param samples count x d, row-major
   * @param count number of samples, 2 or more
   * @param size d
   * @param shrinkage s, 0 to 1
   * @return the score
   * @throws IllegalArgumentException if there are too few samples, or the covariance is singular
   */
  public static Mahalanobis fit(double[] samples, int count, int size, double shrinkage) {
    if (count < 2 || size < 1 || samples.length < count * size) {
      throw new IllegalArgumentException(
          "expected 2 or more samples of 1 or more values, found " + count + " of " + size);
    }
    if (!(shrinkage >= 0 && shrinkage <= 1)) {
      throw new IllegalArgumentException("expected a shrinkage of 0 to 1, found " + shrinkage);
    }
    double[] mean = new double[size];
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < size; i++) {
        mean[i] += samples[n * size + i] / count;
      }
    }
    double[] covariance = new double[size * size];
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < size; i++) {
        double di = samples[n * size + i] - mean[i];
        for (int j = 0; j < size; j++) {
          covariance[i * size + j] += di * (samples[n * size + j] - mean[j]) / (count - 1);
        }
      }
    }
    double trace = 0;
    for (int i = 0; i < size; i++) {
      trace += covariance[i * size + i];
    }
    for (int i = 0; i < size * size; i++) {
      covariance[i] *= 1 - shrinkage;
    }
    for (int i = 0; i < size; i++) {
      covariance[i * size + i] += shrinkage * trace / size;
    }
    return of(mean, covariance);
  }

  /**
   * Takes what a fit gave, bit for bit.
   *
   * @param mean m, d values
   * @param factor L with {@code S = L L'}, d x d, row-major; only the lower triangle counts
   * @return the score
   * @throws IllegalArgumentException if sizes differ, or a diagonal value is not above 0
   */
  public static Mahalanobis ofFactor(double[] mean, double[] factor) {
    int size = mean.length;
    if (size == 0 || factor.length != size * size) {
      throw new IllegalArgumentException(
          "expected a factor of " + size * size + " values, found " + factor.length);
    }
    for (int i = 0; i < size; i++) {
      if (!(factor[i * size + i] > 0)) {
        throw new IllegalArgumentException("the factor's diagonal is not above 0 at " + i);
      }
    }
    return new Mahalanobis(mean.clone(), factor.clone());
  }

  /**
   * Where a state is nearest.
   *
   * @return m, a copy
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * How wide the states are spread.
   *
   * @return L with {@code S = L L'}, row-major, a copy; above the diagonal there is no meaning
   */
  public double[] factor() {
    return factor.clone();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int scratchSize() {
    return size;
  }

  @Override
  public double score(double[] x, double[] scratch) {
    for (int i = 0; i < size; i++) {
      scratch[i] = x[i] - mean[i];
    }
    Cholesky.forward(factor, size, scratch);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += scratch[i] * scratch[i];
    }
    return sum >= 0 ? StrictMath.sqrt(sum) : Double.POSITIVE_INFINITY;
  }
}

package io.escapement.safety.score;

/**
 * The mean distance to the k nearest of stored states, O(N d): far from all that was recorded, also
 * where that lies in several clusters.
 *
 * <p>Each value is divided by its standard deviation over all samples. The points kept are chosen
 * farthest first, so that few cover much. Immutable.
 */
public final class NearestNeighbours implements StateScore {

  private final int size;
  private final int neighbours;
  private final double[] scale;
  private final double[] points;

  private NearestNeighbours(int neighbours, double[] scale, double[] points) {
    size = scale.length;
    this.neighbours = neighbours;
    this.scale = scale;
    this.points = points;
  }

  /**
   * Chooses the points.
   *
   * @param samples count x d, row-major
   * @param count number of samples
   * @param size d
   * @param most how many points may be kept, N
   * @param neighbours k, at most the number of points kept
   * @return the score
   * @throws IllegalArgumentException if there are fewer samples or points than neighbours
   */
  public static NearestNeighbours fit(
      double[] samples, int count, int size, int most, int neighbours) {
    int kept = Math.min(count, most);
    if (neighbours < 1 || kept < neighbours || size < 1 || samples.length < count * size) {
      throw new IllegalArgumentException(
          "expected at least as many points as neighbours, found " + kept + " for " + neighbours);
    }
    double[] scale = inverseDeviations(samples, count, size);
    double[] scaled = new double[count * size];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = samples[i] * scale[i % size];
    }
    double[] nearest = new double[count];
    java.util.Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    double[] points = new double[kept * size];
    int next = 0;
    for (int p = 0; p < kept; p++) {
      System.arraycopy(scaled, next * size, points, p * size, size);
      nearest[next] = -1;
      int farthest = 0;
      for (int n = 0; n < count; n++) {
        if (nearest[n] >= 0) {
          nearest[n] = Math.min(nearest[n], square(scaled, n * size, points, p * size, size));
        }
        if (nearest[n] > nearest[farthest]) {
          farthest = n;
        }
      }
      next = farthest;
    }
    return new NearestNeighbours(neighbours, scale, points);
  }

  /**
   * Takes what a fit gave, bit for bit.
   *
   * @param neighbours k
   * @param scale by which each of the d values is multiplied
   * @param points in units of the scale, N x d, row-major
   * @return the score
   * @throws IllegalArgumentException if sizes differ or there are fewer points than neighbours
   */
  public static NearestNeighbours of(int neighbours, double[] scale, double[] points) {
    int size = scale.length;
    if (size == 0 || points.length % size != 0) {
      throw new IllegalArgumentException(
          "expected points of " + size + " values, found " + points.length + " in all");
    }
    if (neighbours < 1 || points.length / size < neighbours) {
      throw new IllegalArgumentException(
          "expected at least as many points as neighbours, found "
              + points.length / size
              + " for "
              + neighbours);
    }
    return new NearestNeighbours(neighbours, scale.clone(), points.clone());
  }

  /**
   * How many points count.
   *
   * @return k
   */
  public int neighbours() {
    return neighbours;
  }

  /**
   * By what values are multiplied.
   *
   * @return one for each value, a copy
   */
  public double[] scale() {
    return scale.clone();
  }

  /**
   * The stored states.
   *
   * @return in units of the scale, N x d, row-major, a copy
   */
  public double[] points() {
    return points.clone();
  }

  private static double[] inverseDeviations(double[] samples, int count, int size) {
    double[] scale = new double[size];
    for (int i = 0; i < size; i++) {
      double mean = 0;
      for (int n = 0; n < count; n++) {
        mean += samples[n * size + i] / count;
      }
      double variance = 0;
      for (int n = 0; n < count; n++) {
        double d = samples[n * size + i] - mean;
        variance += d * d / count;
      }
      scale[i] = variance > 0 ? 1 / StrictMath.sqrt(variance) : 1;
    }
    return scale;
  }

  private static double square(double[] a, int at, double[] b, int bt, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double d = a[at + i] - b[bt + i];
      sum += d * d;
    }
    return sum;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int scratchSize() {
    return size + neighbours;
  }

  /** The mean distance to the k nearest points, in standard deviations. */
  @Override
  public double score(double[] x, double[] scratch) {
    for (int i = 0; i < size; i++) {
      scratch[i] = x[i] * scale[i];
    }
    for (int k = 0; k < neighbours; k++) {
      scratch[size + k] = Double.POSITIVE_INFINITY;
    }
    int last = size + neighbours - 1;
    for (int p = 0; p < points.length; p += size) {
      double distance = square(scratch, 0, points, p, size);
      if (distance < scratch[last]) {
        int at = last;
        while (at > size && scratch[at - 1] > distance) {
          scratch[at] = scratch[at - 1];
          at--;
        }
        scratch[at] = distance;
      }
    }
    double sum = 0;
    for (int k = 0; k < neighbours; k++) {
      sum += StrictMath.sqrt(scratch[size + k]);
    }
    return sum / neighbours;
  }
}

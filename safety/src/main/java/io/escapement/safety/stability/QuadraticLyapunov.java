package io.escapement.safety.stability;

/** {@code V(x) = (x - x0)' P (x - x0)} with a symmetric positive definite P. Immutable. */
public final class QuadraticLyapunov implements LyapunovFunction {

  private final int size;
  private final double[] equilibrium;
  private final double[] weight;

  /**
   * Creates the function.
   *
   * @param equilibrium x0
   * @param weight P, row-major, symmetric and positive definite
   * @throws IllegalArgumentException if the sizes differ or P is not symmetric
   */
  public QuadraticLyapunov(double[] equilibrium, double[] weight) {
    size = equilibrium.length;
    if (weight.length != size * size) {
      throw new IllegalArgumentException(
          "expected a weight of " + size * size + " values, found " + weight.length);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        if (!(weight[i * size + j] == weight[j * size + i])) {
          throw new IllegalArgumentException("the weight is not symmetric at " + i + ", " + j);
        }
      }
    }
    this.equilibrium = equilibrium.clone();
    this.weight = weight.clone();
  }

  @Override
  public double value(double[] x) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += (x[i] - equilibrium[i]) * row(x, i);
    }
    return sum;
  }

  @Override
  public void gradient(double[] x, double[] gradient) {
    for (int i = 0; i < size; i++) {
      gradient[i] = 2 * row(x, i);
    }
  }

  private double row(double[] x, int i) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += weight[i * size + j] * (x[j] - equilibrium[j]);
    }
    return sum;
  }
}

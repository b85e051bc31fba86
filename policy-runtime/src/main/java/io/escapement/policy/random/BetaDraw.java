package io.escapement.policy.random;

/**
 * Numbers of the Beta distribution as a ratio of two Gamma numbers, these by the method of
 * Marsaglia and Tsang (2000). Computed in logarithms, so that small parameters do not underflow.
 */
public final class BetaDraw {

  /** A round is refused with a probability of at most 0.05: all of them, once in 10^80. */
  private static final int ROUNDS = 64;

  /** A round takes a normal and a uniform number; the boost of a small parameter another. */
  private static final int DRAWS_OF_GAMMA = 2 * ROUNDS + 1;

  private static final double LEAST = Double.MIN_NORMAL;
  private static final double GREATEST = 1 - 0x1p-53;

  private BetaDraw() {}

  /**
   * Draws a number; takes the first 258 draws of the element.
   *
   * @param noise the stream
   * @param index of the inference
   * @param element of the vector
   * @param alpha first parameter, greater than 0
   * @param beta second parameter, greater than 0
   * @return a number greater than 0 and less than 1; NaN if a parameter is not finite and positive
   */
  public static double of(NoiseStream noise, long index, int element, double alpha, double beta) {
    if (!(alpha > 0 && beta > 0 && alpha <= Double.MAX_VALUE && beta <= Double.MAX_VALUE)) {
      return Double.NaN;
    }
    double first = logGamma(noise, index, element, 0, alpha);
    double second = logGamma(noise, index, element, DRAWS_OF_GAMMA, beta);
    double ratio = 1 / (1 + StrictMath.exp(second - first));
    return Math.max(LEAST, Math.min(GREATEST, ratio));
  }

  /** Logarithm of a number of the Gamma distribution with the given shape and scale 1. */
  private static double logGamma(
      NoiseStream noise, long index, int element, int draw, double shape) {
    if (shape >= 1) {
      return logOfLarge(noise, index, element, draw, shape);
    }
    double uniform = noise.uniform(index, element, draw + 2 * ROUNDS);
    return logOfLarge(noise, index, element, draw, shape + 1) + StrictMath.log(uniform) / shape;
  }

  private static double logOfLarge(
      NoiseStream noise, long index, int element, int draw, double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    for (int round = 0; round < ROUNDS; round++) {
      double x = noise.normal(index, element, draw + 2 * round);
      double root = 1 + c * x;
      if (root > 0) {
        double logV = 3 * StrictMath.log(root);
        double uniform = noise.uniform(index, element, draw + 2 * round + 1);
        double bound = 0.5 * x * x + d - d * root * root * root + d * logV;
        if (StrictMath.log(uniform) < bound) {
          return StrictMath.log(d) + logV;
        }
      }
    }
    return StrictMath.log(d);
  }
}

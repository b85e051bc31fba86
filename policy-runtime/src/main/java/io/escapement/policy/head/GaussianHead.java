package io.escapement.policy.head;

import io.escapement.policy.random.NoiseStream;

/**
 * A normal distribution around the output, or the hyperbolic tangent of its numbers.
 *
 * @param spread makes the spread of its raw number
 * @param logarithmic whether the spread is the logarithm of the standard deviation
 * @param squashed whether by the tangent
 * @param noise the stream of standard normal numbers
 */
record GaussianHead(Parameter spread, boolean logarithmic, boolean squashed, NoiseStream noise)
    implements ElementHead {

  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;
  private static final double LOG_TWO = 0.6931471805599453;

  @Override
  public double draw(long index, int element, double first, double second) {
    return noise.normal(index, element, 0);
  }

  @Override
  public double centre(double first, double second) {
    return 0;
  }

  @Override
  public double action(int element, double first, double second, double luck) {
    double number = number(first, second, luck);
    return squashed ? StrictMath.tanh(number) : number;
  }

  private double number(double first, double second, double luck) {
    double value = spread.of(second);
    double deviation = logarithmic ? StrictMath.exp(value) : value;
    return deviation >= 0 ? first + deviation * luck : Double.NaN;
  }

  @Override
  public double logDensity(int element, double first, double second, double luck) {
    double value = spread.of(second);
    double logDeviation = logarithmic ? value : StrictMath.log(value);
    double density = -0.5 * luck * luck - logDeviation - HALF_LOG_TWO_PI;
    return squashed ? density - logSlope(number(first, second, luck)) : density;
  }

  /** ln(1 - tanh(u)^2), exact where the tangent has long rounded to 1. */
  static double logSlope(double u) {
    return 2 * (LOG_TWO - u - Parameter.softplus(-2 * u));
  }
}

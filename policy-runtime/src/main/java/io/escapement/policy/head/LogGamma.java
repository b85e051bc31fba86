package io.escapement.policy.head;

/** The logarithm of the Gamma function, the same bits on every machine and without garbage. */
final class LogGamma {

  /** From here on seven terms of Stirling's series are exact to double precision. */
  private static final double LARGE = 12;

  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private LogGamma() {}

  /**
   * Computes the logarithm.
   *
   * @param x finite and greater than 0
   * @return ln Gamma(x)
   */
  static double of(double x) {
    double shifted = x;
    double product = 1;
    while (shifted < LARGE) {
      product *= shifted;
      shifted += 1;
    }
    double y = 1 / (shifted * shifted);
    double series =
        (1.0 / 12
                + y
                    * (-1.0 / 360
                        + y
                            * (1.0 / 1260
                                + y
                                    * (-1.0 / 1680
                                        + y
                                            * (1.0 / 1188
                                                + y * (-691.0 / 360360 + y * (1.0 / 156)))))))
            / shifted;
    double stirling =
        (shifted - 0.5) * StrictMath.log(shifted) - shifted + HALF_LOG_TWO_PI + series;
    return stirling - StrictMath.log(product);
  }
}

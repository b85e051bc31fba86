package io.escapement.policy.head;

import io.escapement.policy.bundle.HeadSpec;
import io.escapement.policy.random.BetaDraw;
import io.escapement.policy.random.NoiseStream;

/** A Beta distribution over an interval; its luck is the part of the interval below the action. */
final class BetaHead implements ElementHead {

  private final Parameter parameter;
  private final double[] low;
  private final double[] width;
  private final boolean mode;
  private final NoiseStream noise;

  /**
   * Creates the head.
   *
   * @param spec its entry in the bundle, whose bounds fit the action
   * @param actions number of elements of an action
   * @param noise the stream
   */
  BetaHead(HeadSpec.Beta spec, int actions, NoiseStream noise) {
    this.parameter = Parameter.of(spec.beta());
    this.low = spec.bounds().low().expand(actions);
    this.width = spec.bounds().high().expand(actions);
    for (int i = 0; i < actions; i++) {
      width[i] -= low[i];
    }
    this.mode = spec.centre() == HeadSpec.Centre.MODE;
    this.noise = noise;
  }

  @Override
  public double draw(long index, int element, double first, double second) {
    return BetaDraw.of(noise, index, element, parameter.of(first), parameter.of(second));
  }

  @Override
  public double centre(double first, double second) {
    double alpha = parameter.of(first);
    double beta = parameter.of(second);
    if (!(alpha > 0 && beta > 0)) {
      return Double.NaN;
    }
    if (!mode || (alpha <= 1 && beta <= 1)) {
      return alpha / (alpha + beta);
    }
    if (alpha <= 1) {
      return 0;
    }
    return beta <= 1 ? 1 : (alpha - 1) / (alpha + beta - 2);
  }

  @Override
  public double action(int element, double first, double second, double luck) {
    return low[element] + width[element] * luck;
  }

  @Override
  public double logDensity(int element, double first, double second, double luck) {
    double alpha = parameter.of(first);
    double beta = parameter.of(second);
    if (!(alpha > 0 && beta > 0)) {
      return Double.NaN;
    }
    return term(alpha - 1, StrictMath.log(luck))
        + term(beta - 1, StrictMath.log1p(-luck))
        + LogGamma.of(alpha + beta)
        - LogGamma.of(alpha)
        - LogGamma.of(beta)
        - StrictMath.log(width[element]);
  }

  /** A power of nought is 1, even of what is 0. */
  private static double term(double power, double logarithm) {
    return power == 0 ? 0 : power * logarithm;
  }
}

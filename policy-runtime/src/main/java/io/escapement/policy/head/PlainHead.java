package io.escapement.policy.head;

/**
 * An action without a distribution: the output itself, or its hyperbolic tangent.
 *
 * @param squashed whether by the tangent
 */
record PlainHead(boolean squashed) implements ElementHead {

  @Override
  public double draw(long index, int element, double first, double second) {
    return 0;
  }

  @Override
  public double centre(double first, double second) {
    return 0;
  }

  @Override
  public double action(int element, double first, double second, double luck) {
    return squashed ? StrictMath.tanh(first) : first;
  }

  @Override
  public double logDensity(int element, double first, double second, double luck) {
    return 0;
  }
}

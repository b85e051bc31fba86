package io.escapement.policy.bundle;

import java.util.Objects;
import java.util.Optional;

/** How an action is made of what the model gives out: its head. */
public sealed interface HeadSpec {

  /** The output is the action. */
  record Deterministic() implements HeadSpec {}

  /** The action is the output's hyperbolic tangent. */
  record Tanh() implements HeadSpec {}

  /**
   * The output is the mean of a normal distribution.
   *
   * @param spread the logarithm of the standard deviation, or the standard deviation
   * @param scale which of the two {@code spread} is
   * @param squashed whether the action is the hyperbolic tangent of the normal number
   * @param sample whether the action is drawn; otherwise the mean is taken
   */
  record Gaussian(ParameterSpec spread, Scale scale, boolean squashed, boolean sample)
      implements HeadSpec {
    /**
     * Checks that the parts are there.
     *
     * @param spread the spread
     * @param scale what it is
     * @param squashed whether by the hyperbolic tangent
     * @param sample whether the action is drawn
     */
    public Gaussian {
      Objects.requireNonNull(spread, "spread");
      Objects.requireNonNull(scale, "scale");
    }
  }

  /**
   * The output is the first parameter, alpha, of a Beta distribution over an interval.
   *
   * @param beta the second parameter; its mapping is that of alpha as well
   * @param bounds the interval of each element of an action
   * @param centre what is taken if the action is not drawn
   * @param sample whether the action is drawn
   */
  record Beta(ParameterSpec beta, Bounds bounds, Centre centre, boolean sample)
      implements HeadSpec {
    /**
     * Checks that the parts are there.
     *
     * @param beta the second parameter
     * @param bounds the interval
     * @param centre what is taken if the action is not drawn
     * @param sample whether the action is drawn
     */
    public Beta {
      Objects.requireNonNull(beta, "beta");
      Objects.requireNonNull(bounds, "bounds");
      Objects.requireNonNull(centre, "centre");
    }
  }

  /** What the spread of a normal distribution is given as. */
  enum Scale {
    /** The natural logarithm of the standard deviation. */
    LOG_STD,
    /** The standard deviation. */
    STD
  }

  /** What stands for a Beta distribution. */
  enum Centre {
    /** The mean, {@code alpha / (alpha + beta)}. */
    MEAN,
    /**
     * The mode, {@code (alpha - 1) / (alpha + beta - 2)}; the end of the interval where the density
     * is greatest at one end only, and the mean where it is at both.
     */
    MODE
  }

  /**
   * The parameter beside the first.
   *
   * @return empty for a head without a distribution
   */
  default Optional<ParameterSpec> second() {
    if (this instanceof Gaussian gaussian) {
      return Optional.of(gaussian.spread());
    }
    return this instanceof Beta beta ? Optional.of(beta.beta()) : Optional.empty();
  }

  /**
   * Whether actions are drawn.
   *
   * @return false if the same observation always gives the same action
   */
  default boolean sample() {
    return false;
  }

  /**
   * The output beside the main one that the head reads.
   *
   * @return its tensor's name, empty if there is none
   */
  default Optional<String> furtherOutput() {
    return second()
        .map(ParameterSpec::source)
        .filter(ParameterSpec.OfOutput.class::isInstance)
        .map(source -> ((ParameterSpec.OfOutput) source).tensor());
  }

  /**
   * Whether the main output holds two parameters, one behind the other along its last axis.
   *
   * @return true if it is twice as large as the action
   */
  default boolean halves() {
    return second().map(ParameterSpec::source).orElse(null) instanceof ParameterSpec.SecondHalf;
  }

  /**
   * Size of the main output.
   *
   * @param actions number of elements of the action, or of the whole chunk
   * @return number of elements that the model's output must have
   */
  default int mainSize(int actions) {
    return halves() ? 2 * actions : actions;
  }
}

package io.escapement.policy.head;

import io.escapement.policy.bundle.HeadSpec;
import io.escapement.policy.bundle.ParameterSpec;
import io.escapement.policy.random.NoiseStream;
import java.util.Objects;

/**
 * A head as a function of a model's outputs and the index of the inference. Pure, for any thread,
 * without garbage, so that asynchronous inference and its re-computation use it as the loop does.
 *
 * <p>Where a raw parameter of an element is not finite, its action and the log-probability are NaN:
 * a squashed infinity must not pass for an action.
 */
public final class HeadFunction {

  private final int actions;
  private final int size;
  private final boolean halves;
  private final boolean sample;
  private final boolean probability;
  private final double[] constants;
  private final ElementHead head;

  /**
   * Creates the function.
   *
   * @param spec the head
   * @param rows number of actions that an inference gives, 1 unless it is a chunk
   * @param actions number of elements of an action
   * @param noise the stream that samples are drawn from
   * @throws IllegalArgumentException if constants or bounds do not fit the action
   */
  public HeadFunction(HeadSpec spec, int rows, int actions, NoiseStream noise) {
    Objects.requireNonNull(noise, "noise");
    this.actions = actions;
    this.size = Math.multiplyExact(rows, actions);
    this.halves = spec.halves();
    this.sample = spec.sample();
    this.probability = spec.second().isPresent();
    this.constants =
        spec.second().map(ParameterSpec::source).orElse(null)
                instanceof ParameterSpec.Constant constant
            ? constant.values().expand(actions)
            : null;
    this.head = element(spec, actions, noise);
  }

  private static ElementHead element(HeadSpec spec, int actions, NoiseStream noise) {
    if (spec instanceof HeadSpec.Gaussian gaussian) {
      return new GaussianHead(
          Parameter.of(gaussian.spread()),
          gaussian.scale() == HeadSpec.Scale.LOG_STD,
          gaussian.squashed(),
          noise);
    }
    return spec instanceof HeadSpec.Beta beta
        ? new BetaHead(beta, actions, noise)
        : new PlainHead(spec instanceof HeadSpec.Tanh);
  }

  /** Reads numbers, such as a channel's or an array's. */
  @FunctionalInterface
  public interface Numbers {
    /**
     * Reads one.
     *
     * @param element index from 0
     * @return its value
     */
    float get(int element);
  }

  /** Takes what the head made of an element. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes an element.
     *
     * @param element index from 0, through all rows
     * @param action the action
     * @param luck the random number that it was made of, or what stood for it
     */
    void take(int element, float action, double luck);
  }

  /**
   * Number of elements of the action, or of all actions of a chunk.
   *
   * @return rows times elements of an action
   */
  public int size() {
    return size;
  }

  /**
   * Number of elements of the main output.
   *
   * @return {@link #size}, or twice as many if it holds two parameters
   */
  public int mainSize() {
    return halves ? 2 * size : size;
  }

  /**
   * Whether actions are drawn.
   *
   * @return false if the luck is always the same
   */
  public boolean samples() {
    return sample;
  }

  /**
   * Whether there is a distribution, and so a log-probability.
   *
   * @return false for a plain output
   */
  public boolean hasProbability() {
    return probability;
  }

  /**
   * Makes the actions.
   *
   * @param index of the inference
   * @param main the main output
   * @param further the output of the second parameter, ignored if there is none
   * @param furtherCount its number of elements: as many as {@link #size}, or those of one action
   * @param taker takes the actions
   * @return natural logarithm of their density, 0 without a distribution
   */
  public double apply(long index, Numbers main, Numbers further, int furtherCount, Taker taker) {
    double logProbability = 0;
    for (int i = 0; i < size; i++) {
      int element = i % actions;
      int at = halves ? 2 * i - element : i;
      double first = main.get(at);
      double second = second(i, at, main, further, furtherCount);
      double luck = sample ? head.draw(index, i, first, second) : head.centre(first, second);
      boolean finite = Double.isFinite(first) && Double.isFinite(second);
      double action = finite ? head.action(element, first, second, luck) : Double.NaN;
      taker.take(i, (float) action, luck);
      logProbability += finite ? head.logDensity(element, first, second, luck) : Double.NaN;
    }
    return logProbability;
  }

  private double second(int i, int at, Numbers main, Numbers further, int furtherCount) {
    if (halves) {
      return main.get(at + actions);
    }
    if (constants != null) {
      return constants[i % actions];
    }
    return probability ? further.get(i % furtherCount) : 0;
  }
}

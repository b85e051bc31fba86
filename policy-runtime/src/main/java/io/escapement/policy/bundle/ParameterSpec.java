package io.escapement.policy.bundle;

import java.util.Objects;

/**
 * A parameter of a head's distribution beside the first: where its raw numbers stand, and what is
 * made of them.
 *
 * @param source where the raw numbers stand
 * @param mapping what is made of a raw number
 * @param low least value of the mappings {@code clamp} and {@code tanh}
 * @param high greatest value of these
 * @param offset added after the mapping {@code softplus}
 */
public record ParameterSpec(
    Source source, Mapping mapping, double low, double high, double offset) {

  /** What is made of a raw number x. */
  public enum Mapping {
    /** The number itself. */
    NONE,
    /** The number, but at least {@code low} and at most {@code high}. */
    CLAMP,
    /** {@code low + (high - low) (1 + tanh x) / 2}. */
    TANH,
    /** {@code ln(1 + exp x) + offset}. */
    SOFTPLUS
  }

  /** Where raw numbers stand. */
  public sealed interface Source {}

  /**
   * In the bundle itself.
   *
   * @param values one for all elements of an action, or one for each
   */
  public record Constant(PerElement values) implements Source {
    /**
     * Checks that there are some.
     *
     * @param values one for all elements, or one for each
     */
    public Constant {
      Objects.requireNonNull(values, "values");
    }
  }

  /** In the second half of the last axis of the main output, behind the first parameter. */
  public record SecondHalf() implements Source {}

  /**
   * In an output of its own.
   *
   * @param tensor its name
   */
  public record OfOutput(String tensor) implements Source {
    /**
     * Checks that there is a name.
     *
     * @param tensor the output's name
     */
    public OfOutput {
      Objects.requireNonNull(tensor, "tensor");
    }
  }

  /**
   * Checks that the parts are there.
   *
   * @param source where the raw numbers stand
   * @param mapping what is made of them
   * @param low least value, used by some mappings
   * @param high greatest value, used by some mappings
   * @param offset used by {@code softplus}
   */
  public ParameterSpec {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(mapping, "mapping");
  }

  /**
   * Raw numbers that are the parameter.
   *
   * @param source where they stand
   * @return a parameter without a mapping
   */
  public static ParameterSpec plain(Source source) {
    return new ParameterSpec(source, Mapping.NONE, 0, 0, 0);
  }
}

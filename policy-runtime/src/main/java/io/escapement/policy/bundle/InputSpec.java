package io.escapement.policy.bundle;

import java.util.List;
import java.util.Objects;

/** What an input of a model takes that is not its main observation. */
public sealed interface InputSpec {

  /**
   * The number of inferences since the last reset, as motion trackers take it.
   *
   * @param start value at the first inference
   * @param step added at each inference
   * @param last greatest value, at which the clock stays; infinite for none
   */
  record Clock(double start, double step, double last) implements InputSpec {}

  /**
   * Another observation.
   *
   * @param observations its terms, in the order of its elements
   */
  record Observed(List<ObservationSpec> observations) implements InputSpec {

    /**
     * Keeps a copy.
     *
     * @param observations the terms
     */
    public Observed {
      observations = List.copyOf(observations);
    }
  }

  /** Standard normal noise, new at each inference, from the policy's seed. */
  record Noise() implements InputSpec {}

  /**
   * The same at each inference.
   *
   * @param values one for all elements, or one for each
   */
  record Constant(PerElement values) implements InputSpec {

    /**
     * Checks that it is there.
     *
     * @param values one for all elements, or one for each
     */
    public Constant {
      Objects.requireNonNull(values, "values");
    }
  }
}

package io.escapement.policy.bundle;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A tensor that a model takes and gives back for its next inference, such as the hidden state of a
 * recurrent network.
 *
 * @param input name of the input that takes it
 * @param output name of the output that gives it
 * @param initial what it holds after a start or a reset, one for all elements or one for each
 * @param source where the initial values were read from, empty if they were written in place
 */
public record StateSpec(String input, String output, PerElement initial, Optional<Source> source) {

  /**
   * A tensor in a safetensors file.
   *
   * @param file absolute path
   * @param tensor its name in the file
   */
  public record Source(Path file, String tensor) {}

  /**
   * Checks that all are there.
   *
   * @param input name of the input
   * @param output name of the output
   * @param initial first values
   * @param source where they were read from
   */
  public StateSpec {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(initial, "initial");
    Objects.requireNonNull(source, "source");
  }

  /**
   * A state that is zero at the start.
   *
   * @param input name of the input
   * @param output name of the output
   * @return the state
   */
  public static StateSpec zero(String input, String output) {
    return new StateSpec(input, output, PerElement.ZERO, Optional.empty());
  }
}

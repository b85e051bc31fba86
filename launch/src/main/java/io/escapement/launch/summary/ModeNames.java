package io.escapement.launch.summary;

import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Names for the numbers in the supervisor's channels.
 *
 * @param modes name of a mode by its index
 * @param causes name of a cause of a transition by its code
 */
public record ModeNames(IntFunction<String> modes, IntFunction<String> causes) {

  /**
   * Checks that both are there.
   *
   * @param modes name of a mode by its index
   * @param causes name of a cause by its code
   */
  public ModeNames {
    Objects.requireNonNull(modes, "modes");
    Objects.requireNonNull(causes, "causes");
  }
}

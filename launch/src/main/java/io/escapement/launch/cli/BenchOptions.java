package io.escapement.launch.cli;

import io.escapement.controller.config.Durations;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads the options that measurements share, and says what is wrong with them. */
final class BenchOptions {

  private static final double NS_PER_S = 1e9;
  private static final double SHORTEST_S = 0.1;
  private static final double LONGEST_S = 24 * 3600;

  private BenchOptions() {}

  /**
   * A rate within bounds.
   *
   * @param spec the command, for the error
   * @param text what the user wrote
   * @param lowest lowest that can be measured, ticks per second
   * @param highest highest
   * @return ticks per second
   * @throws ParameterException if it is no number, or out of bounds
   */
  static double rateHz(CommandSpec spec, String text, double lowest, double highest) {
    double value;
    try {
      value = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!(value >= lowest && value <= highest)) {
      throw new ParameterException(
          spec.commandLine(),
          String.format(
              java.util.Locale.ROOT,
              "--rate: expected ticks per second, a number from %.0f to %.0f, found %s.",
              lowest,
              highest,
              text));
    }
    return value;
  }

  /**
   * A duration that a measurement can have.
   *
   * @param spec the command, for the error
   * @param text what the user wrote
   * @return seconds
   * @throws ParameterException if it is no duration, too short or too long
   */
  static double durationS(CommandSpec spec, String text) {
    double seconds = Durations.parseNs(text).orElse(0) / NS_PER_S;
    if (seconds < SHORTEST_S || seconds > LONGEST_S) {
      throw new ParameterException(
          spec.commandLine(),
          "--duration: expected "
              + Durations.EXPECTED
              + ", from 100ms to 24h, found "
              + text
              + ".");
    }
    return seconds;
  }
}

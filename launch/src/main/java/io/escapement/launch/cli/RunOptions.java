package io.escapement.launch.cli;

import io.escapement.controller.config.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of the commands that run a policy. */
public final class RunOptions {

  @Option(
      names = "--lockstep",
      description = "Simulated time, as fast as it goes, instead of the pacer in the YAML.")
  boolean lockstep;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "How long to run, such as 10s or 2min (a plain number is seconds).")
  String duration;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a key of the YAML, such as command.vx=0.5. Can be given many times.")
  List<String> settings = new ArrayList<>();

  @Option(names = "--quiet", description = "No live line while it runs.")
  boolean quiet;

  /** Made by the command line's parser. */
  public RunOptions() {}

  /**
   * All overrides, those of the short options included.
   *
   * @return {@code key=value} each
   */
  List<String> overrides() {
    List<String> all = new ArrayList<>(settings);
    if (lockstep) {
      all.add("loop.pacer=lockstep");
    }
    if (duration != null) {
      if (duration.isBlank()) {
        throw ConfigurationException.at("--duration")
            .expected("a duration such as 10s")
            .found("nothing")
            .build();
      }
      all.add("duration=" + duration);
    }
    return all;
  }
}

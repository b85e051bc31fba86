package io.escapement.launch.cli;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.YamlReader;
import io.escapement.launch.fitting.Calibration;
import io.escapement.launch.fitting.ScoreSubject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code escapement calibrate}: a threshold with a known rate of false alarms. */
@Command(
    name = "calibrate",
    description = {
      "Finds the threshold that a run like those given exceeds with a probability of at most alpha:"
          + " the k-th smallest of their greatest scores, k = ceil((n + 1)(1 - alpha)). Each run"
          + " counts as one episode."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement calibrate run.yaml runs/* --alpha 0.05 -o threshold.json"})
public final class CalibrateCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "RUN.yaml|FILE.json",
      description = "A run with scores, or a score that escapement fit wrote.")
  Path file;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RUN_DIR",
      description = "Directories of good runs, others than those that the score was fitted to.")
  List<Path> runs = new ArrayList<>();

  @Option(
      names = "--alpha",
      paramLabel = "P",
      defaultValue = "0.05",
      description =
          "Greatest probability of a false alarm in an episode. Default: ${DEFAULT-VALUE}.")
  double alpha;

  @Option(
      names = "--score",
      paramLabel = "NAME",
      description = "Which of the run's scores; for a file of its own, the name in the run to be.")
  String score;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      description = "Time over which a fitted score is averaged, such as 100ms. Default: one tick.")
  String window;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.json",
      description = "The file to write. Default: the threshold_file of the run's score.")
  Path output;

  @Option(names = "--force", description = "Replace the file if it is there.")
  boolean force;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public CalibrateCommand() {}

  @Override
  public Integer call() {
    FitScoreCommand.demand(alpha > 0 && alpha < 1, "--alpha", "a number between 0 and 1", alpha);
    ScoreSubject subject =
        ScoreSubject.read(
            file,
            Optional.ofNullable(score),
            Optional.ofNullable(window)
                .map(text -> YamlReader.parse(text, "--window", Path.of("")).durationNs()));
    Path target =
        Optional.ofNullable(output)
            .or(subject::thresholdFile)
            .orElseThrow(
                () ->
                    ConfigurationException.at("--output")
                        .summary("there is no saying where the threshold is to go")
                        .remedy("name a file with -o, or write threshold_file in the run's score")
                        .build());
    Calibration calibration = Calibration.make(subject, runs, alpha, target, force);
    Output out = new Output(System.out);
    if (common.json) {
      out.json(calibration);
    } else {
      out.text(calibration.text());
    }
    calibration.failure().ifPresent(System.err::println);
    return calibration.failure().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}

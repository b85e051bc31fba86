package io.escapement.launch.cli;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.feature.Feature;
import io.escapement.launch.fitting.ScoreFit;
import io.escapement.launch.fitting.ScoreFitOrder;
import io.escapement.safety.scoring.ScoreFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code escapement fit score}: how unlike recorded runs a state is. */
@Command(
    name = "score",
    description = {
      "Fits a score to the ticks of recorded runs on which a policy commanded: how far a state is"
          + " from them. A run uses the file under scores."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: escapement fit score runs/* --type mahalanobis --features"
          + " joints/position,joints/velocity -o far.json"
    })
public final class FitScoreCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "RUN_DIR", description = "Directories of good runs.")
  List<Path> runs = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      required = true,
      description = "mahalanobis, or nearest_neighbours for states in several clusters.")
  String type;

  @Option(
      names = "--features",
      paramLabel = "CHANNEL",
      required = true,
      description =
          "Channels without the robot's name, with commas; some elements by their indexes, as in"
              + " joints/velocity[0:3]. Can be given many times.")
  List<String> features = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.json",
      required = true,
      description = "The file to write.")
  Path output;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "1",
      description = "Take one of N ticks. Default: ${DEFAULT-VALUE}.")
  int every;

  @Option(
      names = "--shrinkage",
      paramLabel = "S",
      defaultValue = "1e-6",
      description =
          "How much of the covariance is replaced by a multiple of the identity, 0 to 1. Default:"
              + " ${DEFAULT-VALUE}.")
  double shrinkage;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "500",
      description = "How many states nearest_neighbours keeps. Default: ${DEFAULT-VALUE}.")
  int points;

  @Option(
      names = "--neighbours",
      paramLabel = "K",
      defaultValue = "5",
      description = "Over how many of them it averages. Default: ${DEFAULT-VALUE}.")
  int neighbours;

  @Option(names = "--force", description = "Replace the file if it is there.")
  boolean force;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public FitScoreCommand() {}

  @Override
  public Integer call() {
    demand(
        type.equals(ScoreFile.MAHALANOBIS) || type.equals(ScoreFile.NEAREST_NEIGHBOURS),
        "--type",
        "mahalanobis or nearest_neighbours",
        type);
    demand(every >= 1, "--every", "a number from 1 on", every);
    demand(shrinkage >= 0 && shrinkage <= 1, "--shrinkage", "a number from 0 to 1", shrinkage);
    demand(points >= 1, "--points", "a number from 1 on", points);
    demand(neighbours >= 1, "--neighbours", "a number from 1 on", neighbours);
    ScoreFit fit =
        ScoreFit.make(
            new ScoreFitOrder(
                type,
                runs,
                Feature.read("--features", features),
                every,
                shrinkage,
                points,
                neighbours),
            output,
            force);
    Output out = new Output(System.out);
    if (common.json) {
      out.json(fit);
    } else {
      out.text(fit.text());
    }
    return ExitCode.DONE;
  }

  static void demand(boolean holds, String option, String expected, Object found) {
    if (!holds) {
      throw ConfigurationException.at(option).expected(expected).found(found.toString()).build();
    }
  }
}

package io.escapement.launch.cli;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.feature.Feature;
import io.escapement.launch.fitting.KernelFit;
import io.escapement.launch.fitting.KernelFitOrder;
import io.escapement.safety.kernel.KernelBarrier;
import io.escapement.safety.kernel.UnsafeSet;
import io.escapement.safety.scoring.KernelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code escapement fit kernel}: a barrier from recorded transitions. */
@Command(
    name = "kernel",
    description = {
      "Learns from the transitions of recorded runs how near the unsafe set a command will lead,"
          + " and says what probability of getting there follows from keeping to it. A run uses the"
          + " file under scores, with the type kernel_barrier."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: escapement fit kernel runs/* --features joints/position,joints/velocity --actions"
          + " command/position --unsafe 'joints/position[1] > 1.2' -o barrier.json"
    })
public final class FitKernelCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "RUN_DIR", description = "Directories of good runs.")
  List<Path> runs = new ArrayList<>();

  @Option(
      names = "--features",
      paramLabel = "CHANNEL",
      required = true,
      description = "The state: channels without the robot's name, with commas.")
  List<String> features = new ArrayList<>();

  @Option(
      names = "--actions",
      paramLabel = "CHANNEL",
      required = true,
      description = "The command: command/position, velocity, stiffness, damping or effort.")
  List<String> actions = new ArrayList<>();

  @Option(
      names = "--unsafe",
      paramLabel = "LIMIT",
      required = true,
      description =
          "What must not be, such as 'joints/position[1] > 1.2'. Can be given many times: any of"
              + " them is unsafe.")
  List<String> unsafe = new ArrayList<>();

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
      description = "Take one of N transitions. Default: ${DEFAULT-VALUE}.")
  int every;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "500",
      description = "Greatest number of points, 1 to 500. Default: ${DEFAULT-VALUE}.")
  int points;

  @Option(
      names = "--scale",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "Length scales, in deviations of the data times the root of their number. Default:"
              + " ${DEFAULT-VALUE}.")
  double scale;

  @Option(
      names = "--regularisation",
      paramLabel = "X",
      defaultValue = "1e-3",
      description = "N lambda. Default: ${DEFAULT-VALUE}.")
  double regularisation;

  @Option(
      names = "--growth",
      paramLabel = "C",
      description =
          "By how much the barrier may be expected to grow a tick. Default: the least by which all"
              + " recorded commands pass.")
  Double growth;

  @Option(
      names = "--epsilon",
      paramLabel = "X",
      description =
          "Bound on the error of what is expected. Default: the greatest error on every fifth"
              + " transition, which is held out.")
  Double epsilon;

  @Option(
      names = "--horizon",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds for which the bound is given. Default: ${DEFAULT-VALUE}.")
  double horizonS;

  @Option(names = "--force", description = "Replace the file if it is there.")
  boolean force;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public FitKernelCommand() {}

  @Override
  public Integer call() {
    FitScoreCommand.demand(every >= 1, "--every", "a number from 1 on", every);
    FitScoreCommand.demand(
        points >= 1 && points <= KernelBarrier.MOST_POINTS, "--points", "1 to 500", points);
    FitScoreCommand.demand(scale > 0, "--scale", "a number above 0", scale);
    FitScoreCommand.demand(
        regularisation > 0, "--regularisation", "a number above 0", regularisation);
    FitScoreCommand.demand(growth == null || growth >= 0, "--growth", "from 0 on", growth);
    FitScoreCommand.demand(epsilon == null || epsilon >= 0, "--epsilon", "from 0 on", epsilon);
    FitScoreCommand.demand(horizonS >= 0, "--horizon", "seconds from 0 on", horizonS);
    List<Feature> commanded = Feature.read("--actions", actions);
    for (Feature action : commanded) {
      FitScoreCommand.demand(
          action.channel().startsWith(KernelFile.COMMAND),
          "--actions",
          "command/position and the like",
          action);
    }
    KernelFit fit =
        KernelFit.make(
            new KernelFitOrder(
                runs,
                Feature.read("--features", features),
                commanded,
                limits(),
                every,
                points,
                scale,
                regularisation,
                growth == null ? OptionalDouble.empty() : OptionalDouble.of(growth),
                epsilon == null ? OptionalDouble.empty() : OptionalDouble.of(epsilon),
                horizonS),
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

  private List<UnsafeSet.Limit> limits() {
    List<UnsafeSet.Limit> limits = new ArrayList<>();
    for (String text : unsafe) {
      try {
        limits.add(UnsafeSet.Limit.parse(text));
      } catch (IllegalArgumentException e) {
        throw ConfigurationException.at("--unsafe")
            .expected("one element of a channel and a limit, such as joints/position[1] > 1.2")
            .found(text)
            .cause(e)
            .build();
      }
    }
    return limits;
  }
}

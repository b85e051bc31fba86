package io.escapement.launch.cli;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.launch.session.ReplaySession;
import io.escapement.launch.session.VerificationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code escapement replay}: re-executes a journaled run and compares. */
@Command(
    name = "replay",
    description =
        "Re-executes a journaled run from its inputs and compares every derived value, bit for bit.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement replay runs/20260101T120000Z-go1 --verify"})
public final class ReplayCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN_DIR", description = "Directory of the run.")
  Path directory;

  @Option(names = "--verify", description = "Fail with exit code 1 if one bit differs.")
  boolean verify;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Replay with another value of a key of the run's YAML. Can be given many times.")
  List<String> settings = new ArrayList<>();

  @Option(
      names = "--plugins",
      paramLabel = "JAR|DIR",
      description =
          "Where the jars of the run's plug-ins lie, if they were moved. Can be given many times.")
  List<Path> plugins = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "S",
      description = "Start at the keyframe before this time of the run, seconds.")
  double fromS;

  @Option(names = "--to", paramLabel = "S", description = "End at this time of the run, seconds.")
  double toS = Double.POSITIVE_INFINITY;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Verify in so many threads. Default: one for each processor.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description =
          "Tolerance of inference on another machine than the recording one, relative to max(1, |x|)."
              + " Default: ${DEFAULT-VALUE}.",
      defaultValue = "1e-5")
  double tolerance;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public ReplayCommand() {}

  @Override
  public Integer call() {
    demand(threads >= 1, "--threads", "a number from 1 on", threads);
    demand(tolerance >= 0, "--tolerance", "a number from 0 on", tolerance);
    demand(fromS >= 0, "--from", "seconds from 0 on", fromS);
    demand(toS >= fromS, "--to", "seconds from " + fromS + " on, where --from is", toS);
    VerificationReport report =
        ReplaySession.open(directory, settings, plugins).verify(fromS, toS, threads, tolerance);
    Output output = new Output(System.out);
    if (common.json) {
      output.json(report);
    } else {
      output.text(report.text());
    }
    return verify && !report.passed() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static void demand(boolean holds, String option, String expected, Number found) {
    if (!holds) {
      throw ConfigurationException.at(option).expected(expected).found(found.toString()).build();
    }
  }
}

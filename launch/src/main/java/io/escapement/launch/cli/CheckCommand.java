package io.escapement.launch.cli;

import io.escapement.launch.session.CheckReport;
import io.escapement.launch.session.RunSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code escapement check}: the preflight of a run, and nothing else. */
@Command(
    name = "check",
    description = "Checks everything that a run needs, and moves nothing.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement check examples/go1/run.yaml"})
public final class CheckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN.yaml", description = "What to check.")
  Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a key of the YAML. Can be given many times.")
  List<String> settings = new ArrayList<>();

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public CheckCommand() {}

  @Override
  public Integer call() {
    CheckReport report = RunSession.check(file, settings);
    Output output = new Output(System.out);
    if (common.json) {
      output.json(report);
    } else {
      output.text(report.text());
    }
    return ExitCode.DONE;
  }
}

package io.escapement.launch.cli;

import io.escapement.launch.session.RecoveryReport;
import io.escapement.launch.session.RecoverySession;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code escapement recover}: brings what a killed run left in shared memory into its journal. */
@Command(
    name = "recover",
    description = "Saves what a killed run left in shared memory into its journal. Safe to repeat.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: escapement recover runs/20260101T120000Z-go1"})
public final class RecoverCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN_DIR", description = "Directory of the run.")
  Path directory;

  @Mixin CommonOptions common;

  /** Made by the command line's parser. */
  public RecoverCommand() {}

  @Override
  public Integer call() {
    RecoveryReport report = RecoverySession.recover(directory);
    Output output = new Output(System.out);
    if (common.json) {
      output.json(report);
    } else {
      output.text(report.text());
    }
    return ExitCode.DONE;
  }
}

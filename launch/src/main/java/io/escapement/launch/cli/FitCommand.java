package io.escapement.launch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code escapement fit}: what the safety chain learns from recorded runs. */
@Command(
    name = "fit",
    description = "Fits what the safety chain needs to recorded runs.",
    synopsisSubcommandLabel = "WHAT",
    mixinStandardHelpOptions = true,
    subcommands = {FitScoreCommand.class, FitKernelCommand.class},
    footer = {
      "",
      "Example: escapement fit score runs/* --type mahalanobis --features joints/position -o far.json"
    })
public final class FitCommand implements Runnable {

  @Spec CommandSpec spec;

  /** Made by the command line's parser. */
  public FitCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "fit: expected what to fit: score, kernel.");
  }
}

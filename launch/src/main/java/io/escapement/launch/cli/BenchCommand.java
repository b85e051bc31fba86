package io.escapement.launch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code escapement bench}: what this machine can hold. */
@Command(
    name = "bench",
    description = "Measures what this machine can hold.",
    synopsisSubcommandLabel = "WHAT",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchJournalCommand.class,
      BenchLoopCommand.class,
      BenchPolicyCommand.class,
      BenchSafetyCommand.class,
      BenchTickCommand.class
    },
    footer = {"", "Example: escapement bench tick"})
public final class BenchCommand implements Runnable {

  @Spec CommandSpec spec;

  /** Made by the command line's parser. */
  public BenchCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "bench: expected what to measure: journal, loop, policy, safety, tick.");
  }
}

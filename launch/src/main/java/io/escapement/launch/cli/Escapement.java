package io.escapement.launch.cli;

import picocli.CommandLine.Command;

/** The root command. */
@Command(
    name = "escapement",
    description =
        "Runs learned policies (ONNX) on robots at a fixed rate, bounded, journaled and replayable bit for bit.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      CheckCommand.class,
      ReplayCommand.class,
      RecoverCommand.class,
      InspectCommand.class,
      ImportCommand.class,
      DoctorCommand.class,
      BenchCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 the check or the run failed; 2 wrong command line or YAML; 3 an internal fault.",
      "",
      "Example: escapement demo"
    })
public final class Escapement {

  /** Made by the command line's parser. */
  public Escapement() {}
}

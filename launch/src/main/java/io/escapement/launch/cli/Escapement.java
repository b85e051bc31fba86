package io.escapement.launch.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command; {@link #line} gives it its subcommands. */
@Command(
    name = "escapement",
    description =
        "Runs learned policies (ONNX) on robots at a fixed rate, bounded, journaled and replayable bit for bit.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 done; 1 the check or the run failed; 2 wrong command line or YAML; 3 an internal fault.",
      "",
      "Example: escapement demo"
    })
public final class Escapement {

  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          RunCommand.class,
          CheckCommand.class,
          ReplayCommand.class,
          RecoverCommand.class,
          InspectCommand.class,
          ImportCommand.class,
          FitCommand.class,
          CalibrateCommand.class,
          DoctorCommand.class,
          BenchCommand.class);

  /** Made by the command line's parser. */
  public Escapement() {}

  /**
   * The parser of a command line. One that begins with a subcommand's name is given that one alone:
   * to find out what all the others take is a good part of a start.
   *
   * @param args the words of the command line
   * @return a new parser
   */
  static CommandLine line(String... args) {
    CommandLine line = new CommandLine(new Escapement());
    Optional<Class<?>> named =
        COMMANDS.stream().filter(command -> args.length > 0 && named(command, args[0])).findFirst();
    named.map(List::<Class<?>>of).orElse(COMMANDS).forEach(line::addSubcommand);
    return line;
  }

  private static boolean named(Class<?> command, String name) {
    return command.getAnnotation(Command.class).name().equals(name);
  }
}

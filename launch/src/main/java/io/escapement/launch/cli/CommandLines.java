package io.escapement.launch.cli;

import java.util.List;
import picocli.CommandLine;

/** Runs command lines. */
public final class CommandLines {

  private static final int WIDTH = 100;

  private CommandLines() {}

  /**
   * Runs one command line in this process.
   *
   * @param args the words of the command line
   * @return the exit code, see {@link ExitCode}
   */
  public static int execute(String... args) {
    Errors errors = new Errors();
    CommandLine line =
        Escapement.line(args)
            .setUsageHelpWidth(WIDTH)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(errors)
            .setParameterExceptionHandler(errors);
    if (args.length == 0) {
      line.usage(line.getErr());
      return ExitCode.USAGE;
    }
    try {
      return line.execute(args);
    } catch (Error e) {
      // No memory, or a native library that does not fit: picocli passes on only exceptions.
      return Errors.report(e, line.getErr(), List.of(args).contains("--debug"));
    }
  }
}

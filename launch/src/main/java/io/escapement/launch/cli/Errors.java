package io.escapement.launch.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.journal.JournalException;
import io.escapement.hardware.DriverException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into words for the user and an exit code. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    boolean debug = parsed.expandedArgs().contains("--debug");
    int code = report(failure, command.getErr(), debug);
    if (parsed.expandedArgs().contains("--json")) {
      json(failure.getMessage() == null ? failure.toString() : failure.getMessage(), code);
    }
    return code;
  }

  /** Who reads standard output as JSON gets an object from a command that failed as well. */
  private static void json(String message, int code) {
    new Output(System.out).json(new Failure(message, code));
  }

  /**
   * A command that failed, as {@code --json} prints it.
   *
   * @param error what is wrong, as on standard error
   * @param exitCode the exit code
   */
  record Failure(String error, @JsonProperty("exit_code") int exitCode) {}

  /** Says what happened, and gives the exit code for it. */
  static int report(Throwable failure, PrintWriter err, boolean debug) {
    int code;
    if (failure instanceof ConfigurationException) {
      err.println(failure.getMessage());
      code = ExitCode.USAGE;
    } else if (failure instanceof PreflightException
        || failure instanceof DriverException
        || failure instanceof JournalException) {
      err.println(failure.getMessage());
      code = ExitCode.FAILED;
    } else {
      err.println("internal fault: " + failure);
      err.println("Remedy: run again with --debug and report the stack trace.");
      code = ExitCode.FAULT;
    }
    if (debug) {
      failure.printStackTrace(err);
    }
    err.flush();
    return code;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.println(
        "Remedy: " + command.getCommandSpec().qualifiedName() + " --help shows what it takes.");
    err.flush();
    if (List.of(args).contains("--json")) {
      json(failure.getMessage(), ExitCode.USAGE);
    }
    return ExitCode.USAGE;
  }
}

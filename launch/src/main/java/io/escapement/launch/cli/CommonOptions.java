package io.escapement.launch.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {

  @Option(
      names = "--json",
      description =
          "Print one JSON object on standard output; everything else goes to standard error.")
  boolean json;

  @Option(names = "--debug", description = "Print stack traces with errors.")
  boolean debug;

  /** Made by the command line's parser. */
  public CommonOptions() {}

  /** Prints the stack trace of a failure that is part of a result, where the user wants it. */
  void debug(Optional<Throwable> failure) {
    if (debug) {
      failure.ifPresent(Throwable::printStackTrace);
    }
  }
}

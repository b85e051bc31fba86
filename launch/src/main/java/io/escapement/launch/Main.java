package io.escapement.launch;

import io.escapement.launch.cli.CommandLines;

/** Starts the program. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and exits with its code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(CommandLines.execute(args));
  }
}

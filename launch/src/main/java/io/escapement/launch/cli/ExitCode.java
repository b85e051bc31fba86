package io.escapement.launch.cli;

/** Exit codes of the program. */
public final class ExitCode {

  /** Done. */
  public static final int DONE = 0;

  /** The check or the run failed. */
  public static final int FAILED = 1;

  /** The command line or a YAML is wrong. */
  public static final int USAGE = 2;

  /** An internal fault. */
  public static final int FAULT = 3;

  private ExitCode() {}
}

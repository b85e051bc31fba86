package io.escapement.hardware;

/** A device failed or refused while it was in use. The message names the driver and the remedy. */
public final class DriverException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param driver the driver's name
   * @param problem what happened, and what to do
   */
  public DriverException(String driver, String problem) {
    this(driver, problem, null);
  }

  /**
   * Creates the exception.
   *
   * @param driver the driver's name
   * @param problem what happened, and what to do
   * @param cause what led here, or null
   */
  public DriverException(String driver, String problem, Throwable cause) {
    super("driver " + driver + ": " + problem, cause);
  }
}

package io.escapement.controller.stage;

/**
 * A pipeline that must not run: its wiring breaks a rule of the tick record. The message names
 * stage and channel.
 */
public final class PipelineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the refusal.
   *
   * @param message what is wrong, with stage and channel
   */
  public PipelineException(String message) {
    super(message);
  }
}

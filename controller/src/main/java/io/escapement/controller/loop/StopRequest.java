package io.escapement.controller.loop;

/**
 * Asks a loop to end: first gently, so that the robot can be brought into its last fallback while
 * the loop still runs, then at once. Any thread may ask; the loop's thread and the operator's
 * source see it without waiting.
 */
public final class StopRequest {

  private volatile boolean gentle;
  private volatile boolean immediate;

  /** Creates a request that nobody has made yet. */
  public StopRequest() {}

  /** Asks for the end; a second call asks for it at once. */
  public void stop() {
    if (gentle) {
      immediate = true;
    }
    gentle = true;
  }

  /**
   * Whether the end has been asked for.
   *
   * @return true from the first call of {@link #stop} on
   */
  public boolean requested() {
    return gentle;
  }

  /**
   * Whether the end has been asked for twice.
   *
   * @return true if the loop is to end after the tick at hand
   */
  public boolean immediate() {
    return immediate;
  }
}

package io.escapement.controller.loop;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks a loop to end: first gently, so that the robot can be brought into its last fallback while
 * the loop still runs, then at once. Any thread may ask; the loop's thread and the operator's
 * source see it without waiting.
 */
public final class StopRequest {

  private final AtomicInteger requests = new AtomicInteger();

  /** Creates a request that nobody has made yet. */
  public StopRequest() {}

  /** Asks for the end; a second call asks for it at once. */
  public void stop() {
    if (requests.get() < 2) {
      requests.incrementAndGet();
    }
  }

  /**
   * Whether the end has been asked for.
   *
   * @return true from the first call of {@link #stop} on
   */
  public boolean requested() {
    return requests.get() >= 1;
  }

  /**
   * Whether the end has been asked for twice.
   *
   * @return true if the loop is to end after the tick at hand
   */
  public boolean immediate() {
    return requests.get() >= 2;
  }
}

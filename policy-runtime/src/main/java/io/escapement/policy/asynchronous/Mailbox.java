package io.escapement.policy.asynchronous;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands letters from one thread to another: the newest one counts, and replaces one that was not
 * taken. Neither side ever waits; one that meets the other at work goes away and comes back.
 */
final class Mailbox {

  private static final int EMPTY = 0;
  private static final int FULL = 1;
  private static final int BUSY = 2;

  /** Who has changed it to {@link #BUSY} owns the letter until the next change. */
  private final AtomicInteger state = new AtomicInteger(EMPTY);

  private final Letter letter;

  Mailbox(List<Part> parts) {
    letter = new Letter(parts);
  }

  /** Puts a copy in; false if the other side is just taking one out. */
  boolean offer(Letter copied) {
    if (!state.compareAndSet(EMPTY, BUSY) && !state.compareAndSet(FULL, BUSY)) {
      return false;
    }
    letter.copyFrom(copied);
    state.setRelease(FULL);
    return true;
  }

  /**
   * Takes what there is into another letter; false if there is none, or it is just being put in.
   */
  boolean take(Letter into) {
    if (!state.compareAndSet(FULL, BUSY)) {
      return false;
    }
    into.copyFrom(letter);
    state.setRelease(EMPTY);
    return true;
  }
}

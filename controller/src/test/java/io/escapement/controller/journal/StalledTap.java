package io.escapement.controller.journal;

import java.util.concurrent.CountDownLatch;
import org.agrona.DirectBuffer;

/** Holds the journal's writer up at one tick, as a disk that does not answer would. */
final class StalledTap implements RecordTap {

  private final long atTick;
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  StalledTap(long atTick) {
    this.atTick = atTick;
  }

  @Override
  public void record(long tick, DirectBuffer buffer, int offset) {
    if (tick == atTick) {
      stalled.countDown();
      awaitFully(goOn);
    }
  }

  /** Waits until the writer stands still. */
  void awaitStall() {
    awaitFully(stalled);
  }

  /** Lets the writer go on. */
  void release() {
    goOn.countDown();
  }

  private static void awaitFully(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package io.escapement.launch.session;

import io.escapement.controller.loop.Loop;
import io.escapement.controller.loop.LoopResult;

/** The thread on which a loop runs. */
final class LoopThread {

  private final Thread thread;
  private volatile LoopResult result;
  private volatile long elapsedNs;

  /**
   * Makes the thread of a loop.
   *
   * @param loop what runs on it
   * @param setUp runs on it first
   */
  LoopThread(Loop loop, Runnable setUp) {
    thread =
        new Thread(
            () -> {
              setUp.run();
              long startNs = System.nanoTime();
              result = loop.run();
              elapsedNs = System.nanoTime() - startNs;
            },
            "control-loop");
    thread.setPriority(Thread.MAX_PRIORITY);
  }

  /** Runs the loop and waits for its end, however often this thread is interrupted. */
  LoopResult runToEnd() {
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result;
  }

  long elapsedNs() {
    return elapsedNs;
  }
}

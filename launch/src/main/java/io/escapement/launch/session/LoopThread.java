package io.escapement.launch.session;

import io.escapement.controller.loop.Loop;
import io.escapement.controller.loop.LoopResult;
import io.escapement.controller.loop.LoopSettings;
import io.escapement.launch.summary.ProcessFigures;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The thread on which a loop runs. */
final class LoopThread {

  /** The thread's name, which the kernel cuts after 15 characters. */
  static final String NAME = "control-loop";

  /**
   * Classes still load, and the live line begins, for so long after the first record has reached
   * the journal.
   */
  private static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(5);

  private static final long LOOK_MS = 100;

  private final Thread thread;
  private final LongSupplier journaled;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch seen = new CountDownLatch(1);
  private volatile LoopResult result;
  private volatile long elapsedNs;
  private ProcessFigures process = ProcessFigures.UNKNOWN;

  /**
   * Makes the thread of a loop.
   *
   * @param loop what runs on it
   * @param setUp runs on it first
   * @param journaled how many ticks have gone the whole way into the journal, from any thread
   */
  LoopThread(Loop loop, Runnable setUp, LongSupplier journaled) {
    this.journaled = journaled;
    thread =
        new Thread(
            () -> {
              try {
                setUp.run();
                long startNs = System.nanoTime();
                result = loop.run();
                elapsedNs = System.nanoTime() - startNs;
              } finally {
                ended.countDown();
                // What is counted for a thread is gone with it.
                awaitFully(seen);
              }
            },
            NAME);
    thread.setPriority(Thread.MAX_PRIORITY);
  }

  /**
   * Runs the loop and waits for its end, however often this thread is interrupted.
   *
   * @return how the loop ended, or null if its set-up threw
   */
  LoopResult runToEnd() {
    thread.start();
    boolean interrupted = false;
    ProcessWatch watch = new ProcessWatch();
    long settledNs = 0;
    boolean watching = false;
    while (true) {
      try {
        if (watching) {
          ended.await();
          break;
        }
        if (ended.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
        continue;
      }
      long nowNs = System.nanoTime();
      if (settledNs == 0 && journaled.getAsLong() > 0) {
        settledNs = nowNs + SETTLE_NS;
      }
      if (settledNs != 0
          && nowNs >= settledNs
          && journaled.getAsLong() >= LoopSettings.DEFAULT_SETTLE_TICKS) {
        watch.begin();
        watching = true;
      }
    }
    process = watch.end();
    seen.countDown();
    interrupted |= joinFully();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result;
  }

  private boolean joinFully() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  private static void awaitFully(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // The other thread will count down whatever happens.
        continue;
      }
    }
  }

  long elapsedNs() {
    return elapsedNs;
  }

  /** What the process did meanwhile; once the loop has ended. */
  ProcessFigures process() {
    return process;
  }
}

package io.escapement.launch.session;

import io.escapement.controller.loop.Loop;
import io.escapement.controller.loop.LoopResult;
import io.escapement.controller.loop.LoopSettings;
import io.escapement.launch.summary.ProcessFigures;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The thread on which a loop warms up and runs: first it is set up and warmed while nothing can
 * move, then it waits to be let go. Used by one other thread.
 */
final class LoopThread implements AutoCloseable {

  /** The thread's name, which the kernel cuts after 15 characters. */
  static final String NAME = "control-loop";

  /**
   * Classes still load, and the live line begins, for so long after the first record has reached
   * the journal.
   */
  private static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(5);

  /**
   * The virtual machine compiles, and makes strings for it, for some time longer; a run that lasts
   * is watched anew from then on.
   */
  private static final long COMPILED_NS = TimeUnit.SECONDS.toNanos(15);

  private static final long LOOK_MS = 100;

  /** The steady state is looked at by stretches of this length. */
  private static final long STRETCH_S = 10;

  private final Thread thread;
  private final Loop loop;
  private final Runnable setUp;
  private final LongSupplier journaled;
  private final CountDownLatch warmedUp = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch seen = new CountDownLatch(1);
  private volatile boolean warm;
  private volatile boolean abandoned;
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
    this.loop = loop;
    this.setUp = setUp;
    this.journaled = journaled;
    thread = new Thread(this::work, NAME);
    thread.setPriority(Thread.MAX_PRIORITY);
  }

  private void work() {
    try {
      setUp.run();
      warm = loop.warmUp();
      warmedUp.countDown();
      awaitFully(go);
      if (!abandoned) {
        long startNs = System.nanoTime();
        result = loop.run();
        elapsedNs = System.nanoTime() - startNs;
      }
    } finally {
      warmedUp.countDown();
      ended.countDown();
      // What is counted for a thread is gone with it.
      awaitFully(seen);
    }
  }

  /**
   * Starts the thread, and waits until it is set up and warm.
   *
   * @return false if the warm-up failed; {@link #runToEnd} then tells why, without a tick
   */
  boolean warmUp() {
    thread.start();
    interruptIf(awaitFully(warmedUp));
    return warm;
  }

  /**
   * Lets the loop go and waits for its end, however often this thread is interrupted.
   *
   * @return how the loop ended, or null if its set-up threw
   */
  LoopResult runToEnd() {
    go.countDown();
    ProcessWatch watch = new ProcessWatch();
    boolean interrupted = watch(watch);
    process = watch.end();
    seen.countDown();
    interruptIf(interrupted | joinFully());
    return result;
  }

  /** Watches the process from when the loop has settled to its end. */
  private boolean watch(ProcessWatch watch) {
    boolean interrupted = false;
    boolean begun = false;
    long firstNs = 0;
    while (true) {
      try {
        if (ended.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
          return interrupted;
        }
      } catch (InterruptedException e) {
        interrupted = true;
        continue;
      }
      long nowNs = System.nanoTime();
      long ticks = journaled.getAsLong();
      if (ticks == 0) {
        continue;
      }
      firstNs = firstNs == 0 ? nowNs : firstNs;
      if (!begun && nowNs - firstNs >= SETTLE_NS && ticks >= LoopSettings.DEFAULT_SETTLE_TICKS) {
        watch.begin();
        begun = true;
      }
      if (begun && nowNs - firstNs >= COMPILED_NS) {
        watch.begin();
        return interrupted | watchStretches(watch);
      }
    }
  }

  private boolean watchStretches(ProcessWatch watch) {
    boolean interrupted = false;
    while (true) {
      try {
        if (ended.await(STRETCH_S, TimeUnit.SECONDS)) {
          return interrupted;
        }
        watch.stretch();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  /** Ends a thread that still waits to be let go; its loop does not run. */
  @Override
  public void close() {
    abandoned = true;
    go.countDown();
    seen.countDown();
    interruptIf(joinFully());
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

  /** Waits however often this thread is interrupted, and says whether it was. */
  private static boolean awaitFully(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private static void interruptIf(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  long elapsedNs() {
    return elapsedNs;
  }

  /**
   * What the process did while the loop was in steady state.
   *
   * @return once {@link #runToEnd} has returned
   */
  ProcessFigures process() {
    return process;
  }
}

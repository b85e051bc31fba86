package io.escapement.launch.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Runs cyclictest while the loop stands still, from a thread of its own that is there before the
 * loop's thread is set up: the loop's thread starts neither threads nor processes.
 */
final class CyclictestTurns implements TurnTakingPacer.Turn, AutoCloseable {

  /** What happens as turns come and go, for whoever shows the progress. */
  interface Watcher {

    /**
     * A turn begins.
     *
     * @param number from 1
     * @param soFar what was measured in those before
     */
    void turn(int number, WakeUpCounts soFar);
  }

  private final Cyclictest cyclictest;
  private final double rateHz;
  private final long seconds;
  private final IntSupplier fifoPriority;
  private final Supplier<List<Integer>> processors;
  private final Watcher watcher;
  private final WakeUpCounts counts = new WakeUpCounts();
  private final Semaphore begin = new Semaphore(0);
  private final Semaphore end = new Semaphore(0);
  private final Thread thread = new Thread(this::work, "cyclictest-turns");
  private volatile boolean closed;
  private volatile String failure;
  private int number;

  /**
   * Makes the turns, and starts their thread.
   *
   * @param cyclictest what runs; null where there is none, so that turns are shown and nothing else
   * @param rateHz wake-ups a second
   * @param seconds length of a turn
   * @param fifoPriority what the loop got, asked when a turn begins; 0 for the usual scheduling
   * @param processors to which the loop was pinned, asked when a turn begins; empty for none
   * @param watcher is told of each turn
   */
  CyclictestTurns(
      Cyclictest cyclictest,
      double rateHz,
      long seconds,
      IntSupplier fifoPriority,
      Supplier<List<Integer>> processors,
      Watcher watcher) {
    this.cyclictest = cyclictest;
    this.rateHz = rateHz;
    this.seconds = seconds;
    this.fifoPriority = fifoPriority;
    this.processors = processors;
    this.watcher = watcher;
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void take() {
    if (closed) {
      return;
    }
    begin.release();
    end.acquireUninterruptibly();
  }

  private void work() {
    while (true) {
      begin.acquireUninterruptibly();
      if (closed) {
        return;
      }
      try {
        watcher.turn(++number, counts);
        if (cyclictest != null && failure == null) {
          cyclictest.measure(rateHz, seconds, fifoPriority.getAsInt(), processors.get(), counts);
        }
      } catch (IOException e) {
        failure = e.getMessage();
      } finally {
        end.release();
      }
    }
  }

  /** What was measured; once the loop has ended. */
  WakeUpCounts counts() {
    return counts;
  }

  /** Why there is no measurement, or null. */
  String failure() {
    return failure;
  }

  /** Ends the thread; the loop must have ended. */
  @Override
  public void close() {
    closed = true;
    begin.release();
  }
}

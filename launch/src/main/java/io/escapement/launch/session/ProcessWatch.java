package io.escapement.launch.session;

import io.escapement.launch.summary.ProcessFigures;
import org.HdrHistogram.Histogram;

/**
 * Counts what the process does while its loop is in steady state. The looks are taken by a thread
 * that waits for the loop, while the loop's thread is still there; in between it does nothing.
 */
final class ProcessWatch {

  private static final double NS_PER_S = 1e9;

  private static final long MOST_BYTES_PER_S = 1L << 40;
  private static final int DIGITS = 3;
  private static final int MEDIAN = 50;

  private final AllocatedBytes allocated = new AllocatedBytes();
  private final AllocatedBytes inStretch = new AllocatedBytes();
  private final Histogram stretches = new Histogram(MOST_BYTES_PER_S, DIGITS);
  private boolean begun;
  private LoopTask task;
  private Long safepoints;
  private long collections;
  private long startNs;
  private long stretchNs;
  private long lookedBytes;

  ProcessWatch() {}

  /** The steady state begins. */
  void begin() {
    task = LoopTask.named(LoopThread.NAME);
    safepoints = VirtualMachine.safepoints();
    collections = VirtualMachine.collections();
    begun = true;
    startNs = System.nanoTime();
    stretches.reset();
    lookedBytes = 0;
    allocated.begin();
    beginStretch();
  }

  /** A stretch of the steady state is over, and the next begins. */
  void stretch() {
    long before = AllocatedBytes.own();
    double seconds = (System.nanoTime() - stretchNs) / NS_PER_S;
    long bytesPerS = Math.round(inStretch.end() / seconds);
    stretches.recordValue(Math.min(bytesPerS, MOST_BYTES_PER_S));
    beginStretch();
    lookedBytes += AllocatedBytes.own() - before;
  }

  private void beginStretch() {
    stretchNs = System.nanoTime();
    inStretch.begin();
  }

  /** The loop has ended, its thread has not. */
  ProcessFigures end() {
    if (!begun) {
      return ProcessFigures.UNKNOWN;
    }
    long bytes = allocated.end() - lookedBytes;
    double seconds = (System.nanoTime() - startNs) / NS_PER_S;
    long collectionsNow = VirtualMachine.collections();
    Long safepointsNow = VirtualMachine.safepoints();
    LoopTask taskNow = LoopTask.named(LoopThread.NAME);
    boolean told = task != null && taskNow != null;
    return new ProcessFigures(
        seconds,
        bytes / seconds,
        stretches.getTotalCount() == 0 ? null : (double) stretches.getValueAtPercentile(MEDIAN),
        collectionsNow - collections,
        safepoints == null || safepointsNow == null ? null : safepointsNow - safepoints,
        told ? taskNow.pageFaults() - task.pageFaults() : null,
        told ? taskNow.preemptions() - task.preemptions() : null);
  }
}

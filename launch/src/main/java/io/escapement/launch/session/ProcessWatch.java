package io.escapement.launch.session;

import io.escapement.launch.summary.ProcessFigures;

/**
 * Counts what the process does while its loop is in steady state. The two looks are taken by a
 * thread that waits for the loop, while the loop's thread is still there; in between it does
 * nothing.
 */
final class ProcessWatch {

  private static final double NS_PER_S = 1e9;

  private final AllocatedBytes allocated = new AllocatedBytes();
  private boolean begun;
  private LoopTask task;
  private Long safepoints;
  private long collections;
  private long startNs;

  ProcessWatch() {}

  /** The steady state begins. */
  void begin() {
    task = LoopTask.named(LoopThread.NAME);
    safepoints = VirtualMachine.safepoints();
    collections = VirtualMachine.collections();
    begun = true;
    startNs = System.nanoTime();
    allocated.begin();
  }

  /** The loop has ended, its thread has not. */
  ProcessFigures end() {
    if (!begun) {
      return ProcessFigures.UNKNOWN;
    }
    long bytes = allocated.end();
    double seconds = (System.nanoTime() - startNs) / NS_PER_S;
    long collectionsNow = VirtualMachine.collections();
    Long safepointsNow = VirtualMachine.safepoints();
    LoopTask taskNow = LoopTask.named(LoopThread.NAME);
    boolean told = task != null && taskNow != null;
    return new ProcessFigures(
        seconds,
        bytes / seconds,
        collectionsNow - collections,
        safepoints == null || safepointsNow == null ? null : safepointsNow - safepoints,
        told ? taskNow.pageFaults() - task.pageFaults() : null,
        told ? taskNow.preemptions() - task.preemptions() : null);
  }
}

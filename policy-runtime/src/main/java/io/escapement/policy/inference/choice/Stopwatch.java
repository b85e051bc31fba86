package io.escapement.policy.inference.choice;

import io.escapement.policy.inference.InferenceEngine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * The clocks by which engines are measured.
 *
 * @param wallNs the machine's monotonic clock, nanoseconds
 * @param threadNs processor time of the calling thread, nanoseconds: what others do on the machine
 *     meanwhile does not count, as it does not for a loop that has its processor to itself
 */
public record Stopwatch(LongSupplier wallNs, LongSupplier threadNs) {

  /**
   * The machine's clocks.
   *
   * @return processor time is the wall clock's where the Java runtime has none
   */
  public static Stopwatch system() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    boolean has = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    return new Stopwatch(
        System::nanoTime, has ? threads::getCurrentThreadCpuTime : System::nanoTime);
  }

  /**
   * The clock that says what a call of an engine costs.
   *
   * @param engine the engine
   * @return processor time, unless calls wait for a device
   */
  LongSupplier of(InferenceEngine engine) {
    return engine.waitsForDevice() ? wallNs : threadNs;
  }
}

package io.escapement.policy.vector;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Runs a plan until the JVM has compiled it. Until then every vector is an object: slow, and
 * garbage that the loop's thread may not make.
 */
final class WarmUp {

  private static final long LIMIT_NS = 3_000_000_000L;
  private static final int CALLS = 200;
  private static final int QUIET_ROUNDS = 5;

  private WarmUp() {}

  /**
   * Returns when the plan allocates nothing any more, or after 3 s, as in a JVM that compiles not.
   */
  static void run(Plan plan) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    int quiet = 0;
    while (quiet < QUIET_ROUNDS && System.nanoTime() - start < LIMIT_NS) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < CALLS && System.nanoTime() - start < LIMIT_NS; call++) {
        plan.run();
      }
      quiet = threads.getCurrentThreadAllocatedBytes() == before ? quiet + 1 : 0;
    }
  }
}

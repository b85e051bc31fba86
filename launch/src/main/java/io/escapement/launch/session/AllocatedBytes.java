package io.escapement.launch.session;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What all threads of this process allocate on the Java heap between two looks. The look itself is
 * left out. Used by one thread.
 */
final class AllocatedBytes {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Of Java 21 and later; it also counts threads that have ended. */
  private static final Method TOTAL = total();

  private long[] threads;
  private long[] bytes;
  private long totalBytes;

  AllocatedBytes() {}

  /** What the calling thread has allocated so far. */
  static long own() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** The first look. */
  void begin() {
    if (TOTAL != null) {
      totalNow();
      totalBytes = totalNow();
      return;
    }
    threads = THREADS.getAllThreadIds();
    Arrays.sort(threads);
    bytes = THREADS.getThreadAllocatedBytes(threads);
  }

  /**
   * The second look.
   *
   * @return bytes since the first
   */
  long end() {
    if (TOTAL != null) {
      return totalNow() - totalBytes;
    }
    long ownBytes = own();
    long self = Thread.currentThread().getId();
    long[] threadsNow = THREADS.getAllThreadIds();
    long[] bytesNow = THREADS.getThreadAllocatedBytes(threadsNow);
    long sum = 0;
    for (int i = 0; i < threadsNow.length; i++) {
      int then = Arrays.binarySearch(threads, threadsNow[i]);
      long now = threadsNow[i] == self ? ownBytes : bytesNow[i];
      sum += Math.max(0, now - (then < 0 ? 0 : bytes[then]));
    }
    return sum;
  }

  private static Method total() {
    try {
      return ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static long totalNow() {
    try {
      return (long) TOTAL.invoke(THREADS);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a method of the platform's own interface", e);
    }
  }
}

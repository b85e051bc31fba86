package io.escapement.controller.loop;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;

/**
 * Measures what the loop's thread allocates once the loop has settled, without allocating.
 *
 * <p>Ticks are weighed in stretches, and a tick's share is that of the median stretch: the virtual
 * machine itself allocates on the thread, once a class, when it links the class and when it asks
 * for its compilation, and that is not what a tick allocates. The sum counts every byte.
 */
public final class AllocationMeter {

  /** Ticks that are weighed together. */
  public static final int STRETCH_TICKS = 100;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long HIGHEST_BYTES = 1L << 40;
  private static final int DIGITS = 3;

  private final Histogram stretches = new Histogram(HIGHEST_BYTES, DIGITS);
  private final long settleTicks;
  private long firstBytes;
  private long stretchBytes;
  private long steadyTicks;
  private long steadyBytes;

  /**
   * Makes a meter for one thread.
   *
   * @param settleTicks ticks before the first one that counts
   */
  public AllocationMeter(long settleTicks) {
    this.settleTicks = settleTicks;
  }

  /**
   * Called on the thread before each tick.
   *
   * @param tick its number, from 0 on
   */
  public void beforeTick(long tick) {
    long steady = tick - settleTicks;
    if (steady < 0 || steady % STRETCH_TICKS != 0) {
      return;
    }
    long now = THREADS.getCurrentThreadAllocatedBytes();
    if (steady == 0) {
      firstBytes = now;
    } else {
      stretches.recordValue(Math.min(now - stretchBytes, HIGHEST_BYTES));
    }
    stretchBytes = now;
  }

  /**
   * Called on the thread after the last tick.
   *
   * @param ticks how many there were
   */
  public void end(long ticks) {
    steadyTicks = Math.max(0, ticks - settleTicks);
    if (steadyTicks > 0) {
      steadyBytes = THREADS.getCurrentThreadAllocatedBytes() - firstBytes;
      if (steadyTicks % STRETCH_TICKS == 0) {
        stretches.recordValue(Math.min(firstBytes + steadyBytes - stretchBytes, HIGHEST_BYTES));
      }
    }
  }

  long steadyTicks() {
    return steadyTicks;
  }

  long steadyBytes() {
    return steadyBytes;
  }

  /**
   * What a tick allocates.
   *
   * @return bytes: those of the median stretch, or the mean of a run that is shorter than one; 0
   *     without a tick that counts
   */
  public double bytesPerTick() {
    if (steadyTicks == 0) {
      return 0;
    }
    return stretches.getTotalCount() == 0
        ? (double) steadyBytes / steadyTicks
        : (double) stretches.getValueAtPercentile(50) / STRETCH_TICKS;
  }
}

package io.escapement.controller.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The share of a processor that the kernel leaves to real-time threads before it stops them for the
 * rest of its period, so that the machine can still be reached.
 */
public final class RtBudget {

  /** What Linux has unless somebody changed it: 950 ms of every second. */
  public static final double USUAL = 0.95;

  private static final Path RUNTIME = Path.of("/proc/sys/kernel/sched_rt_runtime_us");
  private static final Path PERIOD = Path.of("/proc/sys/kernel/sched_rt_period_us");

  private RtBudget() {}

  /**
   * This machine's.
   *
   * @return 0 to 1; {@link #USUAL} where the kernel does not tell
   */
  public static double ofThisMachine() {
    try {
      return share(Files.readString(RUNTIME), Files.readString(PERIOD));
    } catch (IOException | SecurityException e) {
      return USUAL;
    }
  }

  /**
   * The share that two settings of the kernel come to.
   *
   * @param runtimeUs {@code sched_rt_runtime_us}: microseconds of a period, -1 without limit
   * @param periodUs {@code sched_rt_period_us}: microseconds
   * @return 0 to 1; {@link #USUAL} where a setting is not understood
   */
  static double share(String runtimeUs, String periodUs) {
    try {
      long runtime = Long.parseLong(runtimeUs.strip());
      long period = Long.parseLong(periodUs.strip());
      if (runtime < 0) {
        return 1;
      }
      return period <= 0 ? USUAL : Math.min(1, (double) runtime / period);
    } catch (NumberFormatException e) {
      return USUAL;
    }
  }
}

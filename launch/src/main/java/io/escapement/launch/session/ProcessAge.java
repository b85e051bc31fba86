package io.escapement.launch.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long this process has lived. The kernel's own figures are used, as Java's instant of a
 * process's start is computed from a time of boot that is kept in whole seconds.
 */
final class ProcessAge {

  /** Of a process's start in {@code /proc/self/stat}, counted after the name of the program. */
  private static final int START_FIELD = 19;

  /** The same on every processor that Linux runs on, whatever the kernel's own tick. */
  private static final double TICKS_PER_S = 100;

  private ProcessAge() {}

  /**
   * Age of this process, which is that of the start script that became it.
   *
   * @return seconds, to a hundredth; null where the system does not tell
   */
  static Double seconds() {
    try {
      return seconds(
          Files.readString(Path.of("/proc/uptime")), Files.readString(Path.of("/proc/self/stat")));
    } catch (IOException | RuntimeException untold) {
      return null;
    }
  }

  /**
   * Computes an age.
   *
   * @param uptime what {@code /proc/uptime} holds
   * @param stat what {@code /proc/self/stat} holds; the program's name in it may have blanks and
   *     brackets
   */
  static double seconds(String uptime, String stat) {
    double nowS = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double age = nowS - Long.parseLong(fields[START_FIELD]) / TICKS_PER_S;
    return Math.round(age * TICKS_PER_S) / TICKS_PER_S;
  }
}

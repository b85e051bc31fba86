package io.escapement.launch.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the kernel counts for one thread of this process, found by its name; read by any thread.
 *
 * @param pageFaults page faults since the thread began
 * @param preemptions times at which the processor was taken from it
 * @param waits times at which it gave the processor up by itself, so how often it has been woken
 * @param cpuS processor time, seconds
 */
public record LoopTask(long pageFaults, long preemptions, long waits, double cpuS) {

  private static final Path TASKS = Path.of("/proc/self/task");
  private static final String PREEMPTIONS = "nonvoluntary_ctxt_switches:";
  private static final String WAITS = "voluntary_ctxt_switches:";

  /** The kernel counts processor time for its users in hundredths of a second, on every machine. */
  private static final double TICKS_PER_S = 100;

  /** The fields of {@code stat} that follow the name, which may hold blanks itself. */
  private static final int MINOR_FAULTS = 7;

  private static final int MAJOR_FAULTS = 9;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /**
   * Looks a living thread up.
   *
   * @param name its name, of at most 15 characters
   * @return null where the kernel does not tell
   */
  public static LoopTask named(String name) {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        if (Files.readString(task.resolve("comm")).trim().equals(name)) {
          return of(task);
        }
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  private static LoopTask of(Path task) throws IOException {
    String stat = Files.readString(task.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ");
    List<String> status = Files.readAllLines(task.resolve("status"));
    return new LoopTask(
        Long.parseLong(fields[MINOR_FAULTS]) + Long.parseLong(fields[MAJOR_FAULTS]),
        count(status, PREEMPTIONS),
        count(status, WAITS),
        (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) / TICKS_PER_S);
  }

  private static long count(List<String> status, String key) {
    return status.stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.substring(key.length()).trim()))
        .findFirst()
        .orElse(0);
  }
}

package io.escapement.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A thread of this process as the kernel sees it, which no library is asked about.
 *
 * @param id its number
 * @param name its name, cut after 15 characters
 * @param policy 0 for the default, 1 for SCHED_FIFO
 * @param priority its real-time priority, 0 for others
 */
public record KernelThread(int id, String name, int policy, int priority) {

  /** The policy of real-time threads. */
  public static final int FIFO = 1;

  private static final Path TASKS = Path.of("/proc/self/task");

  // Counted from the field that follows the name, which may have blanks of its own.
  private static final int PRIORITY_FIELD = 37;
  private static final int POLICY_FIELD = 38;

  /** {@return the calling thread} */
  public static KernelThread current() {
    try {
      return read(Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return every thread of this process, but for those that end meanwhile} */
  public static List<KernelThread> all() {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      return tasks.map(task -> read(task.getFileName())).flatMap(Optional::stream).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<KernelThread> read(Path id) {
    try {
      String stat = Files.readString(TASKS.resolve(id).resolve("stat"));
      int end = stat.lastIndexOf(')');
      String[] fields = stat.substring(end + 2).split(" ");
      return Optional.of(
          new KernelThread(
              Integer.parseInt(id.toString()),
              stat.substring(stat.indexOf('(') + 1, end),
              Integer.parseInt(fields[POLICY_FIELD]),
              Integer.parseInt(fields[PRIORITY_FIELD])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * A line of this thread's status.
   *
   * @param name such as {@code Cpus_allowed_list}
   * @return what follows the name
   */
  public String status(String name) {
    try (Stream<String> lines = Files.lines(TASKS.resolve(id + "/status"))) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).trim())
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return by how much the kernel may delay this thread's wake-ups, nanoseconds} */
  public long timerSlackNs() {
    try {
      return Long.parseLong(Files.readString(Path.of("/proc/" + id + "/timerslack_ns")).trim());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

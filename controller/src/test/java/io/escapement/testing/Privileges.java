package io.escapement.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What this process may ask of the kernel, and how to start another that may not. */
public final class Privileges {

  private static final int CAP_IPC_LOCK = 14;
  private static final int CAP_SYS_NICE = 23;
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private Privileges() {}

  /**
   * Whether a thread of this process may have a real-time priority.
   *
   * @param priority from 1
   * @return what limits and capabilities say
   */
  public static boolean realtime(int priority) {
    return capable(CAP_SYS_NICE) || limit("Max realtime priority") >= priority;
  }

  /** {@return whether this process may lock all of its memory} */
  public static boolean lockedMemory() {
    return capable(CAP_IPC_LOCK) || limit("Max locked memory") == Long.MAX_VALUE;
  }

  /** {@return whether {@link #without} works here: root needs a tool to give its privileges up} */
  public static boolean canBeGivenUp() {
    return !(capable(CAP_SYS_NICE) || capable(CAP_IPC_LOCK)) || Files.isExecutable(SETPRIV);
  }

  /**
   * Words before a command that runs it without these privileges.
   *
   * @param command a command with its arguments
   * @return a longer command
   */
  public static List<String> without(List<String> command) {
    String drop =
        capable(CAP_SYS_NICE) || capable(CAP_IPC_LOCK)
            ? SETPRIV + " --bounding-set -sys_nice,-ipc_lock --inh-caps -sys_nice,-ipc_lock "
            : "";
    List<String> all =
        new ArrayList<>(
            List.of("sh", "-c", "ulimit -r 0 && ulimit -l 64 && exec " + drop + "\"$@\"", "sh"));
    all.addAll(command);
    return all;
  }

  private static boolean capable(int capability) {
    long mask = Long.parseUnsignedLong(after("status", "CapEff:"), 16);
    return (mask >>> capability & 1) == 1;
  }

  private static long limit(String name) {
    String soft = after("limits", name);
    return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
  }

  private static String after(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self").resolve(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).trim().split("\\s+")[0])
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

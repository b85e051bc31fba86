package io.escapement.controller.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Names a process beyond the reuse of its number: with the moment of its start.
 *
 * @param pid number of the process
 * @param start when it started: in Linux's clock ticks since boot, elsewhere in milliseconds since
 *     1970
 * @param boot identity of the boot of the machine, empty where the system gives none
 */
public record ProcessIdentity(long pid, long start, String boot) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int START_FIELD_AFTER_NAME = 19;
  private static final long NEVER = -1;

  /**
   * The process that this code runs in.
   *
   * @return its identity
   */
  public static ProcessIdentity current() {
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(pid, startOf(pid), bootId());
  }

  /**
   * Whether the process still runs.
   *
   * @return false if no process has this number, or one that started at another time
   */
  public boolean alive() {
    return boot.equals(bootId())
        && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
        && startOf(pid) == start;
  }

  private static long startOf(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      // A zombie has ended; only its parent has not yet asked how.
      boolean ended = afterName[0].equals("Z") || afterName[0].equals("X");
      return ended ? NEVER : Long.parseLong(afterName[START_FIELD_AFTER_NAME]);
    } catch (IOException e) {
      return ProcessHandle.of(pid)
          .flatMap(handle -> handle.info().startInstant())
          .map(Instant::toEpochMilli)
          .orElse(0L);
    }
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return "";
    }
  }
}

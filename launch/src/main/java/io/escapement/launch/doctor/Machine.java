package io.escapement.launch.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Examines processor, memory, disk and the kernel's limits. */
final class Machine {

  private static final long MIB = 1L << 20;
  private static final long ENOUGH_SHARED_MIB = 128;
  private static final long ENOUGH_DISK_MIB = 1024;

  private Machine() {}

  static Finding java() {
    String found =
        System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.version")
            + " on "
            + System.getProperty("os.arch");
    return Runtime.version().feature() >= 17
        ? Finding.ok("java", found)
        : Finding.missing("java", found, "sudo apt-get install openjdk-17-jdk-headless");
  }

  static Finding processors() {
    int count = Runtime.getRuntime().availableProcessors();
    String found =
        count
            + " processors"
            + read("/sys/devices/system/cpu/isolated").map(i -> ", isolated: " + i).orElse("");
    return count >= 2
        ? Finding.ok("processors", found)
        : Finding.limited(
            "processors",
            found,
            "give the process two processors: the loop's thread and the journal's");
  }

  static Finding governor() {
    return read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
        .map(
            governor ->
                governor.equals("performance")
                    ? Finding.ok("frequency governor", governor)
                    : Finding.limited(
                        "frequency governor",
                        governor,
                        "sudo cpupower frequency-set -g performance"))
        .orElse(Finding.ok("frequency governor", "none that the kernel shows"));
  }

  static Finding clockSource() {
    String source =
        read("/sys/devices/system/clocksource/clocksource0/current_clocksource").orElse("unknown");
    return source.equals("hpet") || source.equals("acpi_pm")
        ? Finding.limited(
            "clock source",
            source,
            "boot with clocksource=tsc; reading this one costs microseconds")
        : Finding.ok("clock source", source);
  }

  static Finding realtimePriority() {
    long limit = limit("Max realtime priority");
    return limit > 0
        ? Finding.ok("real-time priority", "up to " + limit)
        : Finding.limited(
            "real-time priority",
            "not permitted to this user",
            "add '@realtime - rtprio 99' to /etc/security/limits.conf and the user to that group;"
                + " in a container --ulimit rtprio=99 --cap-add=sys_nice");
  }

  static Finding lockedMemory() {
    long limit = limit("Max locked memory");
    boolean plenty = limit < 0 || limit > 512 * MIB;
    return plenty
        ? Finding.ok("locked memory", limit < 0 ? "unlimited" : limit / MIB + " MiB")
        : Finding.limited(
            "locked memory",
            limit / MIB + " MiB",
            "add '@realtime - memlock unlimited' to /etc/security/limits.conf; in a container --ulimit memlock=-1");
  }

  static Finding sharedMemory() {
    return space(
        "shared memory",
        Path.of("/dev/shm"),
        ENOUGH_SHARED_MIB,
        "the journal's ring lies there; in a container --shm-size=256m. Without it the ring lies in the run directory");
  }

  static Finding disk(Path folder) {
    return space(
        "disk for runs",
        folder,
        ENOUGH_DISK_MIB,
        "free some space, or set runs_dir to another disk");
  }

  private static Finding space(String name, Path folder, long enoughMib, String remedy) {
    try {
      FileStore store = Files.getFileStore(folder);
      long free = store.getUsableSpace() / MIB;
      String found =
          String.format(Locale.ROOT, "%d MiB free in %s (%s)", free, folder, store.type());
      return free >= enoughMib ? Finding.ok(name, found) : Finding.limited(name, found, remedy);
    } catch (IOException e) {
      return Finding.limited(name, folder + " cannot be used: " + e.getMessage(), remedy);
    }
  }

  private static long limit(String name) {
    return lines("/proc/self/limits").stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).trim().split("\\s+")[0])
        .mapToLong(soft -> soft.equals("unlimited") ? -1 : Long.parseLong(soft))
        .findFirst()
        .orElse(0);
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<String> read(String file) {
    return lines(file).stream().findFirst().map(String::trim).filter(text -> !text.isEmpty());
  }
}

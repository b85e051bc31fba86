package io.escapement.launch.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Examines the processor and the kernel's limits, as the kernel's own files tell them. */
final class Machine {

  private static final long MIB = 1L << 20;
  private static final long ENOUGH_LOCKED_MIB = 512;
  private static final long UNLIMITED = -1;

  private final Path root;

  /**
   * Examines a machine.
   *
   * @param root the folder that holds {@code proc} and {@code sys}
   */
  Machine(Path root) {
    this.root = root;
  }

  Finding processors(int available) {
    String isolated =
        read("sys/devices/system/cpu/isolated").map(list -> ", isolated: " + list).orElse("");
    String found = available + (available == 1 ? " processor" : " processors") + isolated;
    return available >= 2
        ? Finding.ok("processors", found)
        : Finding.limited(
            "processors",
            found,
            "give the process two processors: one for the loop's thread, one for the journal's");
  }

  Finding governor() {
    Optional<String> governor = read("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    if (governor.isEmpty()) {
      return Finding.ok("frequency governor", "none that the kernel shows");
    }
    return governor.get().equals("performance")
        ? Finding.ok("frequency governor", governor.get())
        : Finding.limited(
            "frequency governor", governor.get(), "sudo cpupower frequency-set -g performance");
  }

  Finding clockSource() {
    Optional<String> source =
        read("sys/devices/system/clocksource/clocksource0/current_clocksource");
    if (source.isEmpty()) {
      return Finding.ok("clock source", "none that the kernel shows");
    }
    boolean slow = source.get().equals("hpet") || source.get().equals("acpi_pm");
    return slow
        ? Finding.limited(
            "clock source",
            source.get(),
            "boot with clocksource=tsc; each reading of this one costs microseconds")
        : Finding.ok("clock source", source.get());
  }

  Finding realtimePriority() {
    long limit = limit("Max realtime priority");
    return limit != 0
        ? Finding.ok("real-time priority", limit == UNLIMITED ? "any" : "up to " + limit)
        : Finding.limited(
            "real-time priority",
            "not permitted to this user",
            "add '@realtime - rtprio 99' to /etc/security/limits.conf and the user to that group;"
                + " in a container --ulimit rtprio=99 --cap-add=sys_nice");
  }

  Finding lockedMemory() {
    long limit = limit("Max locked memory");
    String found = limit == UNLIMITED ? "unlimited" : "up to " + limit / MIB + " MiB";
    return limit == UNLIMITED || limit >= ENOUGH_LOCKED_MIB * MIB
        ? Finding.ok("locked memory", found)
        : Finding.limited(
            "locked memory",
            found,
            "add '@realtime - memlock unlimited' to /etc/security/limits.conf and the user to that"
                + " group; in a container --ulimit memlock=-1");
  }

  /** The soft limit of this process; 0 where the kernel does not say. */
  private long limit(String name) {
    return lines("proc/self/limits").stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).trim().split("\\s+")[0])
        .mapToLong(soft -> soft.equals("unlimited") ? UNLIMITED : Long.parseLong(soft))
        .findFirst()
        .orElse(0);
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file));
    } catch (IOException e) {
      return List.of();
    }
  }

  private Optional<String> read(String file) {
    return lines(file).stream().findFirst().map(String::trim).filter(text -> !text.isEmpty());
  }
}

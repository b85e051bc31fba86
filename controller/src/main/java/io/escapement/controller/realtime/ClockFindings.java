package io.escapement.controller.realtime;

import com.sun.jna.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The clocks: the loop's own, and the wall clock, of which only the journal's anchors know. */
final class ClockFindings {

  static final String SOURCE = "clock_source";
  static final String SYNCHRONISATION = "clock_synchronisation";

  /** What follows a clock elsewhere; the kernel cuts names after 15 characters. */
  private static final Set<String> DAEMONS =
      Set.of("chronyd", "ntpd", "ptp4l", "phc2sys", "timemaster", "systemd-timesyn");

  private static final Set<String> SLOW = Set.of("hpet", "acpi_pm", "jiffies", "refined-jiffies");

  /** What the kernel's clock is, as the kernel sees it. */
  enum KernelClock {
    SYNCHRONISED,
    UNSYNCHRONISED,
    UNKNOWN
  }

  private final KernelFiles files;
  private final KernelClock kernelClock;

  ClockFindings(KernelFiles files, KernelClock kernelClock) {
    this.files = files;
    this.kernelClock = kernelClock;
  }

  /** Asks the kernel whether something disciplines its clock, also from outside a container. */
  static KernelClock kernelClock() {
    if (!Platform.isLinux()) {
      return KernelClock.UNKNOWN;
    }
    int state = LinuxCalls.adjtimex(new long[LinuxCalls.TIMEX_WORDS]);
    return state < 0
        ? KernelClock.UNKNOWN
        : state == LinuxCalls.TIME_ERROR ? KernelClock.UNSYNCHRONISED : KernelClock.SYNCHRONISED;
  }

  Measure source() {
    String asked = "one that is read without the kernel";
    Optional<String> source =
        files.line("sys/devices/system/clocksource/clocksource0/current_clocksource");
    if (source.isEmpty()) {
      return Measure.ok(SOURCE, asked, KernelFindings.NOT_SHOWN);
    }
    return SLOW.contains(source.get())
        ? Measure.limited(
            SOURCE,
            asked,
            source.get(),
            "boot with clocksource=tsc; each reading of this one costs microseconds")
        : Measure.ok(SOURCE, asked, source.get());
  }

  Measure synchronisation() {
    String asked = "a daemon that follows a clock elsewhere";
    List<String> found = new ArrayList<>();
    for (String process : files.names("proc")) {
      if (Character.isDigit(process.charAt(0))) {
        files.line("proc/" + process + "/comm").filter(DAEMONS::contains).ifPresent(found::add);
      }
    }
    for (String clock : files.names("sys/class/ptp")) {
      String name = files.line("sys/class/ptp/" + clock + "/clock_name").orElse("unnamed");
      found.add("hardware clock " + clock + " (" + name + ")");
    }
    boolean daemon = found.stream().anyMatch(DAEMONS::contains);
    if (kernelClock == KernelClock.SYNCHRONISED && !daemon) {
      found.add(0, "synchronised, by what is not seen from here");
    }
    String got = found.isEmpty() ? "none" : String.join(", ", found.stream().distinct().toList());
    return daemon || kernelClock == KernelClock.SYNCHRONISED
        ? Measure.ok(SYNCHRONISATION, asked, got)
        : Measure.limited(
            SYNCHRONISATION,
            asked,
            got,
            "sudo apt-get install chrony, or linuxptp (ptp4l, phc2sys) beside a hardware clock, if"
                + " journals of several machines are to be laid side by side; the loop itself"
                + " follows a clock that never steps");
  }
}

package io.escapement.controller.realtime;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The Java virtual machine: who collects garbage, and how long it takes to stop all threads. */
final class JavaFindings {

  static final String COLLECTOR = "collector";
  static final String SAFEPOINTS = "safepoints";

  private static final int PROBES = 16;
  private static final double NS_PER_US = 1e3;
  private static final String FLAG = "PerfDisableSharedMem";

  private JavaFindings() {}

  static Measure collector() {
    return collector(
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList());
  }

  /**
   * Judges a collector by the names of its parts: what pauses all threads for the work itself does
   * so for as long as there is work.
   */
  static Measure collector(List<String> parts) {
    String asked = "ZGC or Shenandoah";
    String got = parts.isEmpty() ? "none" : String.join(", ", parts);
    boolean concurrent =
        parts.stream().anyMatch(name -> name.startsWith("ZGC") || name.startsWith("Shenandoah"));
    return concurrent
        ? Measure.ok(COLLECTOR, asked, got)
        : Measure.limited(COLLECTOR, asked, got, "start java with -XX:+UseZGC");
  }

  static Measure safepoints() {
    return safepoints(flag(FLAG), stopsNs());
  }

  /**
   * Judges how threads are stopped.
   *
   * @param unshared whether the virtual machine keeps its counters out of a mapped file, whose
   *     writing can stall while all threads stand still; empty if it does not say
   * @param stopsNs how long stops took that were asked for, from asking to the end
   */
  static Measure safepoints(Optional<Boolean> unshared, long[] stopsNs) {
    long[] sorted = stopsNs.clone();
    Arrays.sort(sorted);
    String got =
        String.format(
            Locale.ROOT,
            "%d stops of all threads: median %.0f us, longest %.0f us",
            sorted.length,
            sorted[sorted.length / 2] / NS_PER_US,
            sorted[sorted.length - 1] / NS_PER_US);
    String asked = "-XX:+" + FLAG;
    return unshared.orElse(true)
        ? Measure.ok(SAFEPOINTS, asked, got)
        : Measure.limited(
            SAFEPOINTS,
            asked,
            got + ", and each writes to a mapped file",
            "start java with -XX:+" + FLAG);
  }

  /** Asks for stops of all threads: a look for deadlocks is the smallest thing that needs one. */
  private static long[] stopsNs() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    threads.findDeadlockedThreads();
    long[] took = new long[PROBES];
    for (int i = 0; i < PROBES; i++) {
      long startNs = System.nanoTime();
      threads.findDeadlockedThreads();
      took[i] = System.nanoTime() - startNs;
    }
    return took;
  }

  private static Optional<Boolean> flag(String name) {
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (hotSpot == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Boolean.parseBoolean(hotSpot.getVMOption(name).getValue()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

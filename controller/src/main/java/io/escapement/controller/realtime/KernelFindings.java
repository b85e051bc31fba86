package io.escapement.controller.realtime;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the kernel was built and set: preemption, its brake for real-time threads, huge pages. */
final class KernelFindings {

  static final String PREEMPTION = "kernel_preemption";
  static final String THROTTLING = "realtime_throttling";
  static final String HUGE_PAGES = "transparent_huge_pages";

  static final String NOT_SHOWN = "nothing that the kernel shows";

  private static final Pattern BUILD = Pattern.compile("\\b(PREEMPT\\w*)\\b");
  private static final Pattern CHOSEN = Pattern.compile("[(\\[](\\w+)[)\\]]");
  private static final double ENOUGH_SHARE = 0.9;
  private static final double PERCENT = 100;

  private final KernelFiles files;

  KernelFindings(KernelFiles files) {
    this.files = files;
  }

  /** Whether the kernel can be interrupted while it works for somebody else. */
  Measure preemption() {
    String asked = "PREEMPT_RT";
    if (files.line("sys/kernel/realtime").equals(Optional.of("1"))) {
      return Measure.ok(PREEMPTION, asked, asked);
    }
    String build =
        files.line("proc/version").map(BUILD::matcher).filter(Matcher::find).stream()
            .map(found -> found.group(1))
            .findFirst()
            .orElse("not stated");
    if (build.equals(asked)) {
      return Measure.ok(PREEMPTION, asked, asked);
    }
    String mode = chosen("sys/kernel/debug/sched/preempt").map(word -> ", " + word).orElse("");
    return Measure.limited(
        PREEMPTION,
        asked,
        build + mode,
        "take a kernel with PREEMPT_RT for a bound on the worst case: Debian 'sudo apt-get install"
            + " linux-image-rt-amd64' (-arm64), Ubuntu 'sudo pro enable realtime-kernel'; without"
            + " it, boot with preempt=full");
  }

  /** How much of the processor's time real-time threads may have. */
  Measure throttling() {
    String asked = "above " + percent(ENOUGH_SHARE);
    OptionalLong runtimeUs = number("proc/sys/kernel/sched_rt_runtime_us");
    OptionalLong periodUs = number("proc/sys/kernel/sched_rt_period_us");
    if (runtimeUs.isEmpty() || periodUs.isEmpty() || periodUs.getAsLong() <= 0) {
      return Measure.ok(THROTTLING, asked, NOT_SHOWN);
    }
    if (runtimeUs.getAsLong() < 0) {
      return Measure.ok(THROTTLING, asked, "off: nothing stops a loop that never sleeps");
    }
    double share = (double) runtimeUs.getAsLong() / periodUs.getAsLong();
    String got = percent(share) + " of each " + periodUs.getAsLong() / 1000 + " ms";
    return share >= ENOUGH_SHARE
        ? Measure.ok(THROTTLING, asked, got)
        : Measure.limited(THROTTLING, asked, got, "sudo sysctl kernel.sched_rt_runtime_us=950000");
  }

  /** Whether the kernel may move pages together, while their owners wait. */
  Measure hugePages() {
    String asked = "madvise or never";
    Optional<String> mode = chosen("sys/kernel/mm/transparent_hugepage/enabled");
    if (mode.isEmpty()) {
      return Measure.ok(HUGE_PAGES, asked, NOT_SHOWN);
    }
    return mode.get().equals("always")
        ? Measure.limited(
            HUGE_PAGES,
            asked,
            "always",
            "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled, or boot with"
                + " transparent_hugepage=madvise")
        : Measure.ok(HUGE_PAGES, asked, mode.get());
  }

  /** The word in brackets among several. */
  private Optional<String> chosen(String file) {
    return files.line(file).map(CHOSEN::matcher).filter(Matcher::find).map(m -> m.group(1));
  }

  private OptionalLong number(String file) {
    List<String> lines = files.lines(file);
    return lines.isEmpty() || !lines.get(0).trim().matches("-?\\d{1,18}")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(lines.get(0).trim()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * PERCENT);
  }
}

package io.escapement.launch.cli;

import io.escapement.launch.summary.CertifiedText;
import io.escapement.launch.summary.Percentiles;
import io.escapement.launch.summary.ProcessFigures;
import io.escapement.launch.summary.RunSummary;
import io.escapement.launch.summary.Transition;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A run's summary for people. */
final class SummaryText {

  private static final int SHOWN_TRANSITIONS = 12;

  private SummaryText() {}

  static String of(RunSummary run) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s: %s after %.2f s of run time%s",
        run.name(),
        run.end(),
        run.durationS(),
        run.reason() == null ? "" : " (" + run.reason() + ")");
    line(
        text,
        "  ticks      %d, policy calls %d, overruns %s, skipped periods %s, %s times real time",
        run.ticks(),
        run.policyCalls(),
        run.overruns(),
        run.skippedPeriods(),
        run.timesRealTime() == null ? "?" : format("%.1f", run.timesRealTime()));
    if (run.overrunsByCause() != null && !run.overrunsByCause().isEmpty()) {
      line(text, "             overruns caused by %s", causes(run));
    }
    if (run.startupS() != null) {
      line(text, "  start      %.2f s from the program's start to the first tick", run.startupS());
    }
    motion(text, run);
    if (run.pacing() != null) {
      line(
          text,
          "  wait       spins the last %.0f us; wake-ups were %.0f us late at p50, %.0f at p99",
          run.pacing().spinUs(),
          run.pacing().wakeUpUs(),
          run.pacing().wakeUpP99Us());
    }
    times(text, "lateness", run.latenessUs());
    times(text, "tick", run.tickUs());
    times(text, "overhead", run.overheadUs());
    if (run.allocatedBytesPerTick() != null) {
      line(text, "  allocation %.3f bytes a tick in steady state", run.allocatedBytesPerTick());
    }
    if (run.realtime() != null && !run.realtime().measures().isEmpty()) {
      line(text, "  real time  %s", run.realtime().line());
    }
    process(text, run.process());
    line(
        text,
        "  safety     mode %s at the end, command changed on %d ticks",
        run.mode(),
        run.interventions());
    if (run.certified() != null) {
      String label = "certified";
      for (String each : CertifiedText.lines(run.certified())) {
        line(text, "  %-10s %s", label, each);
        label = "";
      }
    }
    int shown = 0;
    for (Transition transition : run.transitions()) {
      if (shown++ == SHOWN_TRANSITIONS) {
        line(text, "             ... %d more", run.transitions().size() - SHOWN_TRANSITIONS);
        break;
      }
      line(
          text,
          "             %.3f s: %s -> %s, %s",
          transition.timeS(),
          transition.from(),
          transition.to(),
          transition.cause());
    }
    line(
        text,
        "  journal    %d ticks (%s), %d lost, %.1f MB in %s",
        run.journal().ticks(),
        run.journal().record(),
        run.journal().lost(),
        run.journal().bytes() / 1e6,
        run.runDir());
    return text.toString().stripTrailing();
  }

  /** The most frequent first. */
  private static String causes(RunSummary run) {
    return run.overrunsByCause().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(cause -> cause.getKey() + " " + cause.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void motion(StringBuilder text, RunSummary run) {
    if (run.baseDisplacementM() != null) {
      double[] moved = run.baseDisplacementM();
      line(
          text,
          "  base       moved %+.2f m forward, %+.2f m sideways, lowest at %.3f m",
          moved[0],
          moved[1],
          run.minBaseHeightM());
    }
    if (run.maxTiltDeg() != null) {
      line(
          text,
          "  tilt       %.1f degrees at most%s",
          run.maxTiltDeg(),
          run.fell() ? ", FELL" : "");
    }
  }

  private static void process(StringBuilder text, ProcessFigures process) {
    if (process.steadyS() == null) {
      return;
    }
    line(
        text,
        "  process    %.0f bytes/s on all threads%s, %d collections%s%s in %.1f s of steady state",
        process.allocatedBytesPerS(),
        process.usualBytesPerS() == null
            ? ""
            : String.format(Locale.ROOT, " (usually %.0f)", process.usualBytesPerS()),
        process.collections(),
        process.safepoints() == null ? "" : ", " + process.safepoints() + " safepoints",
        process.loopPageFaults() == null
            ? ""
            : ", the loop's thread "
                + process.loopPageFaults()
                + " page faults and "
                + process.loopPreemptions()
                + " times preempted",
        process.steadyS());
  }

  private static void times(StringBuilder text, String name, Percentiles us) {
    if (us != null) {
      line(
          text,
          "  %-10s p50 %.1f, p99 %.1f, p99.9 %.1f, p99.99 %.1f, max %.1f us",
          name,
          us.p50(),
          us.p99(),
          us.p999(),
          us.p9999(),
          us.max());
    }
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(format(format, values)).append('\n');
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

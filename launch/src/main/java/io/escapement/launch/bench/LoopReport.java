package io.escapement.launch.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.realtime.RealtimeReport;
import io.escapement.launch.summary.PacingFigures;
import io.escapement.launch.summary.Percentiles;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import java.util.List;
import java.util.Map;

/**
 * How punctual a loop was, beside cyclictest in the same minutes. Times are microseconds; warm-up
 * is outside.
 *
 * @param run what the loop carried
 * @param rateHz ticks a second
 * @param durationS time of the loop, without the turns of cyclictest
 * @param scheduler how the loop's thread was scheduled
 * @param loopUs lateness of the loop's wake-ups
 * @param cyclictestUs lateness of cyclictest's wake-ups, whole microseconds; null without it
 * @param ratio the first over the second; null without it
 * @param skipped periods that the loop skipped
 * @param ticks ticks that it did
 * @param skippedShare skipped periods over all periods
 * @param cyclictestSkippedShare periods without a wake-up of cyclictest, over all; null without it
 * @param lateShare wake-ups that were a period late or more, over all
 * @param overruns ticks followed by skipped periods
 * @param overrunsByCause those by what caused them
 * @param tickUs whole ticks
 * @param bytesPerTick allocation on the loop's thread in steady state; null if it was not reached
 * @param pacing how the loop waited
 * @param realtime what was asked of the kernel and got, and what was found about the machine
 * @param machine what was measured on
 * @param failed whether the loop ended by a failure, which a note then tells
 * @param notes what the reader must know besides
 */
public record LoopReport(
    String run,
    @JsonProperty("rate_hz") double rateHz,
    @JsonProperty("duration_s") double durationS,
    String scheduler,
    @JsonProperty("loop_us") Percentiles loopUs,
    @JsonProperty("cyclictest_us") Percentiles cyclictestUs,
    Percentiles ratio,
    long skipped,
    long ticks,
    @JsonProperty("skipped_share") double skippedShare,
    @JsonProperty("cyclictest_skipped_share") Double cyclictestSkippedShare,
    @JsonProperty("late_share") LateShare lateShare,
    long overruns,
    @JsonProperty("overruns_by_cause") Map<String, Long> overrunsByCause,
    @JsonProperty("tick_us") Percentiles tickUs,
    @JsonProperty("bytes_per_tick") Double bytesPerTick,
    PacingFigures pacing,
    RealtimeReport realtime,
    TestMachine machine,
    boolean failed,
    List<String> notes) {

  private static final double PER_CENT = 100;

  /**
   * Wake-ups that were a period late or more, over all wake-ups.
   *
   * @param loop the loop's
   * @param cyclictest cyclictest's, or null
   */
  public record LateShare(double loop, Double cyclictest) {}

  /**
   * One distribution over another.
   *
   * @param over the one, microseconds
   * @param under the other, microseconds, or null
   * @return null without the other; a figure over less than a microsecond is one over a microsecond
   */
  static Percentiles ratio(Percentiles over, Percentiles under) {
    return under == null
        ? null
        : new Percentiles(
            over.p50() / Math.max(1, under.p50()),
            over.p99() / Math.max(1, under.p99()),
            over.p999() / Math.max(1, under.p999()),
            over.p9999() / Math.max(1, under.p9999()),
            over.max() / Math.max(1, under.max()));
  }

  /**
   * The report for people.
   *
   * @return a table of lateness in microseconds, and what it was measured with
   */
  public String text() {
    Table table = new Table(2);
    table.row("us late", "p50", "p99", "p99.9", "p99.99", "max", "a period late");
    row(table, "loop", loopUs, share(lateShare.loop()));
    if (cyclictestUs != null) {
      row(table, "cyclictest", cyclictestUs, share(lateShare.cyclictest()));
      row(table, "ratio", ratio, "");
    }
    StringBuilder text = new StringBuilder();
    text.append(run)
        .append(": ")
        .append(ticks)
        .append(" ticks at ")
        .append(Numbers.of(rateHz))
        .append(" Hz, ")
        .append(scheduler)
        .append('\n')
        .append(table.text());
    line(text, "skipped " + skipped + " periods, " + share(skippedShare) + causes());
    if (cyclictestSkippedShare != null) {
      line(text, "cyclictest skipped " + share(cyclictestSkippedShare) + " of its periods");
    }
    if (pacing != null) {
      line(
          text,
          "spins the last "
              + Numbers.of(pacing.spinUs())
              + " us of a wait (set by "
              + pacing.setBy()
              + ")");
    }
    line(
        text,
        "tick p50 "
            + Numbers.of(tickUs.p50())
            + ", p99 "
            + Numbers.of(tickUs.p99())
            + " us; allocation "
            + (bytesPerTick == null ? "not measured" : Numbers.of(bytesPerTick) + " bytes a tick"));
    notes.forEach(note -> line(text, note));
    line(text, machine.text());
    return text.toString().stripTrailing();
  }

  private String causes() {
    return overrunsByCause.isEmpty() ? "" : ", overruns by cause " + overrunsByCause;
  }

  private static String share(double share) {
    return Numbers.of(PER_CENT * share) + " %";
  }

  private static void line(StringBuilder text, String line) {
    text.append("  ").append(line).append('\n');
  }

  private static void row(Table table, String name, Percentiles values, String last) {
    table.row(
        name,
        Numbers.of(values.p50()),
        Numbers.of(values.p99()),
        Numbers.of(values.p999()),
        Numbers.of(values.p9999()),
        Numbers.of(values.max()),
        last);
  }
}

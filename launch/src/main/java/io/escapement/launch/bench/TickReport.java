package io.escapement.launch.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.summary.Percentiles;
import io.escapement.launch.summary.RunSummary;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import java.util.Map;

/**
 * What whole ticks cost. Times are microseconds; warm-up is outside.
 *
 * @param run the run's name
 * @param rateHz ticks a second
 * @param pacer what time was
 * @param ticks ticks that ran
 * @param policyCalls inferences
 * @param skippedPeriods periods skipped because a tick ran late
 * @param phasesUs each phase of the tick, over all ticks
 * @param tickUs whole ticks, hand-off to the journal included
 * @param inferenceUs inference, over the ticks that infer only; null if none did
 * @param overheadUs ticks less physics and inference
 * @param latenessUs wake-up after the due time
 * @param bytesPerTick allocation on the loop's thread in steady state; null if the run was too
 *     short to reach it
 * @param machine what was measured on
 */
public record TickReport(
    String run,
    @JsonProperty("rate_hz") double rateHz,
    String pacer,
    long ticks,
    @JsonProperty("policy_calls") long policyCalls,
    @JsonProperty("skipped_periods") Long skippedPeriods,
    @JsonProperty("phases_us") Map<String, Percentiles> phasesUs,
    @JsonProperty("tick_us") Percentiles tickUs,
    @JsonProperty("inference_us") Percentiles inferenceUs,
    @JsonProperty("overhead_us") Percentiles overheadUs,
    @JsonProperty("lateness_us") Percentiles latenessUs,
    @JsonProperty("bytes_per_tick") Double bytesPerTick,
    TestMachine machine) {

  /**
   * Puts a report together.
   *
   * @param summary the run's own figures
   * @param rateHz ticks a second
   * @param pacer what time was
   * @param inference what was gathered about inference
   * @param machine what was measured on
   * @return the report
   */
  public static TickReport of(
      RunSummary summary,
      double rateHz,
      String pacer,
      InferenceTap inference,
      TestMachine machine) {
    return new TickReport(
        summary.name(),
        rateHz,
        pacer,
        summary.ticks(),
        summary.policyCalls(),
        summary.skippedPeriods(),
        summary.phasesUs(),
        summary.tickUs(),
        inference.inference().getTotalCount() == 0 ? null : Percentiles.of(inference.inference()),
        summary.overheadUs(),
        summary.latenessUs(),
        summary.allocatedBytesPerTick(),
        machine);
  }

  /**
   * The report for people.
   *
   * @return a table of times in microseconds
   */
  public String text() {
    Table table = new Table(2);
    table.row("us", "p50", "p99", "p99.9", "max");
    row(table, "tick", tickUs);
    row(table, "inference", inferenceUs);
    row(table, "overhead", overheadUs);
    row(table, "lateness", latenessUs);
    phasesUs.forEach(
        (phase, times) -> {
          if (times.max() > 0) {
            row(table, "  " + phase, times);
          }
        });
    return run
        + ": "
        + ticks
        + " ticks at "
        + Numbers.of(rateHz)
        + " Hz, "
        + pacer
        + ", "
        + policyCalls
        + " inferences, "
        + skippedPeriods
        + " periods skipped\n"
        + table.text()
        + "  inference: ticks that infer; overhead: ticks less physics (advance) and inference\n"
        + "  allocation "
        + (bytesPerTick == null ? "not measured" : Numbers.of(bytesPerTick) + " bytes a tick")
        + "\n"
        + "  "
        + machine.text();
  }

  private static void row(Table table, String name, Percentiles us) {
    if (us != null) {
      table.row(
          name,
          Numbers.of(us.p50()),
          Numbers.of(us.p99()),
          Numbers.of(us.p999()),
          Numbers.of(us.max()));
    }
  }
}

package io.escapement.launch.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.summary.Percentiles;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import java.util.Map;

/**
 * What whole ticks cost. Times are microseconds; warm-up is outside, and so is the fifth of each
 * run with which it begins.
 *
 * @param run the run's name
 * @param rateHz ticks a second
 * @param pacer how they were paced: {@code lockstep} is back to back
 * @param ticks ticks that ran
 * @param policyCalls inferences
 * @param skippedPeriods periods skipped because a tick ran late
 * @param phasesUs each phase of the tick, over all ticks
 * @param tickUs whole ticks, hand-off to the journal included
 * @param inferenceUs inference, over the ticks that infer only; null if none did
 * @param overheadUs ticks less physics and inference
 * @param inferringUs overhead of the ticks that infer; null if there were none
 * @param notInferringUs overhead of the others; null if there were none
 * @param firstTicksUs overhead of the run's first thousand ticks
 * @param latenessUs wake-up after the due time
 * @param bytesPerTick allocation on the loop's thread in steady state; null if the run was too
 *     short to reach it
 * @param stagesUs each stage, from a run with a stop watch around each
 * @param without the same run without a part: {@code journal}, {@code safety}, {@code policy}, or
 *     one stage
 * @param paced the same run paced in real time; null where that is what was asked for
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
    @JsonProperty("overhead_inferring_us") Percentiles inferringUs,
    @JsonProperty("overhead_not_inferring_us") Percentiles notInferringUs,
    @JsonProperty("overhead_first_ticks_us") Percentiles firstTicksUs,
    @JsonProperty("lateness_us") Percentiles latenessUs,
    @JsonProperty("bytes_per_tick") Double bytesPerTick,
    @JsonProperty("stages_us") Map<String, Percentiles> stagesUs,
    Map<String, LeftOut> without,
    TickFigures paced,
    TestMachine machine) {

  /**
   * The report for people.
   *
   * @return tables of times in microseconds
   */
  public String text() {
    Table table = new Table(2);
    boolean compared = paced != null;
    header(table, compared);
    row(table, "tick", tickUs, compared ? paced.tickUs() : null);
    row(table, "inference", inferenceUs, compared ? paced.inferenceUs() : null);
    row(table, "overhead", overheadUs, compared ? paced.overheadUs() : null);
    row(table, "  infers", inferringUs, compared ? paced.inferringUs() : null);
    row(table, "  does not", notInferringUs, compared ? paced.notInferringUs() : null);
    row(table, "  first 1000", firstTicksUs, compared ? paced.firstTicksUs() : null);
    row(table, "lateness", latenessUs, compared ? paced.latenessUs() : null);
    phasesUs.forEach(
        (phase, us) -> row(table, "  " + phase, us, compared ? paced.phasesUs().get(phase) : null));
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
        + "  inference: ticks that infer; overhead: ticks less physics (advance) and inference,\n"
        + "  over all ticks, those that infer, those that do not, and the first of the run\n"
        + "  allocation "
        + (bytesPerTick == null ? "not measured" : Numbers.of(bytesPerTick) + " bytes a tick")
        + "\n\n"
        + parts()
        + "  "
        + machine.text();
  }

  /** What each part of the run costs. */
  private String parts() {
    Table table = new Table(2);
    table.row("us", "p50", "p99", "left out: overhead p50", "saves");
    without.forEach(
        (name, left) -> {
          if (!stagesUs.containsKey(name)) {
            table.row("all of " + name, "", "", left(left), Numbers.of(left.savesUs()));
          }
        });
    stagesUs.forEach(
        (name, us) -> {
          LeftOut left = without.get(name);
          table.row(
              name,
              Numbers.of(us.p50()),
              Numbers.of(us.p99()),
              left == null ? "" : left(left),
              left == null ? "" : Numbers.of(left.savesUs()));
        });
    return table.text()
        + "  each stage by its own stop watch, and the run without it (its channels held)\n";
  }

  private static String left(LeftOut left) {
    return Numbers.of(left.overheadUs().p50());
  }

  private static void header(Table table, boolean compared) {
    if (compared) {
      table.row("us", "p50", "p99", "p99.9", "max", "| paced: p50", "p99", "p99.9", "max");
    } else {
      table.row("us", "p50", "p99", "p99.9", "max");
    }
  }

  private static void row(Table table, String name, Percentiles us, Percentiles other) {
    if (us == null) {
      return;
    }
    if (other == null) {
      table.row(name, of(us.p50()), of(us.p99()), of(us.p999()), of(us.max()));
    } else {
      table.row(
          name,
          of(us.p50()),
          of(us.p99()),
          of(us.p999()),
          of(us.max()),
          "| " + of(other.p50()),
          of(other.p99()),
          of(other.p999()),
          of(other.max()));
    }
  }

  private static String of(double us) {
    return Numbers.of(us);
  }
}

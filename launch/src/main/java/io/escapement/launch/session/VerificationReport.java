package io.escapement.launch.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.replay.Divergence;
import java.util.List;
import java.util.Locale;

/**
 * The verification of a run, as {@code replay --json} prints it.
 *
 * @param runDir the run's directory
 * @param ticks ticks in the stretch that was asked for
 * @param compared ticks that were re-executed and compared
 * @param mismatches ticks that differ
 * @param firstDivergence the first tick that differs, or null
 * @param timesRealTime time of the run over the time that the verification took
 * @param segments stretches between keyframes that were verified on their own
 * @param record {@code full} or {@code inputs}
 * @param problems what does not hold in the journal itself: checksums, chain, counts
 * @param notices what the user should know
 * @param passed whether the journal is sound, every tick was compared and none differs
 */
public record VerificationReport(
    @JsonProperty("run_dir") String runDir,
    long ticks,
    long compared,
    long mismatches,
    @JsonProperty("first_divergence") Divergence firstDivergence,
    @JsonProperty("times_real_time") double timesRealTime,
    int segments,
    String record,
    List<String> problems,
    List<String> notices,
    boolean passed) {

  /**
   * The report for people.
   *
   * @return several lines
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (passed) {
      text.append(
          String.format(
              Locale.ROOT,
              "verified: %d of %d ticks re-executed and equal bit for bit (%s, %d segments, %.0f times real time)",
              compared,
              ticks,
              record,
              segments,
              timesRealTime));
    } else {
      text.append(
          String.format(
              Locale.ROOT,
              "NOT verified: %d of %d ticks compared, %d differ",
              compared,
              ticks,
              mismatches));
    }
    problems.forEach(problem -> text.append("\n  problem: ").append(problem));
    if (firstDivergence != null) {
      text.append("\n  first: ").append(firstDivergence.text());
    }
    notices.forEach(notice -> text.append("\n  note: ").append(notice));
    return text.toString();
  }
}

package io.escapement.launch.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.summary.Percentiles;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import io.escapement.policy.inference.choice.EngineDecision;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each engine costs on a policy's own model.
 *
 * @param model the measured model's file
 * @param notMeasured further models that the file names (a sampler's, refinements'): names and
 *     files
 * @param rateHz inferences a second where calls are paced
 * @param engines those that can run it
 * @param maxRelativeDifference the greatest of theirs from ONNX Runtime
 * @param chosen what {@code engine: auto} chooses here
 * @param why why
 * @param absent engines that cannot run it here, and why
 * @param machine what was measured on
 */
public record PolicyBenchReport(
    String model,
    @JsonProperty("not_measured") List<String> notMeasured,
    @JsonProperty("rate_hz") double rateHz,
    List<EngineTimes> engines,
    @JsonProperty("max_relative_difference") double maxRelativeDifference,
    String chosen,
    String why,
    Map<String, String> absent,
    TestMachine machine) {

  static PolicyBenchReport of(
      PolicySubject subject,
      double rateHz,
      List<EngineTimes> engines,
      EngineDecision decision,
      Map<String, String> absent,
      TestMachine machine) {
    return new PolicyBenchReport(
        subject.model().where(),
        subject.others(),
        rateHz,
        engines,
        engines.stream().mapToDouble(EngineTimes::maxRelativeDifference).max().orElse(0),
        decision.engine(),
        decision.why(),
        absent,
        machine);
  }

  /**
   * The report for people.
   *
   * @return a table of times in microseconds
   */
  public String text() {
    Table table = new Table(2);
    table.row("us", "p50", "p99", "p99.9", "max", "calls", "bytes a call");
    for (EngineTimes engine : engines) {
      String bytes = engine.bytesPerCall() == null ? "-" : Numbers.of(engine.bytesPerCall());
      row(table, engine.engine() + " back to back", engine.backToBackUs(), engine.calls(), bytes);
      row(
          table,
          engine.engine() + " at " + Numbers.of(rateHz) + " Hz",
          engine.pacedUs(),
          engine.pacedCalls(),
          "");
    }
    StringBuilder text = new StringBuilder(model).append('\n').append(table.text());
    for (EngineTimes engine : engines) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %s: %s, within %.1e of ONNX Runtime%n",
              engine.engine(),
              engine.identity(),
              engine.maxRelativeDifference()));
    }
    notMeasured.forEach(one -> text.append("  not measured: ").append(one).append('\n'));
    absent.forEach((engine, reason) -> text.append(engineLine(engine, reason)));
    return text.append("  auto chooses ")
        .append(chosen)
        .append(" (")
        .append(why)
        .append(")\n  ")
        .append(machine.text())
        .toString();
  }

  private static String engineLine(String engine, String reason) {
    return "  not " + engine + ": " + reason + "\n";
  }

  private static void row(Table table, String name, Percentiles us, long calls, String bytes) {
    if (us != null) {
      table.row(
          name,
          Numbers.of(us.p50()),
          Numbers.of(us.p99()),
          Numbers.of(us.p999()),
          Numbers.of(us.max()),
          Long.toString(calls),
          bytes);
    }
  }
}

package io.escapement.launch.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.realtime.RealtimeReport;
import io.escapement.launch.summary.EngineReport;
import io.escapement.launch.summary.LatencyFigures;
import java.util.List;
import java.util.Locale;

/**
 * What a preflight found when everything holds.
 *
 * @param run name of the run
 * @param robot name of the robot
 * @param joints number of joints
 * @param actuators number of actuators
 * @param policy the policy's model file, or its form where it has none
 * @param observation elements of its observation
 * @param engine what evaluates it
 * @param engines what evaluates each model of the run, and why
 * @param inferenceUs how long inference on the loop's thread takes, all models one after the other;
 *     null in lockstep, and where the loop waits for none
 * @param goldenCases golden vectors that hold
 * @param goldenWorst greatest difference among them
 * @param rateHz rate of the loop
 * @param policyHz rate of the policy
 * @param drivers names of the drivers
 * @param recordBytes size of a tick record
 * @param channels number of channels in it
 * @param realtime what the loop would get of what it asks of the kernel, and the machine; empty in
 *     lockstep
 * @param notices what the user should know
 */
public record CheckReport(
    String run,
    String robot,
    int joints,
    int actuators,
    String policy,
    int observation,
    String engine,
    List<EngineReport> engines,
    @JsonProperty("inference_us") LatencyFigures inferenceUs,
    @JsonProperty("golden_cases") int goldenCases,
    @JsonProperty("golden_worst") double goldenWorst,
    @JsonProperty("rate_hz") double rateHz,
    @JsonProperty("policy_hz") double policyHz,
    List<String> drivers,
    @JsonProperty("record_bytes") int recordBytes,
    int channels,
    RealtimeReport realtime,
    List<String> notices) {

  private static final double US_PER_S = 1e6;

  /**
   * The report for people.
   *
   * @return several lines
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: everything holds.%n"
                + "  robot    %s, %d joints, %d actuators%n"
                + "  policy   %s, observation of %d, %s%n"
                + "  golden   %d vectors within %.1e%n"
                + "  loop     %.0f Hz, policy %.0f Hz, drivers %s%n"
                + "  record   %d bytes a tick in %d channels",
            run,
            robot,
            joints,
            actuators,
            policy,
            observation,
            engine,
            goldenCases,
            goldenWorst,
            rateHz,
            policyHz,
            String.join(", ", drivers),
            recordBytes,
            channels));
    if (!realtime.measures().isEmpty()) {
      text.append("\n  realtime ").append(realtime.line());
    }
    realtime.notes().forEach(note -> text.append("\n           ").append(note));
    if (inferenceUs != null) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  inference p50 %.1f, p99 %.1f, p99.9 %.1f us of a period of %.0f us",
              inferenceUs.p50(),
              inferenceUs.p99(),
              inferenceUs.p999(),
              US_PER_S / rateHz));
    }
    notices.forEach(notice -> text.append("\n  note     ").append(notice));
    return text.toString();
  }
}

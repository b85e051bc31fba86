package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.supervisor.Fallback;
import io.escapement.safety.supervisor.Mode;
import io.escapement.safety.supervisor.ModeTable;
import io.escapement.safety.supervisor.MonitorSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the safety chain of a run goes by. A check that is switched off is null.
 *
 * @param modes in the order of their indexes
 * @param startMode the mode in which the run starts
 * @param lastFallback the robot's last fallback
 * @param fallbacks steps by trigger, such as {@code reuse_last_action 100 ms}
 * @param staleMs greatest age of a measurement
 * @param lateMs greatest time between two ticks
 * @param maxTiltDeg greatest tilt of the base
 * @param positionTolerance how far a joint may be measured outside its limits, rad or m
 * @param velocityScale part of the velocity limits that is used
 * @param effortScale part of the effort limits that is used
 * @param slowShare part of each speed limit that the step {@code slow} leaves a policy; null where
 *     no fallback has it
 * @param certified what the certified filter goes by; null without one
 * @param notices what a user should know
 */
public record SafetyView(
    List<ModeView> modes,
    @JsonProperty("start_mode") String startMode,
    @JsonProperty("last_fallback") String lastFallback,
    Map<String, List<String>> fallbacks,
    @JsonProperty("stale_ms") Double staleMs,
    @JsonProperty("late_ms") Double lateMs,
    @JsonProperty("max_tilt_deg") Double maxTiltDeg,
    @JsonProperty("position_tolerance") Double positionTolerance,
    @JsonProperty("velocity_scale") double velocityScale,
    @JsonProperty("effort_scale") double effortScale,
    @JsonProperty("slow_share") Double slowShare,
    CertifiedView certified,
    List<String> notices) {

  private static final double NS_PER_MS = 1e6;

  /**
   * A mode.
   *
   * @param name its name
   * @param behaviour what it makes of the command
   * @param available whether it can be entered
   * @param blendMs time over which it is blended in, ms
   */
  public record ModeView(
      String name, String behaviour, boolean available, @JsonProperty("blend_ms") double blendMs) {}

  /** Shows settings. */
  static SafetyView of(SafetySettings settings) {
    ModeTable table = settings.modes();
    List<ModeView> modes = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      Mode mode = table.mode(i);
      modes.add(
          new ModeView(
              mode.name(),
              mode.behaviour().name().toLowerCase(Locale.ROOT),
              table.available(i),
              mode.blendNs() / NS_PER_MS));
    }
    Map<String, List<String>> fallbacks = new LinkedHashMap<>();
    for (Fallback fallback : settings.supervisor().fallbacks()) {
      fallbacks.put(
          fallback.cause().label(),
          fallback.steps().stream().map(step -> step(step, table)).toList());
    }
    MonitorSettings monitors = settings.monitors();
    return new SafetyView(
        modes,
        table.name(settings.supervisor().startMode()),
        table.name(table.lastFallback()),
        fallbacks,
        monitors.staleNs() == 0 ? null : monitors.staleNs() / NS_PER_MS,
        monitors.lateNs() == 0 ? null : monitors.lateNs() / NS_PER_MS,
        Numbers.orNull(StrictMath.toDegrees(monitors.maxTiltRad())),
        Numbers.orNull(monitors.positionTolerance()),
        settings.limits().velocityScale(),
        settings.limits().effortScale(),
        settings.supervisor().slows() ? settings.supervisor().slow().share() : null,
        CertifiedView.of(settings).orElse(null),
        settings.notices());
  }

  /** The certified filter's joints, or nothing. */
  String jointText() {
    return certified == null ? "" : certified.jointText();
  }

  private static String step(Fallback.Step step, ModeTable table) {
    String name =
        step.reuses() ? "reuse_last_action" : step.slows() ? "slow" : table.name(step.mode());
    return step.durationNs() == 0
        ? name
        : name + " " + Numbers.of(step.durationNs() / NS_PER_MS) + " ms";
  }

  /** Adds the settings to the table of a run. */
  void rows(Table table) {
    List<String> names = new ArrayList<>();
    modes.forEach(
        mode -> names.add(mode.available() ? mode.name() : mode.name() + " (not available)"));
    table.row("modes", String.join(", ", names) + "; starts in " + startMode);
    table.row(
        "monitors",
        "stale "
            + (staleMs == null ? "off" : Numbers.of(staleMs) + " ms")
            + ", late "
            + (lateMs == null ? "off" : Numbers.of(lateMs) + " ms")
            + ", tilt "
            + (maxTiltDeg == null ? "off" : Numbers.of(maxTiltDeg) + " degrees")
            + ", outside limits "
            + (positionTolerance == null ? "off" : Numbers.of(positionTolerance)));
    // Triggers with the same answer share a line.
    Map<List<String>, List<String>> byAnswer = new LinkedHashMap<>();
    fallbacks.forEach(
        (trigger, steps) -> byAnswer.computeIfAbsent(steps, s -> new ArrayList<>()).add(trigger));
    byAnswer.forEach(
        (steps, triggers) ->
            table.row(
                "fallback",
                String.join(", ", triggers)
                    + ": "
                    + (steps.isEmpty() ? "recorded only" : String.join(", then ", steps))));
    if (certified != null) {
      certified.rows(table);
    }
    notices.forEach(notice -> table.row("note", notice));
  }
}

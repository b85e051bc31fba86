package io.escapement.safety;

import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Stage;
import io.escapement.safety.barrier.Barriers;
import io.escapement.safety.barrier.SpeedLimit;
import io.escapement.safety.chain.CertifiedFilter;
import io.escapement.safety.chain.CertifiedSettings;
import io.escapement.safety.command.Drives;
import io.escapement.safety.filter.FilterStages;
import io.escapement.safety.filter.SlowFilter;
import io.escapement.safety.stability.StableFilter;
import io.escapement.safety.supervisor.ModeCommand;
import io.escapement.safety.supervisor.Monitors;
import io.escapement.safety.supervisor.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the safety stages of a run. */
public final class SafetyStages {

  private SafetyStages() {}

  /**
   * Monitors, supervisor, command of the mode, filter chain, hardware clamp and the record of
   * interventions. They read {@code joints/*}, {@code imu/*} where the robot knows its orientation,
   * {@code operator/*} and {@code nominal/*}, and write {@code command/*}.
   *
   * @param settings what they go by
   * @return new stages in their order
   */
  public static List<Stage> of(SafetySettings settings) {
    return of(settings, List.of());
  }

  /**
   * The same with filters of scores.
   *
   * @param settings what they go by
   * @param first makes filters that come before limits and slew
   * @return new stages in their order
   */
  public static List<Stage> of(SafetySettings settings, List<FilterStages.Factory> first) {
    Drives drives = settings.drives();
    List<Stage> stages = new ArrayList<>();
    stages.add(new Monitors(drives, settings.monitors(), settings.modes()));
    stages.add(new Supervisor(drives, settings.supervisor()));
    stages.add(new ModeCommand(drives, settings.modes()));
    stages.addAll(filters(settings, first));
    return stages;
  }

  private static List<Stage> filters(SafetySettings settings, List<FilterStages.Factory> first) {
    List<FilterStages.Factory> all = new ArrayList<>(first);
    settings
        .stable()
        .ifPresent(
            stable ->
                all.add(
                    (context, range) ->
                        new StableFilter(
                            stable,
                            settings.drives(),
                            settings.modes(),
                            settings.periodNs(),
                            context)));
    if (settings.supervisor().slows()) {
      all.add((context, range) -> new SlowFilter(settings.drives(), context, range));
    }
    return FilterStages.of(
        settings.drives(),
        settings.limits(),
        settings.slew(),
        settings.periodNs(),
        all,
        settings.certified().map(certified -> factory(certified, settings)));
  }

  private static FilterStages.Factory factory(
      CertifiedSettings certified, SafetySettings settings) {
    RobotModel robot = settings.robot();
    return (context, range) ->
        new CertifiedFilter(
            certified,
            Barriers.of(certified.barriers(), robot),
            certified.speedLimits().stream()
                .map(limit -> new SpeedLimit(limit, robot, certified.holdS()))
                .toList(),
            context,
            range,
            settings.supervisor().slows()
                ? Optional.of(SlowFilter.speedShare(settings.drives()))
                : Optional.empty());
  }
}

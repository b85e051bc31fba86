package io.escapement.safety;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.RobotModel;
import io.escapement.safety.chain.CertifiedSettings;
import io.escapement.safety.chain.JointCapabilities;
import io.escapement.safety.command.Drives;
import io.escapement.safety.filter.LimitSettings;
import io.escapement.safety.filter.SlewSettings;
import io.escapement.safety.stability.StableSettings;
import io.escapement.safety.supervisor.ModeTable;
import io.escapement.safety.supervisor.MonitorSettings;
import io.escapement.safety.supervisor.SupervisorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that the safety stages of a run go by: the {@code safety} block of its YAML laid over the
 * defaults, for one robot.
 *
 * @param robot the robot
 * @param drives the robot's actuators
 * @param monitors what is tolerated
 * @param supervisor modes, fallbacks and guards
 * @param limits how the robot's limits are used
 * @param slew how fast commands may change
 * @param stable how a policy's velocities are kept from leading away from a goal, if they are
 * @param certified what the certified filter goes by, if the run has one
 * @param periodNs the loop's period, nanoseconds
 */
public record SafetySettings(
    RobotModel robot,
    Drives drives,
    MonitorSettings monitors,
    SupervisorSettings supervisor,
    LimitSettings limits,
    SlewSettings slew,
    Optional<StableSettings> stable,
    Optional<CertifiedSettings> certified,
    long periodNs) {

  /** Name of the schema of the {@code safety} block. */
  public static final String SCHEMA = "safety.schema.json";

  /**
   * Reads the {@code safety} block of a run.
   *
   * @param safety the block, or null for the defaults
   * @param robot the robot
   * @param simulator whether every driver is a simulator's: then a run starts in {@code policy},
   *     else in {@code passive}
   * @param periodNs the loop's period, nanoseconds
   * @return the settings
   * @throws io.escapement.controller.config.ConfigurationException if the block is wrong
   * @throws io.escapement.controller.config.PreflightException if the robot lacks what its last
   *     fallback needs
   */
  public static SafetySettings read(
      YamlNode safety, RobotModel robot, boolean simulator, long periodNs) {
    JointCapabilities unknown =
        JointCapabilities.unknown("the robot's bodies are not read", robot.floatingBase());
    return read(safety, robot, simulator, periodNs, (massError, effortScale) -> unknown);
  }

  /**
   * Reads the {@code safety} block of a run whose robot's bodies are known.
   *
   * @param safety the block, or null for the defaults
   * @param robot the robot
   * @param simulator whether every driver is a simulator's
   * @param periodNs the loop's period, nanoseconds
   * @param capabilities asked if the block has a certified filter
   * @return the settings
   * @throws io.escapement.controller.config.ConfigurationException if the block is wrong
   * @throws io.escapement.controller.config.PreflightException if the robot lacks what its last
   *     fallback or its certified filter needs
   */
  public static SafetySettings read(
      YamlNode safety,
      RobotModel robot,
      boolean simulator,
      long periodNs,
      JointCapabilities.Source capabilities) {
    return new SafetyReader(safety, robot, simulator, periodNs, capabilities).read();
  }

  /**
   * The same with other tolerances.
   *
   * @param other what is tolerated, and which stages are listened to
   * @return a copy
   */
  public SafetySettings withMonitors(MonitorSettings other) {
    return new SafetySettings(
        robot, drives, other, supervisor, limits, slew, stable, certified, periodNs);
  }

  /**
   * The modes of the run.
   *
   * @return names and indexes, for the operator and the summary
   */
  public ModeTable modes() {
    return supervisor.modes();
  }

  private List<String> withoutSpeedLimit() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < drives.count(); i++) {
      boolean unlimited = Double.isInfinite(drives.drives().get(i).velocityMax());
      if (unlimited && Double.isInfinite(slew.positionRate().get(i))) {
        names.add(drives.drives().get(i).name());
      }
    }
    return names;
  }

  /**
   * What a user should know before the run.
   *
   * @return one line each, such as modes that cannot be entered and why; may be empty
   */
  public List<String> notices() {
    List<String> notices = new ArrayList<>();
    certified.ifPresent(filter -> notices.addAll(filter.notices()));
    List<String> unbounded = supervisor.slows() ? withoutSpeedLimit() : List.of();
    if (!unbounded.isEmpty()) {
      notices.add(
          "the fallback slow leaves "
              + String.join(", ", unbounded)
              + " as fast as before: no velocity limit and no slew limit of the position is known;"
              + " give the joints a velocity limit in robot.yaml");
    }
    ModeTable modes = modes();
    for (int i = 0; i < modes.size(); i++) {
      if (!modes.available(i)) {
        notices.add(
            "mode "
                + modes.name(i)
                + " is not available: no stiffness for "
                + String.join(", ", modes.withoutStiffness(i))
                + "; give the actuators one in robot.yaml, or the mode one in the run's safety"
                + " block");
      }
    }
    return notices;
  }
}

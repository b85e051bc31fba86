package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.config.Origin;
import io.escapement.controller.estimation.EstimationSettings;
import io.escapement.controller.estimation.LeggedEstimation;
import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.Capability;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A robot model: what moves, what drives it, what is measured.
 *
 * @param kind {@code robot}
 * @param name the robot's name
 * @param model the model's file
 * @param format {@code mjcf} or {@code urdf}
 * @param floatingBase whether the base moves freely
 * @param joints in the robot's order
 * @param actuators in the robot's order
 * @param sensors what is measured, by role
 * @param estimation what is estimated of the base, or null
 * @param lastFallback what the robot does when nothing else is left
 * @param commandTimeoutMs after how long without a command the drives stop, ms; null for never
 * @param notices what a user should know about the model
 */
public record RobotView(
    String kind,
    String name,
    String model,
    String format,
    @JsonProperty("floating_base") boolean floatingBase,
    List<JointView> joints,
    List<ActuatorView> actuators,
    List<SensorView> sensors,
    EstimationView estimation,
    @JsonProperty("last_fallback") String lastFallback,
    @JsonProperty("command_timeout_ms") Double commandTimeoutMs,
    List<String> notices)
    implements Inspected {

  private static final double NS_PER_MS = 1e6;

  /**
   * A joint; a limit that it does not have is null.
   *
   * @param name its name
   * @param kind {@code hinge} (rad, Nm) or {@code slide} (m, N)
   * @param position least and greatest position
   * @param velocity greatest speed
   * @param effort greatest effort
   * @param defaultPosition position in the default pose
   */
  public record JointView(
      String name,
      String kind,
      List<Double> position,
      Double velocity,
      Double effort,
      @JsonProperty("default") double defaultPosition) {}

  /**
   * An actuator; a limit that it does not have is null.
   *
   * @param name its name
   * @param joint the joint that it drives, or null
   * @param kind what it moves
   * @param accepts the numbers that it takes in a command
   * @param stiffness built in or default, Nm/rad or N/m
   * @param damping built in or default, Nm s/rad or N s/m
   * @param effort greatest effort
   */
  public record ActuatorView(
      String name,
      String joint,
      String kind,
      List<String> accepts,
      double stiffness,
      double damping,
      Double effort) {}

  /**
   * What is measured.
   *
   * @param role what it means
   * @param from sensors of the model, or {@code base}
   * @param size how many numbers
   * @param unit their unit
   * @param simulatorOnly whether only a simulator knows it
   */
  public record SensorView(
      String role,
      List<String> from,
      int size,
      String unit,
      @JsonProperty("simulator_only") boolean simulatorOnly) {}

  /**
   * What is estimated of the base.
   *
   * @param frame whose velocity is given: {@code imu} or {@code base}
   * @param feet names of the feet, each with what tells its contact: {@code effort} or a channel
   */
  public record EstimationView(String frame, Map<String, String> feet) {

    private static EstimationView of(EstimationSettings settings) {
      Map<String, String> feet = new LinkedHashMap<>();
      settings
          .feet()
          .forEach(
              foot ->
                  feet.put(
                      foot.name(), foot.contact() == null ? "effort" : foot.contact().channel()));
      return new EstimationView(settings.inBaseFrame() ? "base" : "imu", feet);
    }
  }

  /**
   * Shows a robot.
   *
   * @param estimation what its file says under that key
   */
  static RobotView of(RobotModel robot, Optional<LeggedEstimation> estimation) {
    return new RobotView(
        "robot",
        robot.name(),
        Origin.display(robot.modelFile()),
        lower(robot.modelFormat()),
        robot.floatingBase(),
        robot.joints().stream().map(RobotView::joint).toList(),
        robot.actuators().stream().map(actuator -> actuator(actuator, robot)).toList(),
        robot.roles().stream().map(RobotView::sensor).toList(),
        estimation.map(e -> EstimationView.of(e.settings())).orElse(null),
        lower(robot.lastFallback()),
        robot.commandTimeoutNs() == 0 ? null : robot.commandTimeoutNs() / NS_PER_MS,
        robot.notices());
  }

  private static JointView joint(Joint joint) {
    return new JointView(
        joint.name(),
        lower(joint.kind()),
        Arrays.asList(Numbers.orNull(joint.positionMin()), Numbers.orNull(joint.positionMax())),
        Numbers.orNull(joint.velocityMax()),
        Numbers.orNull(joint.effortMax()),
        joint.defaultPosition());
  }

  private static ActuatorView actuator(Actuator actuator, RobotModel robot) {
    int joint = actuator.jointIndex();
    return new ActuatorView(
        actuator.name(),
        joint < 0 ? null : robot.joints().get(joint).name(),
        lower(actuator.kind()),
        actuator.accepts().stream().map(RobotView::lower).toList(),
        actuator.stiffness(),
        actuator.damping(),
        Numbers.orNull(actuator.effortMax()));
  }

  private static SensorView sensor(SensorRole role) {
    List<String> from = role.source() == SensorRole.Source.BASE ? List.of("base") : role.sensors();
    return new SensorView(role.name(), from, role.dimension(), role.unit(), role.simulatorOnly());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: robot on a %s base, %d joints, %d actuators, model %s (%s)%n",
            name,
            floatingBase ? "floating" : "fixed",
            joints.size(),
            actuators.size(),
            model,
            format));
    Table head = new Table(2);
    head.row("last fallback", lastFallback);
    head.row(
        "time-out",
        commandTimeoutMs == null
            ? "none: the drives do not stop by themselves"
            : Numbers.of(commandTimeoutMs) + " ms without a command");
    for (SensorView sensor : sensors) {
      head.row(
          sensor.role(),
          String.join(", ", sensor.from())
              + " ("
              + sensor.size()
              + " x "
              + sensor.unit()
              + (sensor.simulatorOnly() ? ", simulator only)" : ")"));
    }
    if (estimation != null) {
      head.row(
          "estimated",
          "base velocity in the "
              + estimation.frame()
              + " frame, contacts "
              + estimation.feet().entrySet().stream()
                  .map(foot -> foot.getKey() + " by " + foot.getValue())
                  .collect(Collectors.joining(", ")));
    }
    notices.forEach(notice -> head.row("note", notice));
    return (text + head.text() + jointTable().text()).stripTrailing();
  }

  /** One line a joint with its drives; drives without a joint follow. */
  private Table jointTable() {
    Table table = new Table(2);
    table.row(
        "joint", "position", "velocity", "effort", "default", "actuator", "accepts", "kp", "kd");
    for (JointView joint : joints) {
      List<ActuatorView> drives =
          actuators.stream().filter(actuator -> joint.name().equals(actuator.joint())).toList();
      table.row(
          joint.name(),
          range(joint.position()),
          limit(joint.velocity()),
          limit(joint.effort()),
          Numbers.of(joint.defaultPosition()),
          drives.isEmpty()
              ? "none"
              : drives.stream().map(ActuatorView::name).collect(Collectors.joining(", ")),
          drives.isEmpty() ? "" : capabilities(drives.get(0)),
          drives.isEmpty() ? "" : Numbers.of(drives.get(0).stiffness()),
          drives.isEmpty() ? "" : Numbers.of(drives.get(0).damping()));
    }
    for (ActuatorView other : actuators) {
      if (other.joint() == null) {
        table.row("-", "", "", limit(other.effort()), "", other.name(), capabilities(other));
      }
    }
    return table;
  }

  /** The numbers of a command that a drive takes, in a few words. */
  private static String capabilities(ActuatorView actuator) {
    if (actuator.accepts().size() == Capability.values().length) {
      return "all five";
    }
    return String.join(",", actuator.accepts());
  }

  private static String range(List<Double> pair) {
    return pair.get(0) == null && pair.get(1) == null
        ? "-"
        : limit(pair.get(0)) + ".." + limit(pair.get(1));
  }

  private static String limit(Double value) {
    return value == null ? "-" : Numbers.of(value);
  }
}

package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.RobotModel;
import io.escapement.launch.text.Numbers;
import io.escapement.policy.action.ActionMap;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One element of an action, and what it moves. Limits that there are not are null, and so are the
 * robot's numbers where no robot was given.
 *
 * @param element place in the model's output
 * @param joint the joint
 * @param type what is commanded
 * @param scale factor
 * @param offset added after the factor, rad, m, Nm or N
 * @param stiffness the policy's, Nm/rad or N/m
 * @param damping the policy's, Nm s/rad or N s/m
 * @param rawClip least and greatest before the factor
 * @param clip least and greatest after it
 * @param robot the robot's side, or null
 */
public record ActionView(
    int element,
    String joint,
    String type,
    double scale,
    double offset,
    double stiffness,
    double damping,
    @JsonProperty("raw_clip") List<Double> rawClip,
    List<Double> clip,
    OnRobot robot) {

  /**
   * What the robot has for an element.
   *
   * @param jointIndex place in the robot's joint order
   * @param actuator the actuator's name
   * @param actuatorIndex place in the robot's actuator order
   * @param position least and greatest position
   * @param effort greatest effort
   * @param defaultPosition position in the robot's default pose
   * @param stiffness the drive's own
   * @param damping the drive's own
   */
  public record OnRobot(
      @JsonProperty("joint_index") int jointIndex,
      String actuator,
      @JsonProperty("actuator_index") int actuatorIndex,
      List<Double> position,
      Double effort,
      @JsonProperty("default") double defaultPosition,
      double stiffness,
      double damping) {

    static OnRobot of(RobotModel robot, int actuatorIndex) {
      Actuator actuator = robot.actuators().get(actuatorIndex);
      Joint joint = robot.joints().get(actuator.jointIndex());
      return new OnRobot(
          joint.index(),
          actuator.name(),
          actuatorIndex,
          pair(joint.positionMin(), joint.positionMax()),
          Numbers.orNull(actuator.effortMax()),
          joint.defaultPosition(),
          actuator.stiffness(),
          actuator.damping());
    }
  }

  /** The view of an element; without a robot where null is given. */
  static ActionView of(int index, ActionMap.Element element, RobotModel robot) {
    return new ActionView(
        index,
        element.label(),
        element.type().name().toLowerCase(Locale.ROOT),
        element.scale(),
        element.offset(),
        element.stiffness(),
        element.damping(),
        pair(element.rawLow(), element.rawHigh()),
        pair(element.low(), element.high()),
        robot == null ? null : OnRobot.of(robot, element.actuator()));
  }

  static List<Double> pair(double low, double high) {
    return Arrays.asList(Numbers.orNull(low), Numbers.orNull(high));
  }

  static String text(List<Double> pair) {
    return Numbers.range(
        pair.get(0) == null ? Double.NEGATIVE_INFINITY : pair.get(0),
        pair.get(1) == null ? Double.POSITIVE_INFINITY : pair.get(1));
  }
}

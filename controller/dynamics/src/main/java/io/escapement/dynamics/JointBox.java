package io.escapement.dynamics;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.RobotModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Where a robot's joints may be, how fast, and with what effort. Immutable; arrays are copied.
 *
 * <p>A joint without a limit of position is looked at over a whole turn: from -pi to pi, or a turn
 * from the one limit that it has. A joint without a limit of velocity counts as standing still, and
 * its acceleration is at most {@link BoundSettings#ENDLESS_RAD_S2}.
 */
public final class JointBox {

  private static final double TURN = 2 * Math.PI;

  private final List<String> joints;
  private final double[] effort;
  private final double[] velocity;
  private final double[] lower;
  private final double[] upper;
  private final double[] disturbance;

  /**
   * Makes a box.
   *
   * @param joints the joints' names
   * @param effortNm largest effort of each, Nm or N, above 0
   * @param velocityRadS largest speed of each, rad/s or m/s, not negative, may be infinite
   * @param lowerRad least position of each, rad or m, may be infinite
   * @param upperRad greatest position of each
   * @throws PreflightException naming the joints that have no limit of effort, or none above 0
   * @throws IllegalArgumentException if the arrays differ in length, or another number is no limit
   */
  public JointBox(
      List<String> joints,
      double[] effortNm,
      double[] velocityRadS,
      double[] lowerRad,
      double[] upperRad) {
    this(joints, effortNm, velocityRadS, lowerRad, upperRad, new double[joints.size()]);
  }

  private JointBox(
      List<String> joints,
      double[] effort,
      double[] velocity,
      double[] lower,
      double[] upper,
      double[] disturbance) {
    this.joints = List.copyOf(joints);
    this.effort = effort.clone();
    this.velocity = velocity.clone();
    this.lower = lower.clone();
    this.upper = upper.clone();
    this.disturbance = disturbance.clone();
    for (double[] each : List.of(effort, velocity, lower, upper, disturbance)) {
      if (each.length != joints.size()) {
        throw new IllegalArgumentException(
            "there are " + joints.size() + " joints, but " + each.length + " limits");
      }
    }
    requireLimits();
    requireEfforts();
  }

  private void requireLimits() {
    for (int i = 0; i < lower.length; i++) {
      boolean ordered = lower[i] <= upper[i] && lower[i] < Double.POSITIVE_INFINITY;
      if (!ordered || upper[i] == Double.NEGATIVE_INFINITY || !(velocity[i] >= 0)) {
        throw new IllegalArgumentException(
            "joint \""
                + joints.get(i)
                + "\": no limits: position from "
                + lower[i]
                + " to "
                + upper[i]
                + ", velocity "
                + velocity[i]);
      }
      if (!(disturbance[i] >= 0) || disturbance[i] == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "joint \"" + joints.get(i) + "\": no disturbance: " + disturbance[i]);
      }
    }
  }

  private void requireEfforts() {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < effort.length; i++) {
      if (!(effort[i] > 0) || effort[i] == Double.POSITIVE_INFINITY) {
        problems.add(
            PreflightException.at("joint " + joints.get(i))
                .summary("the joint has no limit of effort that accelerations could be had from")
                .expected("a finite effort above 0, Nm or N")
                .found("" + effort[i])
                .remedy("give it one under joints in robot.yaml, effort: ...")
                .problem());
      }
    }
    if (!problems.isEmpty()) {
      throw new PreflightException(problems);
    }
  }

  /**
   * The limits that a robot's files give its joints.
   *
   * @param robot the robot
   * @return its box
   * @throws PreflightException naming the joints that have no limit of effort
   */
  public static JointBox of(RobotModel robot) {
    return new JointBox(
        robot.jointNames(),
        limits(robot, Joint::effortMax),
        limits(robot, Joint::velocityMax),
        limits(robot, Joint::positionMin),
        limits(robot, Joint::positionMax));
  }

  private static double[] limits(RobotModel robot, ToDoubleFunction<Joint> limit) {
    return robot.joints().stream().mapToDouble(limit).toArray();
  }

  /**
   * The same box, with efforts that the model does not know: damping, friction, a load.
   *
   * @param effortNm the most that they ever are at each joint, Nm or N, not negative
   * @return a new box
   */
  public JointBox withDisturbance(double[] effortNm) {
    return new JointBox(joints, effort, velocity, lower, upper, effortNm);
  }

  /**
   * The number of joints.
   *
   * @return how many
   */
  public int size() {
    return effort.length;
  }

  /**
   * A joint's name.
   *
   * @param joint its index
   * @return the name
   */
  public String name(int joint) {
    return joints.get(joint);
  }

  /**
   * A joint's largest effort.
   *
   * @param joint its index
   * @return Nm or N
   */
  public double effortNm(int joint) {
    return effort[joint];
  }

  /**
   * A joint's largest effort that the model does not know.
   *
   * @param joint its index
   * @return Nm or N
   */
  public double disturbanceNm(int joint) {
    return disturbance[joint];
  }

  /**
   * A joint's limit of velocity.
   *
   * @param joint its index
   * @return rad/s or m/s; may be infinite
   */
  public double velocityRadS(int joint) {
    return velocity[joint];
  }

  /** How fast a joint is looked at: rad/s or m/s. */
  double speed(int joint) {
    return Double.isFinite(velocity[joint]) ? velocity[joint] : 0;
  }

  /** From where a joint is looked at: rad or m. */
  double from(int joint) {
    if (Double.isFinite(lower[joint])) {
      return lower[joint];
    }
    return Double.isFinite(upper[joint]) ? upper[joint] - TURN : -Math.PI;
  }

  /** How far a joint is looked at: rad or m. */
  double to(int joint) {
    if (Double.isFinite(upper[joint])) {
      return upper[joint];
    }
    return Double.isFinite(lower[joint]) ? lower[joint] + TURN : Math.PI;
  }
}

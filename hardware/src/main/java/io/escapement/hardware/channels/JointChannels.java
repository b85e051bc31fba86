package io.escapement.hardware.channels;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.JointKind;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Wiring;
import java.util.function.Function;

/**
 * The state of a robot's joints, in the robot model's order: {@code R/joints/position, velocity,
 * effort} and the stamps of the group.
 */
public final class JointChannels {

  private final F64Channel position;
  private final F64Channel velocity;
  private final F64Channel effort;
  private final SampleStamps stamps;

  /**
   * Makes the handles.
   *
   * @param robotName the robot's name
   * @param robot the joints with their names and kinds
   */
  public JointChannels(String robotName, RobotModel robot) {
    String group = robotName + "/joints";
    position = channel(group + "/position", robot, JointKind::positionUnit);
    velocity = channel(group + "/velocity", robot, JointKind::velocityUnit);
    effort = channel(group + "/effort", robot, JointKind::effortUnit);
    stamps = new SampleStamps(group);
  }

  private static F64Channel channel(
      String name, RobotModel robot, Function<JointKind, String> unitOf) {
    String unit =
        String.join(
            " or ", robot.joints().stream().map(Joint::kind).map(unitOf).distinct().toList());
    return new F64Channel(
        ChannelSpec.input(name, ChannelType.F64, robot.joints().size())
            .withUnit(unit)
            .withLabels(robot.jointNames()));
  }

  /**
   * Declares the channels.
   *
   * @param wiring takes the declarations
   */
  public void declare(Wiring wiring) {
    wiring.writes(position);
    wiring.writes(velocity);
    wiring.writes(effort);
    stamps.declare(wiring);
  }

  /**
   * Positions.
   *
   * @return rad, or m for slides
   */
  public F64Channel position() {
    return position;
  }

  /**
   * Velocities.
   *
   * @return rad/s, or m/s
   */
  public F64Channel velocity() {
    return velocity;
  }

  /**
   * Efforts that the drives give, as measured or estimated by them.
   *
   * @return Nm, or N
   */
  public F64Channel effort() {
    return effort;
  }

  /**
   * The stamps of the group.
   *
   * @return handles to write
   */
  public SampleStamps stamps() {
    return stamps;
  }
}

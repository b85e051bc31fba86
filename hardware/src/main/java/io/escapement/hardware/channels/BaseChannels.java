package io.escapement.hardware.channels;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/**
 * Where a floating base truly is, as only a simulator knows: {@code R/truth/position, orientation,
 * linear_velocity, angular_velocity}. For summaries and tests, never a policy's.
 */
public final class BaseChannels {

  private final F64Channel position;
  private final F64Channel orientation;
  private final F64Channel linearVelocity;
  private final F64Channel angularVelocity;

  /**
   * Makes the handles.
   *
   * @param robot the robot's name
   */
  public BaseChannels(String robot) {
    position = ImuChannels.vector(robot + "/truth/position", "m, world");
    orientation =
        new F64Channel(
            ChannelSpec.input(robot + "/truth/orientation", ChannelType.F64, 4)
                .withUnit("quaternion wxyz, body to world")
                .withLabels(List.of("w", "x", "y", "z")));
    linearVelocity = ImuChannels.vector(robot + "/truth/linear_velocity", "m/s, world");
    angularVelocity = ImuChannels.vector(robot + "/truth/angular_velocity", "rad/s, body frame");
  }

  /**
   * Declares the channels.
   *
   * @param wiring takes the declarations
   */
  public void declare(Wiring wiring) {
    wiring.writes(position);
    wiring.writes(orientation);
    wiring.writes(linearVelocity);
    wiring.writes(angularVelocity);
  }

  /**
   * Position of the base body's frame.
   *
   * @return {@code f64[3]}, m in the world frame
   */
  public F64Channel position() {
    return position;
  }

  /**
   * Orientation of the base in the world.
   *
   * @return {@code f64[4]}, unit quaternion w, x, y, z
   */
  public F64Channel orientation() {
    return orientation;
  }

  /**
   * Velocity of the base body's frame.
   *
   * @return {@code f64[3]}, m/s in the world frame
   */
  public F64Channel linearVelocity() {
    return linearVelocity;
  }

  /**
   * Angular velocity of the base.
   *
   * @return {@code f64[3]}, rad/s in the body frame
   */
  public F64Channel angularVelocity() {
    return angularVelocity;
  }
}

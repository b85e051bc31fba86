package io.escapement.hardware.channels;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;

/**
 * Where a floating base truly is, as only a simulator knows: {@code R/truth/position, orientation,
 * linear_velocity, angular_velocity}. For summaries and tests, never a policy's.
 */
public final class TruthChannels {

  private final F64Channel position;
  private final F64Channel orientation;
  private final F64Channel linearVelocity;
  private final F64Channel angularVelocity;

  /**
   * Makes the handles.
   *
   * @param robot the robot's name
   */
  public TruthChannels(String robot) {
    position = Axes.vector(robot + "/truth/position", "m, world");
    orientation = Axes.orientation(robot + "/truth/orientation");
    linearVelocity = Axes.vector(robot + "/truth/linear_velocity", "m/s, world");
    angularVelocity = Axes.vector(robot + "/truth/angular_velocity", "rad/s, body frame");
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

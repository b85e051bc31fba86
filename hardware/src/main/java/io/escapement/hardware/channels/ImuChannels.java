package io.escapement.hardware.channels;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/**
 * What an inertial measurement unit gives: {@code R/imu/orientation}, {@code
 * R/imu/angular_velocity}, {@code R/imu/linear_acceleration} and the stamps of the group.
 */
public final class ImuChannels {

  private final F64Channel orientation;
  private final F64Channel angularVelocity;
  private final F64Channel linearAcceleration;
  private final SampleStamps stamps;

  /**
   * Makes the handles.
   *
   * @param robot the robot's name
   */
  public ImuChannels(String robot) {
    orientation =
        new F64Channel(
            ChannelSpec.input(robot + "/imu/orientation", ChannelType.F64, 4)
                .withUnit("quaternion wxyz, body to world")
                .withLabels(List.of("w", "x", "y", "z")));
    angularVelocity = vector(robot + "/imu/angular_velocity", "rad/s, body frame");
    linearAcceleration = vector(robot + "/imu/linear_acceleration", "m/s^2, body frame");
    stamps = new SampleStamps(robot + "/imu");
  }

  static F64Channel vector(String name, String unit) {
    return new F64Channel(
        ChannelSpec.input(name, ChannelType.F64, 3)
            .withUnit(unit)
            .withLabels(List.of("x", "y", "z")));
  }

  /**
   * Declares the channels.
   *
   * @param wiring takes the declarations
   */
  public void declare(Wiring wiring) {
    wiring.writes(orientation);
    wiring.writes(angularVelocity);
    wiring.writes(linearAcceleration);
    stamps.declare(wiring);
  }

  /**
   * Orientation of the body in the world.
   *
   * @return {@code f64[4]}, unit quaternion w, x, y, z
   */
  public F64Channel orientation() {
    return orientation;
  }

  /**
   * Angular velocity.
   *
   * @return {@code f64[3]}, rad/s in the body frame
   */
  public F64Channel angularVelocity() {
    return angularVelocity;
  }

  /**
   * Specific force, as an accelerometer gives it: at rest it points up.
   *
   * @return {@code f64[3]}, m/s^2 in the body frame; zero where the robot has no accelerometer
   */
  public F64Channel linearAcceleration() {
    return linearAcceleration;
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

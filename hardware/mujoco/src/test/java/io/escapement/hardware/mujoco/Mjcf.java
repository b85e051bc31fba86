package io.escapement.hardware.mujoco;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models for tests, small enough to be checked by hand. */
final class Mjcf {

  /** A point mass of 1 kg on a massless rod of 1 m, hanging from a hinge without friction. */
  static final String PENDULUM =
      """
      <mujoco model="pendulum">
        <option timestep="0.001" integrator="RK4" gravity="0 0 -9.81">
          <flag energy="enable"/>
        </option>
        <worldbody>
          <body name="bob" pos="0 0 2">
            <joint name="swing" type="hinge" axis="0 1 0"/>
            <geom name="mass" type="sphere" size="0.001" pos="0 0 -1" mass="1"
                contype="0" conaffinity="0"/>
          </body>
        </worldbody>
        <keyframe><key name="raised" qpos="0.02"/></keyframe>
      </mujoco>
      """;

  /** A box of 2 kg that floats freely, without gravity. */
  static final String FLOATER =
      """
      <mujoco model="floater">
        <compiler angle="radian"/>
        <option timestep="0.002" gravity="0 0 0"/>
        <worldbody>
          <body name="trunk" pos="0 0 1">
            <freejoint name="root"/>
            <geom type="box" size="0.1 0.1 0.1" mass="2" contype="0" conaffinity="0"/>
            <site name="imu"/>
          </body>
        </worldbody>
        <sensor>
          <gyro name="gyro" site="imu"/>
          <accelerometer name="accelerometer" site="imu"/>
          <framequat name="attitude" objtype="site" objname="imu"/>
          <velocimeter name="speed" site="imu"/>
        </sensor>
      </mujoco>
      """;

  /** A box that stands on a floor, with one leg, a motor on it, and sensors in the box. */
  static final String ONE_LEG =
      """
      <mujoco model="oneleg">
        <compiler angle="radian" autolimits="true"/>
        <option timestep="0.002" iterations="50"/>
        <worldbody>
          <geom name="floor" type="plane" size="5 5 0.1"/>
          <body name="trunk" pos="0 0 0.5">
            <freejoint name="root"/>
            <geom type="box" size="0.2 0.1 0.05" mass="4"/>
            <site name="imu"/>
            <body name="leg" pos="0 0.15 0">
              <joint name="hip" type="hinge" axis="0 1 0" range="-2 2" damping="0.1"/>
              <geom type="capsule" size="0.02" fromto="0 0 0 0 0 -0.2" mass="0.5"
                  contype="0" conaffinity="0"/>
            </body>
          </body>
        </worldbody>
        <actuator><motor name="hip_motor" joint="hip" forcerange="-5 5"/></actuator>
        <sensor>
          <framequat name="attitude" objtype="site" objname="imu"/>
          <gyro name="gyro" site="imu"/>
          <accelerometer name="accelerometer" site="imu"/>
          <velocimeter name="speed" site="imu"/>
        </sensor>
        <keyframe><key name="home" qpos="0 0 0.05  1 0 0 0  0.3"/></keyframe>
      </mujoco>
      """;

  /** Robot file for {@link #ONE_LEG}. */
  static final String ONE_LEG_ROBOT =
      """
      robot: oneleg
      model: model.xml
      default_pose: {keyframe: home}
      sensors:
        imu: {orientation: attitude, angular_velocity: gyro, linear_acceleration: accelerometer}
        base_linear_velocity: {sensor: speed, simulator_only: true}
      """;

  /**
   * An arm of one joint about a vertical axis, on which gravity does nothing: 1 kg m^2 about its
   * axis, driven by %s.
   */
  static final String TURNTABLE =
      """
      <mujoco model="turntable">
        <compiler angle="radian" autolimits="true"/>
        <option timestep="0.001"/>
        <worldbody>
          <body name="table">
            <inertial pos="0 0 0" mass="1" diaginertia="1 1 1"/>
            <joint name="turn" type="hinge" axis="0 0 1"/>
          </body>
        </worldbody>
        <actuator>%s</actuator>
      </mujoco>
      """;

  private Mjcf() {}

  static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}

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

  private Mjcf() {}

  static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}

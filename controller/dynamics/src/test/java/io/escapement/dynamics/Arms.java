package io.escapement.dynamics;

/** Models for tests. */
final class Arms {

  /**
   * Seven joints, every way in which a body gets its mass, bodies welded to others, two joints on
   * one body, anchors off the origin, references, a slide, and gravity that is not along an axis.
   */
  static final String SEVEN =
      """
      <mujoco model="seven">
        <compiler angle="radian" eulerseq="zyx"/>
        <option gravity="0.3 -0.8 -9.6"/>
        <default>
          <joint armature="0.02"/>
          <geom density="700" contype="0" conaffinity="0"/>
          <default class="steel">
            <geom density="7800" type="capsule"/>
            <joint armature="0.1"/>
          </default>
        </default>
        <worldbody>
          <geom name="floor" type="plane" size="1 1 0.1"/>
          <body name="stand" pos="0.1 -0.2 0.4" euler="0.1 0.2 0.3">
            <geom type="box" size="0.1 0.1 0.2"/>
            <body name="one" pos="0 0 0.2">
              <joint name="j1" axis="0 0 1" pos="0.01 0.02 0"/>
              <geom type="cylinder" size="0.05 0.1" pos="0 0 0.1"/>
              <geom type="box" size="0.02 0.03 0.04" pos="0.05 0 0.1" euler="0.3 0.1 -0.4" mass="0.5"/>
              <body name="two" pos="0 0 0.25" quat="0.9 0.1 -0.3 0.2">
                <joint name="j2" axis="0 1 0.3" ref="0.25"/>
                <joint name="j3" axis="1 0 0" pos="0 0.03 0.05" armature="0"/>
                <geom class="steel" fromto="0 0 0 0.02 0.01 0.3" size="0.03"/>
                <geom type="sphere" size="0.05" pos="0 0.02 0.3"/>
                <body name="three" pos="0.02 0.01 0.3" childclass="steel">
                  <joint name="j4" axis="0 1 0" type="slide" ref="0.1"/>
                  <inertial pos="0.01 0.02 0.1" mass="1.3" diaginertia="0.02 0.015 0.008" quat="0.8 0.2 0.4 -0.1"/>
                  <geom fromto="0 0 0 0 0 0.2" size="0.04"/>
                  <body name="welded" pos="0.03 0 0.2" axisangle="0 0 1 0.5">
                    <geom type="ellipsoid" size="0.05 0.03 0.08" pos="0.01 0.02 0.03" euler="0.2 0 0.4"/>
                    <site name="mark" pos="0.01 0 0.05" euler="0 0.4 0.2"/>
                    <body name="four" pos="0 0.05 0.1">
                      <joint name="j5" axis="1 1 0"/>
                      <inertial pos="0 0.01 0.05" mass="0.8" fullinertia="0.01 0.012 0.006 0.001 -0.0005 0.0008"/>
                      <body name="five" pos="0 0 0.15">
                        <joint name="j6" axis="0 1 0" ref="-0.4"/>
                        <geom name="wrist" type="box" fromto="0 0 0 0 0.02 0.1" size="0.02"/>
                        <body name="six" pos="0 0.02 0.1">
                          <joint name="j7" axis="0 0 1"/>
                          <geom type="cylinder" fromto="0 0 0 0.05 0 0.02" size="0.015"/>
                          <geom type="sphere" size="0.02" pos="0.06 0 0" density="2000"/>
                          <geom type="sphere" size="0.02" pos="9 9 9" group="3" mass="0"/>
                          <site name="tip" pos="0.1 0 0.02"/>
                        </body>
                      </body>
                    </body>
                  </body>
                </body>
              </body>
            </body>
          </body>
        </worldbody>
        <actuator>
          <motor joint="j1"/><motor joint="j2"/><motor joint="j3"/><motor joint="j4"/>
          <motor joint="j5"/><motor joint="j6"/><motor joint="j7"/>
        </actuator>
      </mujoco>
      """;

  /** Two rods, one as URDF and one as MJCF. */
  static final String TWO_URDF =
      """
      <robot name="two">
        <link name="world"/>
        <link name="stand"><inertial><mass value="9"/></inertial></link>
        <joint name="weld" type="fixed">
          <parent link="world"/><child link="stand"/><origin xyz="0.1 0.2 0.3" rpy="0.2 -0.1 0.4"/>
        </joint>
        <joint name="a" type="revolute">
          <parent link="stand"/><child link="upper"/>
          <origin xyz="0 0.1 0.2" rpy="0.3 0.2 -0.5"/><axis xyz="0 1 1"/>
          <limit lower="-3" upper="3" effort="10" velocity="5"/>
        </joint>
        <link name="upper">
          <inertial>
            <origin xyz="0.01 -0.02 0.15" rpy="0.4 0.1 0.2"/><mass value="1.7"/>
            <inertia ixx="0.02" iyy="0.018" izz="0.007" ixy="0.001" ixz="-0.0007" iyz="0.0004"/>
          </inertial>
        </link>
        <joint name="b" type="prismatic">
          <parent link="upper"/><child link="lower"/>
          <origin xyz="0 0 0.3" rpy="0 1.1 0"/><axis xyz="1 0 0.5"/>
          <limit lower="-3" upper="3" effort="10" velocity="5"/>
        </joint>
        <link name="lower">
          <inertial>
            <origin xyz="0 0 0.1"/><mass value="0.6"/>
            <inertia ixx="0.004" iyy="0.005" izz="0.002" ixy="0" ixz="0" iyz="0"/>
          </inertial>
        </link>
        <joint name="tool" type="fixed">
          <parent link="lower"/><child link="hand"/><origin xyz="0.02 0 0.2" rpy="0 0 0.7"/>
        </joint>
        <link name="hand">
          <inertial>
            <origin xyz="0.01 0 0"/><mass value="0.2"/>
            <inertia ixx="0.001" iyy="0.002" izz="0.0015" ixy="0" ixz="0.0001" iyz="0"/>
          </inertial>
        </link>
      </robot>
      """;

  /** The same numbers: roll, pitch, yaw are rotations about fixed axes, hence upper case. */
  static final String TWO_MJCF =
      """
      <mujoco model="two">
        <compiler angle="radian" eulerseq="XYZ"/>
        <worldbody>
          <body name="stand" pos="0.1 0.2 0.3" euler="0.2 -0.1 0.4">
            <inertial pos="0 0 0" mass="9" diaginertia="1 1 1"/>
            <body name="upper" pos="0 0.1 0.2" euler="0.3 0.2 -0.5">
              <joint name="a" axis="0 1 1" range="-3 3"/>
              %s
              <body name="lower" pos="0 0 0.3" euler="0 1.1 0">
                <joint name="b" type="slide" axis="1 0 0.5" range="-3 3"/>
                <inertial pos="0 0 0.1" mass="0.6" diaginertia="0.004 0.005 0.002"/>
                <body name="hand" pos="0.02 0 0.2" euler="0 0 0.7">
                  <inertial pos="0.01 0 0" mass="0.2" fullinertia="0.001 0.002 0.0015 0 0.0001 0"/>
                </body>
              </body>
            </body>
          </body>
        </worldbody>
        <actuator><motor joint="a"/><motor joint="b"/></actuator>
      </mujoco>
      """
          .formatted(
              "<inertial pos=\"0.01 -0.02 0.15\" euler=\"0.4 0.1 0.2\" mass=\"1.7\""
                  + " fullinertia=\"0.02 0.018 0.007 0.001 -0.0007 0.0004\"/>");

  /** Point masses of 1.5 and 0.7 kg on rods of 0.8 and 0.5 m that weigh nothing. */
  static final String PENDULUM =
      """
      <mujoco>
        <compiler angle="radian"/>
        <worldbody>
          <body name="p"><joint name="a" axis="0 1 0"/>
            <inertial pos="0 0 -0.8" mass="1.5" diaginertia="0 0 0"/>
            <body name="q" pos="0 0 -0.8"><joint name="b" axis="0 1 0"/>
              <inertial pos="0 0 -0.5" mass="0.7" diaginertia="0 0 0"/>
            </body>
          </body>
        </worldbody>
        <actuator><motor joint="a"/><motor joint="b"/></actuator>
      </mujoco>
      """;

  private Arms() {}
}

package io.escapement.safety;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Two small robots with one actuator of each sort, and the YAML blocks laid over them. */
public final class TestRobots {

  private static final Path FOLDER = Path.of("test-robots").toAbsolutePath();

  private static final String LEGGED =
      """
      <mujoco>
        <compiler angle="radian" autolimits="true"/>
        <worldbody>
          <body name="trunk">
            <freejoint/>
            <body><joint name="hip" range="-1 1"/>
              <body><joint name="knee" range="-2 0.5"/></body>
            </body>
            <body><joint name="neck" range="-0.5 0.5"/></body>
            <body><joint name="wheel"/></body>
          </body>
        </worldbody>
        <actuator>
          <motor name="hip_drive" joint="hip" forcerange="-20 20"/>
          <motor name="knee_drive" joint="knee" forcerange="-30 30"/>
          <position name="neck_servo" joint="neck" kp="10" forcerange="-5 5"/>
          <velocity name="wheel_drive" joint="wheel" kv="1"/>
        </actuator>
      </mujoco>
      """;

  private static final String LEGGED_YAML =
      """
      robot: dog
      model: legged.xml
      default_pose: {hip: 0.3, knee: -0.6, neck: 0.1}
      joints:
        hip: {velocity: 10}
        knee: {velocity: 15}
        neck: {velocity: 5}
      actuators:
        hip_drive: {stiffness: 50, damping: 1}
        knee_drive: {accepts: [effort], stiffness: 40, damping: 2}
        wheel_drive: {kind: wheel}
      sensors: {imu: {orientation: base, angular_velocity: base}}
      """;

  private static final String ARM =
      """
      <mujoco>
        <compiler angle="radian" autolimits="true"/>
        <worldbody>
          <body><joint name="shoulder" range="-2 2"/>
            <body><joint name="elbow" range="-1.5 1.5"/></body>
          </body>
        </worldbody>
        <actuator>
          <motor name="shoulder_drive" joint="shoulder" forcerange="-80 80"/>
          <motor name="elbow_drive" joint="elbow" forcerange="-40 40"/>
        </actuator>
      </mujoco>
      """;

  private static final String ARM_YAML =
      """
      robot: arm
      model: arm.xml
      actuators: {.*_drive: {stiffness: 200, damping: 8}}
      """;

  private TestRobots() {}

  /**
   * A floating base with an impedance drive, a drive that takes efforts alone, a position servo and
   * a wheel.
   *
   * @return the robot
   */
  public static RobotModel legged() {
    return read(LEGGED_YAML, LEGGED);
  }

  /**
   * A fixed base with two impedance drives.
   *
   * @return the robot
   */
  public static RobotModel arm() {
    return read(ARM_YAML, ARM);
  }

  /**
   * An arm whose drives have no stiffness.
   *
   * @param more lines of its robot.yaml
   * @return the robot
   */
  public static RobotModel armWithoutStiffness(String more) {
    return read("robot: arm\nmodel: arm.xml\n" + more, ARM);
  }

  /**
   * A block of a run's YAML.
   *
   * @param text the block
   * @return its node
   */
  public static YamlNode yaml(String text) {
    return YamlReader.parse(text, "run.yaml", FOLDER);
  }

  /**
   * A robot made of two texts.
   *
   * @param yaml its robot.yaml
   * @param model its MJCF, whatever robot.yaml calls it
   * @return the robot
   */
  public static RobotModel read(String yaml, String model) {
    return RobotReader.read(YamlReader.parse(yaml, "robot.yaml", FOLDER), new OneFile(model));
  }

  private record OneFile(String text) implements FileSource {

    @Override
    public boolean exists(Path file) {
      return true;
    }

    @Override
    public byte[] read(Path file) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Path locate(Path file) {
      return file;
    }
  }
}

package io.escapement.controller.estimation;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A robot whose feet hang on three slides each, so that joint positions for any place of a foot can
 * be told without inverse kinematics; its inertial unit is off the middle and turned.
 */
final class SlidingLegs {

  static final String[] FEET = {"fl", "fr", "rl", "rr"};

  /** Where the slides' zero is in the base, m. */
  static final double[][] HIPS = {{0.2, 0.1, 0}, {0.2, -0.1, 0}, {-0.2, 0.1, 0}, {-0.2, -0.1, 0}};

  /** Where the unit is on the base, m; it is turned by half a right angle about z. */
  static final double[] UNIT = {-0.05, 0.03, 0.02};

  static final String SENSORS =
      """
      sensors:
        imu: {angular_velocity: gyro, orientation: quat, linear_acceleration: acc}
      """;

  static final String FOOT_SITES =
      "feet: {fl: {site: fl}, fr: {site: fr}, rl: {site: rl}, rr: {site: rr}}";

  private final Path folder;

  SlidingLegs(Path folder) {
    this.folder = folder;
  }

  static String model() {
    StringBuilder legs = new StringBuilder();
    StringBuilder motors = new StringBuilder();
    for (int i = 0; i < FEET.length; i++) {
      String f = FEET[i];
      legs.append(
          """
          <body name="%1$s_leg" pos="%2$s %3$s %4$s">
            <joint name="%1$s_x" type="slide" axis="1 0 0"/>
            <joint name="%1$s_y" type="slide" axis="0 1 0"/>
            <joint name="%1$s_z" type="slide" axis="0 0 1"/>
            <geom name="%1$s" size="0.02"/><site name="%1$s"/><site name="%1$s_touch"/>
          </body>
          """
              .formatted(f, HIPS[i][0], HIPS[i][1], HIPS[i][2]));
      for (String axis : new String[] {"x", "y", "z"}) {
        motors.append("<motor joint=\"%s_%s\"/>".formatted(f, axis));
      }
    }
    return """
        <mujoco><worldbody><body name="base"><freejoint/>
        <site name="unit" pos="%s %s %s" euler="0 0 45"/>
        <body name="neck"><joint name="neck_joint"/><site name="head"/></body>
        %s</body></worldbody>
        <actuator>%s<motor joint="neck_joint"/></actuator>
        <sensor><gyro name="gyro" site="unit"/><accelerometer name="acc" site="unit"/>
        <framequat name="quat" objtype="site" objname="unit"/>
        <gyro name="head_gyro" site="head"/><velocimeter name="speed" site="unit"/>
        <framequat name="fl_quat" objtype="site" objname="fl"/>
        <touch name="fl_force" site="fl_touch"/></sensor></mujoco>
        """
        .formatted(UNIT[0], UNIT[1], UNIT[2], legs, motors);
  }

  LeggedEstimation read(String estimation) {
    return read(SENSORS, estimation);
  }

  /** Reads robot and estimation; the text under the key is YAML in braces or lines. */
  LeggedEstimation read(String sensors, String estimation) {
    write("legs.xml", model());
    write("robot.yaml", "robot: r\nmodel: legs.xml\n" + sensors + "estimation: " + estimation);
    return load("robot.yaml");
  }

  LeggedEstimation load(String name) {
    DiskFiles files = new DiskFiles();
    ConfigurationLoader loader = new ConfigurationLoader(files, Environment.of(Map.of()), folder);
    YamlNode yaml = loader.load(Path.of(name));
    RobotModel robot = RobotReader.read(yaml, files);
    return LeggedEstimation.read(yaml, robot, files).orElseThrow();
  }

  SlidingLegs write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

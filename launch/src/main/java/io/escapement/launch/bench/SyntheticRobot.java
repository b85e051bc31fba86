package io.escapement.launch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A robot of a humanoid's size, for machines that have none: 29 hinges in two legs of six, a waist
 * of three and two arms of seven, on a floating base.
 */
final class SyntheticRobot {

  private static final int[] LIMBS = {6, 6, 3, 7, 7};
  private static final String[] AXES = {"1 0 0", "0 1 0", "0 0 1"};

  private SyntheticRobot() {}

  /**
   * Writes it.
   *
   * @param folder an existing folder
   * @return its robot.yaml
   */
  static Path write(Path folder) throws IOException {
    StringBuilder mjcf =
        new StringBuilder(
            "<mujoco><worldbody><body name=\"pelvis\" pos=\"0 0 1\"><freejoint/>"
                + "<geom type=\"box\" size=\"0.1 0.1 0.1\"/>");
    StringBuilder motors = new StringBuilder();
    for (int limb = 0; limb < LIMBS.length; limb++) {
      for (int link = 0; link < LIMBS[limb]; link++) {
        String name = limb + "_" + link;
        mjcf.append("<body name=\"l").append(name).append("\" pos=\"0.02 0 -0.1\">");
        mjcf.append("<joint name=\"j").append(name).append("\" range=\"-2 2\" axis=\"");
        mjcf.append(AXES[link % AXES.length]).append("\"/>");
        mjcf.append("<geom type=\"box\" size=\"0.03 0.03 0.05\"/>");
        motors.append("<motor name=\"j").append(name).append("\" joint=\"j").append(name);
        motors.append("\"/>");
      }
      mjcf.append("</body>".repeat(LIMBS[limb]));
    }
    mjcf.append("</body></worldbody><actuator>").append(motors).append("</actuator></mujoco>\n");
    Files.writeString(folder.resolve("synthetic.xml"), mjcf);
    String yaml =
        """
        robot: synthetic
        model: synthetic.xml
        last_fallback: damping
        actuators: {".*": {effort: 100}}
        """;
    return Files.writeString(folder.resolve("robot.yaml"), yaml);
  }
}

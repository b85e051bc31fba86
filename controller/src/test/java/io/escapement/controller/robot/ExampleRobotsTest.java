package io.escapement.controller.robot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.testing.Policies;
import io.escapement.testing.RequiresPolicies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@RequiresPolicies
class ExampleRobotsTest {
  private static RobotModel example(String name) {
    Path project = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(project.resolve("examples"))) {
      project = project.getParent();
    }
    Environment environment =
        Environment.of(Map.of("ESCAPEMENT_POLICIES", Policies.folder().toString()));
    ConfigurationLoader loader = new ConfigurationLoader(new DiskFiles(), environment);
    return RobotReader.read(
        project.resolve("examples").resolve(name).resolve("robot.yaml"), loader);
  }

  @Test
  void go1HasTwelvePositionServos() {
    RobotModel go1 = example("go1");
    assertTrue(go1.floatingBase());
    assertEquals("trunk", go1.baseBody());
    assertEquals(12, go1.joints().size());
    assertEquals(12, go1.actuators().size());
    assertEquals(
        List.of("FR_hip_joint", "FR_thigh_joint", "FR_calf_joint"), go1.jointNames().subList(0, 3));
    assertArrayEquals(
        new double[] {0.1, 0.9, -1.8, -0.1, 0.9, -1.8, 0.1, 0.9, -1.8, -0.1, 0.9, -1.8},
        go1.defaultPositions());
    Actuator calf = go1.actuator("RL_calf");
    assertEquals(
        Set.of(Capability.POSITION, Capability.STIFFNESS, Capability.DAMPING), calf.accepts());
    assertEquals(35, calf.stiffness());
    assertEquals(0.5, calf.damping());
    assertEquals(35.55, calf.effortMax());
    assertEquals(23.7, go1.actuator("FR_hip").effortMax());
    assertEquals(-2.818, calf.positionMin());
    assertEquals(-0.888, go1.joint("RL_calf_joint").positionMax());
    assertEquals(11, calf.jointIndex());
    assertTrue(go1.role(SensorRole.BASE_LINEAR_VELOCITY).orElseThrow().simulatorOnly());
    assertEquals(List.of("gyro"), go1.role(SensorRole.ANGULAR_VELOCITY).orElseThrow().sensors());
    assertEquals(4, go1.sensor("orientation").dimension());
    assertEquals(17, go1.sensors().size());
  }

  @Test
  void g1HasTwentyNineMotors() {
    RobotModel g1 = example("unitree_g1");
    assertTrue(g1.floatingBase());
    assertEquals("pelvis", g1.baseBody());
    assertEquals(29, g1.joints().size());
    assertEquals(g1.jointNames(), g1.actuatorNames());
    for (Actuator actuator : g1.actuators()) {
      assertEquals(actuator.index(), actuator.jointIndex());
      assertEquals(EnumSet.allOf(Capability.class), actuator.accepts());
    }
    assertEquals(139, g1.actuator("left_knee_joint").effortMax());
    assertEquals(SensorRole.Source.BASE, g1.role(SensorRole.ORIENTATION).orElseThrow().source());
  }

  @Test
  void g1StandsAndHoldsAsItsPolicyWasTrained() {
    RobotModel g1 = example("unitree_g1");
    YamlNode deploy =
        YamlReader.read(Policies.folder().resolve("unitree_g1/deploy.yaml"), new DiskFiles());
    double[] motors = deploy.get("joint_ids_map").doubles();
    double[] pose = deploy.get("default_joint_pos").doubles();
    double[] stiffness = deploy.get("stiffness").doubles();
    double[] damping = deploy.get("damping").doubles();
    for (int i = 0; i < motors.length; i++) {
      int motor = (int) motors[i];
      assertEquals(pose[i], g1.joints().get(motor).defaultPosition(), g1.jointNames().get(motor));
      assertEquals(stiffness[motor], g1.actuators().get(motor).stiffness());
      assertEquals(damping[motor], g1.actuators().get(motor).damping());
    }
  }
}

package io.escapement.controller.robot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UrdfReaderTest {
  private static final String LIMIT = "<limit lower='-1' upper='2' velocity='10' effort='20'/>";

  @TempDir Path dir;

  private Robots robots;

  @BeforeEach
  void writeInto() {
    robots = new Robots(dir);
  }

  private RobotModel urdf(String inside, String yaml) {
    robots.write("r.urdf", "<robot name='r'>\n" + inside + "\n</robot>");
    return robots.read("robot: r\nmodel: r.urdf\n" + yaml);
  }

  private static String joint(String name, String type, String parent, String child, String more) {
    return "<joint name='%s' type='%s'><parent link='%s'/><child link='%s'/>%s</joint>\n"
        .formatted(name, type, parent, child, more);
  }

  private static String links(String... names) {
    StringBuilder links = new StringBuilder();
    for (String name : names) {
      links.append("<link name='").append(name).append("'/>");
    }
    return links.append('\n').toString();
  }

  @Test
  void readsJointsAndOneActuatorForEach() {
    RobotModel robot =
        urdf(
            links("base", "a", "b", "c", "d")
                + joint("hip", "revolute", "base", "a", LIMIT)
                + joint("foot", "fixed", "a", "b", "")
                + joint("wheel", "continuous", "a", "c", "")
                + joint("rail", "prismatic", "a", "d", LIMIT),
            "base: fixed\n");
    assertEquals(List.of("hip", "wheel", "rail"), robot.jointNames());
    assertEquals(new Joint("hip", 0, JointKind.HINGE, -1, 2, 10, 20, 0), robot.joint("hip"));
    assertFalse(robot.joint("wheel").isLimited());
    assertEquals(JointKind.SLIDE, robot.joint("rail").kind());
    assertEquals(EnumSet.allOf(Capability.class), robot.actuator("hip").accepts());
    assertEquals(20, robot.actuator("hip").effortMax());
    assertEquals(10, robot.actuator("hip").velocityMax());
    assertEquals(ModelFormat.URDF, robot.modelFormat());
  }

  @Test
  void mustBeToldWhetherTheBaseFloats() {
    String model = links("base", "a") + joint("j", "revolute", "base", "a", LIMIT);
    ConfigurationException e = assertThrows(ConfigurationException.class, () -> urdf(model, ""));
    assertTrue(e.getMessage().contains("base: floating"), e.getMessage());
    assertTrue(urdf(model, "base: floating\n").floatingBase());
  }

  @Test
  void aFloatingJointOrAWorldSaysIt() {
    RobotModel floating =
        urdf(
            links("world", "base", "a")
                + joint("root", "floating", "world", "base", "")
                + joint("j", "revolute", "base", "a", LIMIT),
            "");
    assertTrue(floating.floatingBase());
    assertEquals("base", floating.baseBody());
    robots = new Robots(dir.resolve("other"));
    RobotModel fixed = urdf(links("world", "a") + joint("j", "revolute", "world", "a", LIMIT), "");
    assertFalse(fixed.floatingBase());
  }

  @Test
  void aMimicKeepsItsJointAndGetsNoActuator() {
    RobotModel robot =
        urdf(
            links("base", "a", "b")
                + joint("left", "prismatic", "base", "a", LIMIT)
                + joint("right", "prismatic", "base", "b", LIMIT + "<mimic joint='left'/>"),
            "base: fixed\nactuators: {left: {kind: gripper}}\n");
    assertEquals(List.of("left", "right"), robot.jointNames());
    assertEquals(List.of("left"), robot.actuatorNames());
    assertEquals(ActuatorKind.GRIPPER, robot.actuator("left").kind());
    assertTrue(robot.notices().get(0).contains("right"), robot.notices().toString());
  }

  @Test
  void namesTheLineOfWhatIsWrong() {
    String two = links("base", "a");
    PreflightException noLimit =
        assertThrows(
            PreflightException.class,
            () -> urdf(two + joint("j", "revolute", "base", "a", ""), "base: fixed\n"));
    assertEquals(3, noLimit.problem().line());
    assertTrue(noLimit.getMessage().contains("no limits"), noLimit.getMessage());
    robots = new Robots(dir.resolve("b"));
    PreflightException kind =
        assertThrows(
            PreflightException.class,
            () -> urdf(two + joint("j", "planar", "base", "a", ""), "base: fixed\n"));
    assertTrue(kind.getMessage().contains("\"planar\""), kind.getMessage());
  }

  @Test
  void sensorsAreThoseThatTheDriverNames() {
    RobotModel robot =
        urdf(
            links("base", "a") + joint("j", "revolute", "base", "a", LIMIT),
            "base: floating\nsensors: {imu: {angular_velocity: imu0}}\n");
    SensorRole role = robot.role(SensorRole.ANGULAR_VELOCITY).orElseThrow();
    assertEquals(SensorRole.Source.DRIVER, role.source());
    assertEquals(3, role.dimension());
  }
}

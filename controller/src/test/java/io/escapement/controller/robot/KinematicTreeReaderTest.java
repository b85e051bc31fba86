package io.escapement.controller.robot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.kinematics.KinematicTree;
import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.TreeFrame;
import io.escapement.controller.kinematics.TreeFrame.Kind;
import io.escapement.controller.kinematics.TreeJoint;
import io.escapement.controller.kinematics.Vector3;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That places are MuJoCo's own is a test of the simulator's module. */
class KinematicTreeReaderTest {

  @TempDir Path dir;

  private Robots robots;

  @BeforeEach
  void writeInto() {
    robots = new Robots(dir);
  }

  private KinematicTree mjcf(String inside) {
    RobotModel robot = robots.mjcf(inside);
    return KinematicTreeReader.read(robot, robots.files());
  }

  @Test
  void classesAndFramesPlaceWhatStandsInThem() {
    KinematicTree tree =
        mjcf(
            "<compiler angle='radian'/><default><site pos='1 0 0'/>"
                + "<default class='foot'><geom size='0.05' pos='0 0 -1'/></default></default>"
                + "<worldbody><body name='b'><joint name='j' axis='0 3 4' pos='0 0 2' ref='0.5'/>"
                + "<frame pos='0 5 0' euler='0 0 1.5707963267948966'><site name='s'/>"
                + "<body name='c' pos='2 0 0'><geom name='g' class='foot'/>"
                + "<geom name='m' type='mesh' mesh='x'/></body></frame></body></worldbody>");
    assertEquals(List.of("b", "c"), tree.names(Kind.BODY));
    assertNear(new Vector3(0, 6, 0), frame(tree, Kind.SITE, "s").placement().position());
    assertNear(new Vector3(0, 7, 0), tree.bodies().get(1).placement().position());
    TreeFrame foot = frame(tree, Kind.GEOM, "g");
    assertNear(new Vector3(0, 0, -1), foot.placement().position());
    assertEquals(0.05, foot.radius());
    assertEquals(1, foot.body());
    assertTrue(tree.frame(Kind.GEOM, "m").isEmpty(), "only the simulator knows a mesh's centre");
    TreeJoint joint = tree.bodies().get(0).joints().get(0);
    assertNear(new Vector3(0, 0.6, 0.8), joint.axis());
    assertNear(new Vector3(0, 0, 2), joint.anchor());
    assertEquals(0.5, joint.reference());
  }

  @Test
  void aPlaceThatMakesNoSenseIsRefusedWithItsLine() {
    String body = "<worldbody><body name='b' quat='%s'><joint name='j'/></body></worldbody>";
    for (String quat : List.of("0 0 0 0", "1 0 0", "1 0 0 x")) {
      PreflightException e =
          assertThrows(PreflightException.class, () -> mjcf(body.formatted(quat)));
      assertTrue(e.getMessage().contains("m.xml:2"), e.getMessage());
      assertTrue(e.getMessage().contains("quat"), e.getMessage());
    }
  }

  @Test
  void aUrdfsAnglesAreRollPitchYawAboutFixedAxes() {
    robots.write(
        "m.urdf",
        """
        <robot name="r"><link name="base"/><link name="a"/><link name="b"/>
        <joint name="f" type="fixed"><parent link="base"/><child link="a"/>
          <origin xyz="1 2 3" rpy="0.1 0.2 0.3"/></joint>
        <joint name="s" type="prismatic"><parent link="a"/><child link="b"/>
          <limit lower="0" upper="1" effort="1" velocity="1"/></joint></robot>
        """);
    RobotModel robot = robots.read("robot: r\nmodel: m.urdf\nbase: floating\n");
    KinematicTree tree = KinematicTreeReader.read(robot, robots.files());
    assertEquals(List.of("base", "a", "b"), tree.names(Kind.BODY));
    assertNear(new Vector3(1, 2, 3), tree.bodies().get(1).placement().position());
    Rotation rotation = tree.bodies().get(1).placement().rotation();
    // The third row of Rz(y) Ry(p) Rx(r) is (-sin p, cos p sin r, cos p cos r).
    assertEquals(-Math.sin(0.2), rotation.x().z(), 1e-12);
    assertEquals(Math.cos(0.2) * Math.sin(0.1), rotation.y().z(), 1e-12);
    TreeJoint slide = tree.bodies().get(2).joints().get(0);
    assertTrue(slide.slides());
    assertNear(new Vector3(1, 0, 0), slide.axis());
  }

  private static TreeFrame frame(KinematicTree tree, Kind kind, String name) {
    return tree.frame(kind, name).orElseThrow();
  }

  private static void assertNear(Vector3 expected, Vector3 found) {
    assertEquals(0, expected.plus(found.times(-1)).length(), 1e-12, found::toString);
  }
}

package io.escapement.controller.robot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.FileRecord;
import io.escapement.controller.config.PreflightException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MjcfReaderTest {
  private static final double DEGREE = Math.PI / 180;

  @TempDir Path dir;

  private Robots robots;

  @BeforeEach
  void writeInto() {
    robots = new Robots(dir);
  }

  private RobotModel oneJoint(String compiler, String joint, String actuator) {
    return robots.mjcf(
        compiler
            + "<worldbody><body name='b'>"
            + joint
            + "</body></worldbody><actuator>"
            + actuator
            + "</actuator>");
  }

  @Test
  void anglesAreDegreesUnlessTheCompilerSaysRadian() {
    String joint = "<joint name='j' range='-90 45' ref='10'/>";
    Joint degrees = oneJoint("", joint, "").joint("j");
    assertEquals(-90 * DEGREE, degrees.positionMin());
    assertEquals(45 * DEGREE, degrees.positionMax());
    assertEquals(10 * DEGREE, degrees.defaultPosition());
    Joint radians =
        oneJoint("<compiler angle='radian'/>", "<joint name='j' range='-1 2'/>", "").joint("j");
    assertEquals(-1, radians.positionMin());
    assertEquals(2, radians.positionMax());
  }

  @Test
  void slidesAreMetresWhateverTheAngleIs() {
    Joint slide = oneJoint("", "<joint name='j' type='slide' range='-0.5 0.5'/>", "").joint("j");
    assertEquals(JointKind.SLIDE, slide.kind());
    assertEquals(0.5, slide.positionMax());
  }

  @Test
  void aRangeLimitsUnlessItIsSwitchedOff() {
    assertTrue(oneJoint("", "<joint name='j' range='-1 1'/>", "").joint("j").isLimited());
    assertFalse(
        oneJoint("", "<joint name='j' range='-1 1' limited='false'/>", "").joint("j").isLimited());
    String off = "<compiler autolimits='false'/>";
    assertFalse(oneJoint(off, "<joint name='j' range='-1 1'/>", "").joint("j").isLimited());
    assertTrue(
        oneJoint(off, "<joint name='j' range='-1 1' limited='true'/>", "").joint("j").isLimited());
    assertFalse(oneJoint("", "<joint name='j'/>", "").joint("j").isLimited());
  }

  @Test
  void jointsComeDepthFirstWithoutTheFreeJoint() {
    RobotModel robot =
        robots.mjcf(
            "<worldbody><body name='base'><freejoint/>"
                + "<body name='a'><joint name='a1'/><joint name='a2'/>"
                + "<body name='aa'><joint name='aa1'/></body></body>"
                + "<frame><body name='b'><joint name='b1'/></body></frame></body></worldbody>"
                + "<actuator><motor joint='b1'/><motor joint='a1'/></actuator>");
    assertEquals(List.of("a1", "a2", "aa1", "b1"), robot.jointNames());
    assertEquals(List.of("b1", "a1"), robot.actuatorNames());
    assertEquals(3, robot.actuator("b1").jointIndex());
    assertEquals(0, robot.actuatorOfJoint(0).orElseThrow().jointIndex());
    assertTrue(robot.actuatorOfJoint(1).isEmpty());
    assertTrue(robot.floatingBase());
    assertEquals("base", robot.baseBody());
    assertEquals(LastFallback.DAMPING, robot.lastFallback());
  }

  @Test
  void aRobotWithoutAFreeJointIsFixedAndHolds() {
    RobotModel robot = oneJoint("", "<joint name='j'/>", "<motor joint='j'/>");
    assertFalse(robot.floatingBase());
    assertEquals(LastFallback.HOLD, robot.lastFallback());
  }

  @Test
  void whatNothingDrivesIsNoPartOfTheRobot() {
    RobotModel robot =
        robots.mjcf(
            "<worldbody><body name='box'><freejoint/></body>"
                + "<body name='door'><joint name='door_hinge'/></body>"
                + "<body name='arm'><joint name='j'/></body></worldbody>"
                + "<actuator><motor joint='j'/></actuator>"
                + "<keyframe><key name='k' qpos='0 0 0 1 0 0 0 0.5 0.25'/></keyframe>",
            "default_pose: {keyframe: k}\n");
    assertEquals(List.of("j"), robot.jointNames());
    assertFalse(robot.floatingBase());
    assertEquals("arm", robot.baseBody());
    assertEquals(0.25, robot.joint("j").defaultPosition());
    assertEquals(1, robot.notices().size());
  }

  @Test
  void classesInheritAndChildClassesApplyBelow() {
    RobotModel robot =
        robots.mjcf(
            "<compiler angle='radian'/><default><joint range='-1 1'/><position kp='10'"
                + " forcerange='-5 5'/>"
                + "<default class='leg'><joint range='-2 2'/><position kp='20'/>"
                + "<default class='knee'><position forcerange='-7 7'/></default></default></default>"
                + "<worldbody><body name='b' childclass='leg'><joint name='j1'/>"
                + "<body name='c'><joint name='j2'/><body name='d' childclass='main'>"
                + "<joint name='j3'/><joint name='j4' class='knee' range='-3 3'/>"
                + "</body></body></body></worldbody>"
                + "<actuator><position joint='j1' class='leg'/><position joint='j2' class='knee'/>"
                + "<position joint='j3'/><position joint='j4' class='knee' kp='30'/></actuator>");
    assertEquals(2, robot.joint("j1").positionMax());
    assertEquals(2, robot.joint("j2").positionMax());
    assertEquals(1, robot.joint("j3").positionMax());
    assertEquals(3, robot.joint("j4").positionMax());
    assertEquals(20, robot.actuator("j1").stiffness());
    assertEquals(5, robot.actuator("j1").effortMax());
    assertEquals(20, robot.actuator("j2").stiffness());
    assertEquals(7, robot.actuator("j2").effortMax());
    assertEquals(10, robot.actuator("j3").stiffness());
    assertEquals(30, robot.actuator("j4").stiffness());
    assertEquals(7, robot.joint("j4").effortMax());
  }

  @Test
  void knowsWhatEachKindOfActuatorAccepts() {
    String joints =
        "<joint name='a'/><joint name='b'/><joint name='c'/><joint name='d'/><joint name='e'/>";
    RobotModel robot =
        oneJoint(
            "",
            joints,
            "<motor joint='a'/><position joint='b' kp='35' kv='2'/><velocity joint='c' kv='3'/>"
                + "<general joint='d' gainprm='40' biastype='affine' biasprm='0 -40 -4'/>"
                + "<general joint='e' gainprm='40' biastype='affine' biasprm='1 -40 0'/>");
    assertEquals(EnumSet.allOf(Capability.class), robot.actuator("a").accepts());
    assertEquals(Set.of(Capability.POSITION), robot.actuator("b").accepts());
    assertEquals(35, robot.actuator("b").stiffness());
    assertEquals(2, robot.actuator("b").damping());
    assertEquals(Set.of(Capability.VELOCITY), robot.actuator("c").accepts());
    assertEquals(ActuatorKind.WHEEL, robot.actuator("c").kind());
    assertEquals(Set.of(Capability.POSITION), robot.actuator("d").accepts());
    assertEquals(4, robot.actuator("d").damping());
    assertEquals(Set.of(), robot.actuator("e").accepts());
  }

  @Test
  void limitsLieOnTheJointsSideOfTheGear() {
    RobotModel robot =
        oneJoint(
            "<compiler angle='radian'/>",
            "<joint name='a'/><joint name='b'/>",
            "<motor joint='a' gear='-10' ctrlrange='-2 2' forcerange='-3 3'/>"
                + "<position joint='b' kp='5' gear='2' ctrlrange='-1 4' forcerange='-8 6'/>");
    Actuator motor = robot.actuator("a");
    assertEquals(20, motor.effortMax());
    assertEquals(-1, motor.sign());
    assertEquals(10, motor.ratio());
    assertEquals(-2, motor.toDriveEffort(20));
    Actuator servo = robot.actuator("b");
    assertEquals(-0.5, servo.positionMin());
    assertEquals(2, servo.positionMax());
    assertEquals(20, servo.stiffness());
    assertEquals(12, servo.effortMax());
  }

  @Property
  void drivePositionsConvertBack(
      @ForAll @DoubleRange(min = -10, max = 10) double position,
      @ForAll @DoubleRange(min = 0.01, max = 200) double ratio,
      @ForAll @DoubleRange(min = -4, max = 4) double offset,
      @ForAll boolean reversed) {
    Actuator actuator =
        new Actuator(
            "a",
            0,
            0,
            ActuatorKind.JOINT,
            Set.of(),
            0,
            0,
            -1,
            1,
            1,
            1,
            SlewLimits.NONE,
            0,
            reversed ? -1 : 1,
            ratio,
            offset);
    assertEquals(
        position,
        actuator.toJointPosition(actuator.toDrivePosition(position)),
        1e-9 / ratio + 1e-9);
    // Power is the same on both sides.
    assertEquals(position, actuator.toDriveVelocity(position) * actuator.toDriveEffort(1), 1e-9);
  }

  @Test
  void aJointsEffortLimitBindsItsActuator() {
    RobotModel robot =
        oneJoint(
            "",
            "<joint name='j' actuatorfrcrange='-4 4'/>",
            "<motor joint='j' forcerange='-9 9'/>");
    assertEquals(4, robot.joint("j").effortMax());
    assertEquals(4, robot.actuator("j").effortMax());
  }

  @Test
  void readsKeyframesInTheModelsOrder() {
    String model =
        "<worldbody><body name='b'><freejoint/><body><joint name='j1'/><joint name='j2'/>"
            + "</body></body></worldbody><actuator><motor joint='j1'/></actuator>"
            + "<keyframe><key name='home' qpos='0 0 1  1 0 0 0  0.1 -0.2'/></keyframe>";
    RobotModel robot = robots.mjcf(model, "default_pose: {keyframe: home}\n");
    assertArrayEquals(new double[] {0.1, -0.2}, robot.defaultPositions());
    assertEquals("home", robot.keyframe());
  }

  @Test
  void refusesAKeyframeOfAnotherLength() {
    PreflightException e =
        assertThrows(
            PreflightException.class,
            () ->
                robots.mjcf(
                    "<worldbody><body name='b'><joint name='j'/></body></worldbody>\n"
                        + "<keyframe><key name='k' qpos='1 2'/></keyframe>"));
    assertEquals(3, e.problem().line());
    assertTrue(e.getMessage().contains("expected 1 numbers, found 2"), e.getMessage());
  }

  @Test
  void readsSensorsWithDimensionsAndAddresses() {
    RobotModel robot =
        robots.mjcf(
            "<worldbody><body name='b'><joint name='j' type='slide'/><site name='imu'/></body></worldbody>"
                + "<sensor><gyro name='g' site='imu'/><framequat name='q' objtype='site'"
                + " objname='imu'/><user name='u' dim='5'/></sensor>"
                + "<sensor><jointpos joint='j'/></sensor>");
    assertEquals(4, robot.sensors().size());
    assertEquals(new Sensor("g", 0, 0, SensorKind.GYRO, 3, "rad/s", "imu"), robot.sensor("g"));
    assertEquals(3, robot.sensor("q").address());
    assertEquals(5, robot.sensor("u").dimension());
    assertEquals(
        new Sensor("sensor3", 3, 12, SensorKind.JOINTPOS, 1, "m", "j"), robot.sensors().get(3));
  }

  @Test
  void followsIncludesAndRecordsEveryFile() {
    robots.write(
        "parts/body.xml", "<mujocoinclude><body name='b'><joint name='j'/></body></mujocoinclude>");
    robots.write("meshes/leg.stl", "solid");
    RobotModel robot =
        robots.mjcf(
            "<compiler meshdir='meshes'/><asset><mesh name='leg' file='leg.stl'/></asset>"
                + "<worldbody><include file='parts/body.xml'/></worldbody>");
    assertEquals(List.of("j"), robot.jointNames());
    List<String> read = robots.files().filesRead().files().stream().map(FileRecord::path).toList();
    assertEquals(
        List.of(
            dir.resolve("m.xml").toString(),
            dir.resolve("meshes/leg.stl").toString(),
            dir.resolve("parts/body.xml").toString(),
            dir.resolve("robot.yaml").toString()),
        read);
  }

  @Test
  void namesTheFileAndLineOfWhatIsWrong() {
    assertWrong("<worldbody>\n<body>\n</worldbody>", 4, "not well-formed");
    assertWrong("<worldbody><body>\n<joint name='j' type='ball'/></body></worldbody>", 3, "ball");
    assertWrong("<worldbody><body>\n<joint/></body></worldbody>", 3, "no name");
    assertWrong(
        "<worldbody><body>\n<joint name='j' range='a b'/></body></worldbody>", 3, "numbers");
    assertWrong("<worldbody><body>\n<joint name='j' range='2 1'/></body></worldbody>", 3, "range");
    assertWrong("<worldbody><body>\n<joint name='j' class='x'/></body></worldbody>", 3, "class");
    assertWrong("<worldbody><body childclass='x'/></worldbody>", 2, "class");
    assertWrong("<actuator>\n<motor joint='hip'/></actuator>", 3, "unknown joint");
    assertWrong("<actuator>\n<engine/></actuator>", 3, "unknown actuator");
    assertWrong("<sensor>\n<nose/></sensor>", 3, "unknown sensor");
    assertWrong("<include file='gone.xml'/>", 2, "gone.xml");
    assertWrong("<asset>\n<mesh file='gone.stl'/></asset>", 3, "gone.stl");
    assertWrong(
        "<worldbody><body><joint name='j'/>\n<joint name='j'/></body></worldbody>", 3, "twice");
    assertWrong("<worldbody>\n<replicate count='2'/></worldbody>", 3, "replicate");
  }

  private void assertWrong(String inside, int line, String text) {
    PreflightException e =
        assertThrows(PreflightException.class, () -> new Robots(dir).mjcf(inside));
    assertEquals(line, e.problem().line(), e.getMessage());
    assertTrue(e.problem().where().endsWith("m.xml"), e.getMessage());
    assertTrue(e.getMessage().contains(text), e.getMessage());
  }

  @Test
  void followsNoExternalEntities() {
    robots.write("secret", "j");
    robots.write(
        "m.xml",
        "<!DOCTYPE mujoco [<!ENTITY x SYSTEM 'secret'>]><mujoco model='&x;'><worldbody/></mujoco>");
    assertThrows(PreflightException.class, () -> robots.read("robot: r\nmodel: m.xml\n"));
  }

  @Test
  void refusesAnotherRoot() {
    robots.write("m.xml", "<sdf/>");
    PreflightException e =
        assertThrows(PreflightException.class, () -> robots.read("robot: r\nmodel: m.xml\n"));
    assertTrue(e.getMessage().contains("<mujoco>"), e.getMessage());
  }
}

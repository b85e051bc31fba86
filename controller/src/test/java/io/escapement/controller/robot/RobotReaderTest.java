package io.escapement.controller.robot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.robot.SensorRole.Source;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobotReaderTest {
  private static final String MODEL =
      "<compiler angle='radian'/>"
          + "<worldbody><body name='trunk'><freejoint/><site name='imu'/>"
          + "<body><joint name='FL_hip' range='-1 1'/><joint name='FL_knee' range='-2 -0.5'/></body>"
          + "<body><joint name='FR_hip' range='-1 1'/><joint name='FR_knee' range='-2 -0.5'/></body>"
          + "</body></worldbody>"
          + "<actuator><motor name='m_FL_hip' joint='FL_hip' forcerange='-20 20'/>"
          + "<motor name='m_FL_knee' joint='FL_knee' forcerange='-30 30'/>"
          + "<motor name='m_FR_hip' joint='FR_hip' forcerange='-20 20'/></actuator>"
          + "<sensor><gyro name='gyro' site='imu'/><framequat name='quat' objtype='site' objname='imu'/>"
          + "<velocimeter name='vel' site='imu'/><framelinvel name='worldvel' objtype='site' objname='imu'/>"
          + "<touch name='FL_touch' site='imu'/><touch name='FR_touch' site='imu'/></sensor>";
  private static final String POSE = "default_pose: {.*_knee: -1}\n";

  @TempDir Path dir;

  private Robots robots;

  @BeforeEach
  void writeInto() {
    robots = new Robots(dir);
  }

  private RobotModel robot(String yaml) {
    return robots.mjcf(MODEL, yaml);
  }

  private ConfigurationException refused(String yaml) {
    return assertThrows(ConfigurationException.class, () -> new Robots(dir).mjcf(MODEL, yaml));
  }

  @Test
  void poseGivesPositionsByPatternAndName() {
    RobotModel robot = robot("default_pose: {FL_knee: -1.5, .*_knee: -1, .*_hip: 0.1}\n");
    assertArrayEquals(new double[] {0.1, -1.5, 0.1, -1}, robot.defaultPositions());
  }

  @Test
  void refusesAPoseOutsideTheLimits() {
    ConfigurationException e = refused("");
    assertTrue(e.getMessage().contains("FL_knee"), e.getMessage());
    assertTrue(e.getMessage().contains("default_pose"), e.getMessage());
  }

  @Test
  void jointSettingsOverrideTheModelInTheOrderOfTheFileNamesLast() {
    RobotModel robot =
        robot(
            POSE
                + "joints:\n  FL_hip: {effort: 5}\n  .*: {velocity: 30, effort: 10}\n"
                + "  .*_hip: {position: [-0.5, 0.5], velocity: 20, slew: {effort: 100}}\n");
    assertEquals(0.5, robot.joint("FL_hip").positionMax());
    assertEquals(20, robot.joint("FL_hip").velocityMax());
    assertEquals(30, robot.joint("FL_knee").velocityMax());
    assertEquals(5, robot.joint("FL_hip").effortMax());
    assertEquals(10, robot.joint("FR_hip").effortMax());
    assertEquals(5, robot.actuator("m_FL_hip").effortMax());
    assertEquals(100, robot.actuator("m_FL_hip").slew().effort());
    assertEquals(Double.POSITIVE_INFINITY, robot.actuator("m_FL_knee").slew().effort());
    assertEquals(-0.5, robot.actuator("m_FL_hip").positionMin());
  }

  @Test
  void anArmatureOfTheFileStandsOverTheModels() {
    RobotModel robot =
        robot(POSE + "joints:\n  FL_hip: {armature: 0.5}\n  .*_hip: {armature: 0.1}\n");
    assertEquals(0.5, robot.joint("FL_hip").armature());
    assertEquals(0.1, robot.joint("FR_hip").armature());
    assertEquals(Double.NaN, robot.joint("FL_knee").armature());
    for (String wrong : List.of("-0.1", ".inf", "heavy")) {
      ConfigurationException e = refused(POSE + "joints: {FL_hip: {armature: " + wrong + "}}\n");
      assertTrue(e.getMessage().contains("joints.FL_hip.armature"), e.getMessage());
    }
  }

  @Test
  void aJointIsAsStrongAsItsDrives() {
    RobotModel robot = robot(POSE);
    assertEquals(20, robot.joint("FL_hip").effortMax());
    assertEquals(30, robot.joint("FL_knee").effortMax());
    assertEquals(Double.POSITIVE_INFINITY, robot.joint("FR_knee").effortMax());
  }

  @Test
  void actuatorSettingsOverrideTheModel() {
    RobotModel robot =
        robot(
            POSE
                + "actuators:\n"
                + "  m_.*: {stiffness: 40, damping: 1, rate_hz: 1000}\n"
                + "  m_FL_hip: {kind: wheel, accepts: [velocity, effort], sign: -1, ratio: 6,"
                + " offset: 0.5, effort: 12, slew: {position: 4}}\n");
    Actuator hip = robot.actuator("m_FL_hip");
    assertEquals(ActuatorKind.WHEEL, hip.kind());
    assertEquals(EnumSet.of(Capability.VELOCITY, Capability.EFFORT), hip.accepts());
    assertFalse(hip.accepts(Capability.POSITION));
    assertEquals(40, hip.stiffness());
    assertEquals(1000, hip.rateHz());
    assertEquals(-5.5, hip.toDrivePosition(1));
    assertEquals(12, hip.effortMax());
    assertEquals(4, hip.slew().position());
    assertEquals(1, robot.actuator("m_FR_hip").sign());
  }

  @Test
  void rolesSayWhatSensorsMean() {
    RobotModel robot =
        robot(
            POSE
                + "sensors:\n  imu: {angular_velocity: gyro, orientation: base}\n"
                + "  base_linear_velocity: vel\n  base_position: base\n"
                + "  contacts: {FL: FL_touch, FR: FR_touch}\n  extra: {drift: worldvel}\n");
    assertEquals(
        new SensorRole(
            SensorRole.ANGULAR_VELOCITY,
            Source.SENSOR,
            List.of("gyro"),
            List.of("x", "y", "z"),
            3,
            "rad/s",
            false),
        robot.role(SensorRole.ANGULAR_VELOCITY).orElseThrow());
    assertEquals(Source.BASE, robot.role(SensorRole.ORIENTATION).orElseThrow().source());
    assertEquals(4, robot.role(SensorRole.ORIENTATION).orElseThrow().dimension());
    assertTrue(robot.role(SensorRole.BASE_LINEAR_VELOCITY).orElseThrow().simulatorOnly());
    assertEquals(
        List.of("FL_touch", "FR_touch"), robot.role(SensorRole.CONTACTS).orElseThrow().sensors());
    assertEquals("m/s", robot.role("extra.drift").orElseThrow().unit());
    assertTrue(robot.role(SensorRole.LINEAR_ACCELERATION).isEmpty());
  }

  @Test
  void anEstimatorMayGiveWhatOnlyASimulatorKnows() {
    RobotModel robot =
        robot(POSE + "sensors: {base_linear_velocity: {sensor: vel, simulator_only: false}}\n");
    assertFalse(robot.role(SensorRole.BASE_LINEAR_VELOCITY).orElseThrow().simulatorOnly());
  }

  @Test
  void refusesASensorInAnotherFrame() {
    ConfigurationException e = refused(POSE + "sensors: {base_linear_velocity: worldvel}\n");
    assertTrue(
        e.getMessage().contains("expected <velocimeter>, found <framelinvel>"), e.getMessage());
    assertEquals(4, e.problem().line());
  }

  @Test
  void refusesASensorThatTheModelLacks() {
    ConfigurationException e = refused(POSE + "sensors: {imu: {angular_velocity: gyr}}\n");
    assertTrue(e.getMessage().contains("did you mean \"gyro\"?"), e.getMessage());
  }

  @Test
  void refusesAPatternThatMatchesNothing() {
    ConfigurationException e = refused(POSE + "joints: {FL_hpi: {effort: 1}}\n");
    assertTrue(e.getMessage().contains("did you mean \"FL_hip\""), e.getMessage());
    assertEquals(4, e.problem().line());
    assertTrue(refused(POSE + "joints: {'[': {effort: 1}}\n").getMessage().contains("regular"));
  }

  @Test
  void refusesWhatContradictsTheModel() {
    assertTrue(refused(POSE + "base: fixed\n").getMessage().contains("expected floating"));
    assertTrue(refused("default_pose: {keyframe: home}\n").getMessage().contains("keyframe"));
    assertTrue(
        refused(POSE + "joints: {FL_hip: {position: [1, -1]}}\n").getMessage().contains("least"));
  }

  @Test
  void refusesUnknownKeysAndWrongUnits() {
    ConfigurationException e =
        refused(
            POSE + "actuator: {}\ncommand_timeout: 20 lightyears\njoints: {.*: {effort: 20Nm}}\n");
    assertEquals(3, e.problems().size());
    assertTrue(e.getMessage().contains("did you mean \"actuators\""), e.getMessage());
  }

  @Test
  void readsFallbackAndTimeout() {
    RobotModel robot = robot(POSE + "last_fallback: hold\ncommand_timeout: 50ms\n");
    assertEquals(LastFallback.HOLD, robot.lastFallback());
    assertEquals(50_000_000L, robot.commandTimeoutNs());
  }

  @Test
  void aNameThatIsNotThereBringsTheNearest() {
    RobotModel robot = robot(POSE);
    PreflightException e = assertThrows(PreflightException.class, () -> robot.joint("FL_kneee"));
    assertTrue(e.getMessage().contains("did you mean \"FL_knee\""), e.getMessage());
    assertThrows(PreflightException.class, () -> robot.actuator("x"));
    assertThrows(PreflightException.class, () -> robot.sensor("x"));
  }

  @Test
  void aMissingModelIsNamedAtItsKey() {
    PreflightException e =
        assertThrows(PreflightException.class, () -> robots.read("robot: r\nmodel: gone.xml\n"));
    assertEquals(2, e.problem().line());
    assertEquals("model", e.problem().key());
  }

  @Test
  void capabilitiesCannotBeChanged() {
    Set<Capability> accepts = robot(POSE).actuator("m_FL_hip").accepts();
    assertThrows(UnsupportedOperationException.class, () -> accepts.remove(Capability.EFFORT));
  }
}

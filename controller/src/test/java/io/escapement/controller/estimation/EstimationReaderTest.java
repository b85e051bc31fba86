package io.escapement.controller.estimation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.kinematics.Vector3;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimationReaderTest {

  private static final String URDF =
      """
      <robot name="walker">
        <link name="torso"/><link name="imu"/><link name="thigh"/><link name="shin"/>
        <link name="sole"/>
        <joint name="mount" type="fixed"><parent link="torso"/><child link="imu"/>
          <origin xyz="0.1 0 0.2" rpy="0 0 1.5707963267948966"/></joint>
        <joint name="hip" type="revolute"><parent link="torso"/><child link="thigh"/>
          <origin xyz="0 0.1 0"/><axis xyz="0 1 0"/>
          <limit lower="-2" upper="2" effort="10" velocity="10"/></joint>
        <joint name="knee" type="revolute"><parent link="thigh"/><child link="shin"/>
          <origin xyz="0 0 -0.4"/><axis xyz="0 1 0"/>
          <limit lower="-2" upper="2" effort="10" velocity="10"/></joint>
        <joint name="ankle" type="fixed"><parent link="shin"/><child link="sole"/>
          <origin xyz="0 0 -0.4"/></joint>
      </robot>
      """;

  private static final String URDF_ROBOT =
      """
      robot: r
      model: walker.urdf
      base: floating
      sensors: {imu: {angular_velocity: g, orientation: q, linear_acceleration: a}}
      """;

  @TempDir Path folder;

  private ConfigurationException refused(String estimation) {
    return assertThrows(
        ConfigurationException.class, () -> new SlidingLegs(folder).read(estimation));
  }

  private static void assertSays(ConfigurationException e, String... words) {
    for (String word : words) {
      assertTrue(e.getMessage().contains(word), e.getMessage() + "\nlacks: " + word);
    }
  }

  @Test
  void whatIsNotSaidHasItsUsualValue() {
    EstimationSettings settings =
        new SlidingLegs(folder)
            .read("{type: legged, feet: {fl: {geom: fl}, rr: {site: rr, radius: 0.03}}}")
            .settings();
    assertEquals(List.of("fl", "rr"), settings.footNames());
    assertEquals(0.02, settings.feet().get(0).radius(), "the geometry's own");
    assertEquals(0.03, settings.feet().get(1).radius());
    assertNull(settings.feet().get(0).contact());
    assertEquals(3, settings.feet().get(0).chain().joints());
    assertEquals(EstimationNoise.DEFAULT, settings.noise());
    assertEquals(ContactSettings.DEFAULT, settings.contact());
    assertFalse(settings.inBaseFrame());
  }

  @Test
  void whatIsSaidCounts() {
    EstimationSettings settings =
        new SlidingLegs(folder)
            .read(
                "{type: legged, frame: base, feet: {fl: {body: fl_leg, offset: [0, 0, -0.1]}},"
                    + " contact: {touch_n: 50, release_n: 20, filter: 2ms, settle: 30ms},"
                    + " noise: {acceleration: 0.2, acceleration_bias: 0, foot_position: 0.01,"
                    + " foot_velocity: 0.3, foot_velocity_vertical: 0.4, foot_creep: 0.02,"
                    + " foot_creep_vertical: 0.5, ground_height: 0.06}, slip_gate: 9, hold: 5ms}")
            .settings();
    assertEquals(new ContactSettings(50, 20, 2_000_000, 30_000_000), settings.contact());
    assertEquals(new EstimationNoise(0.2, 0, 0.01, 0.3, 0.4, 0.02, 0.5, 0.06), settings.noise());
    assertEquals(9, settings.slipGate());
    assertEquals(5_000_000, settings.holdNs());
    assertTrue(settings.inBaseFrame());
  }

  @Test
  void aContactSensorIsTakenByTheFootsNameOrByItsOwn() {
    String sensors =
        SlidingLegs.SENSORS
            + "  contacts: {fl: fl_force}\n  extra: {touch: fl_force, spin: head_gyro}\n";
    EstimationSettings settings =
        new SlidingLegs(folder)
            .read(
                sensors,
                "{type: legged, feet: {fl: {site: fl}, fr: {site: fr, contact: touch},"
                    + " rl: {site: rl, contact: effort}}}")
            .settings();
    assertEquals(
        new FootSettings.ContactInput("r/sensors/contacts", 1, 0),
        settings.feet().get(0).contact());
    assertEquals(
        new FootSettings.ContactInput("r/sensors/touch", 1, 0), settings.feet().get(1).contact());
    assertNull(settings.feet().get(2).contact());
    ConfigurationException three =
        assertThrows(
            ConfigurationException.class,
            () ->
                new SlidingLegs(folder)
                    .read(sensors, "{type: legged, feet: {fl: {site: fl, contact: spin}}}"));
    assertSays(three, "there is no contact sensor \"spin\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: legged, feet: {fl: {site: flx}}} | no site \"flx\" | did you mean \"fl\"",
        "{type: legged, feet: {fl: {}}} | estimation.feet.fl | {geom: NAME}",
        "{type: legged, feet: {fl: {site: unit}}} | does not move against the base | joints",
        "{type: legged, feet: {fl: {site: fl, contact: tuch}}} | \"tuch\" | effort",
        "{type: legged, feet: {}} | feet | estimation",
        "{type: legged, feet: {fl: {site: fl}}, imu: {body: base}} | where its sensors are | out",
        "{type: legged, feet: {fl: {site: fl}}, contact: {touch_n: 5, release_n: 6}} | release_n | 6",
        "{type: wheeled, feet: {fl: {site: fl}}} | wheeled | legged",
        "{type: legged, foots: {fl: {site: fl}}} | foots | feet"
      })
  void mistakesAreNamed(String estimation, String first, String second) {
    assertSays(refused(estimation), first, second);
  }

  @Test
  void theInertialUnitMustBeThereAndFixedToTheBase() {
    String legs = "{type: legged, " + SlidingLegs.FOOT_SITES + "}";
    SlidingLegs robot = new SlidingLegs(folder);
    String lacking = "sensors: {imu: {angular_velocity: gyro, orientation: quat}}\n";
    assertSays(
        assertThrows(ConfigurationException.class, () -> robot.read(lacking, legs)),
        "sensors.imu.linear_acceleration");
    String moving =
        "sensors: {imu: {angular_velocity: head_gyro, orientation: quat,"
            + " linear_acceleration: acc}}\n";
    assertSays(
        assertThrows(ConfigurationException.class, () -> robot.read(moving, legs)),
        "neck_joint",
        "fixed to base");
    String turned =
        "sensors: {imu: {angular_velocity: gyro, orientation: base, linear_acceleration: acc}}\n";
    assertSays(
        assertThrows(ConfigurationException.class, () -> robot.read(turned, legs)),
        "different axes",
        "imu.orientation");
  }

  @Test
  void aSensorForTheSameVelocityIsRefused() {
    ConfigurationException e =
        assertThrows(
            ConfigurationException.class,
            () ->
                new SlidingLegs(folder)
                    .read(
                        SlidingLegs.SENSORS + "  base_linear_velocity: speed\n",
                        "{type: legged, " + SlidingLegs.FOOT_SITES + "}"));
    assertSays(e, "robot.yaml", "r/base/linear_velocity", "take one of them out");
  }

  @Test
  void aUrdfSaysWhereItsUnitIs() {
    SlidingLegs robot =
        new SlidingLegs(folder)
            .write("walker.urdf", URDF)
            .write(
                "walker.yaml",
                URDF_ROBOT
                    + "estimation: {type: legged, imu: {body: imu}, feet: {f: {body: sole}}}");
    EstimationSettings settings = robot.load("walker.yaml").settings();
    // The base's origin seen from the unit, whose x axis is the base's y.
    assertEquals(
        0,
        settings.base().position().plus(new Vector3(0, -0.1, 0.2)).length(),
        1e-9,
        settings.base()::toString);
    assertEquals(2, settings.feet().get(0).chain().joints());
    robot.write(
        "fixed.yaml",
        URDF_ROBOT.replace("floating", "fixed")
            + "estimation: {type: legged, feet: {f: {body: sole}}}");
    assertSays(assertThrows(ConfigurationException.class, () -> robot.load("fixed.yaml")), "fixed");
  }
}

package io.escapement.policy.observation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.stage.Workshop;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each term against values that were worked out by hand. The robot looks along its x axis; turned
 * by 90 degrees to the left (about z), w = z = sqrt(1/2).
 */
class BuiltInTermsTest {

  private static final double HALF = 0.7071067811865476;

  @TempDir Path folder;
  private RobotModel leg;

  @BeforeEach
  void open() {
    leg = new Workshop(folder).leg();
  }

  private TermUnderTest term(String name, String... parameters) {
    return TermUnderTest.of(leg, name, map(parameters));
  }

  private static Map<String, String> map(String... parameters) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      map.put(parameters[i], parameters[i + 1]);
    }
    return map;
  }

  private static void equal(double[] values, double... expected) {
    assertArrayEquals(expected, values, 1e-7);
  }

  @Test
  void everyTermIsCoveredHere() {
    assertEquals(
        Set.of(
            "base_linear_velocity",
            "base_angular_velocity",
            "projected_gravity",
            "base_orientation",
            "base_euler",
            "base_rotation",
            "base_position",
            "base_height",
            "velocity_command",
            "joint_position",
            "joint_position_absolute",
            "joint_velocity",
            "joint_effort",
            "previous_action",
            "base_action",
            "phase_clock",
            "inference_count",
            "channel",
            "contact",
            "policy_output",
            "reference_joint_position",
            "reference_joint_velocity",
            "reference_anchor_position",
            "reference_anchor_orientation"),
        new BuiltInTerms().terms().keySet());
  }

  @Test
  void velocitiesAreTheBodysOrTurnedIntoTheWorld() {
    for (String name : List.of("base_linear_velocity", "base_angular_velocity")) {
      String channel =
          name.equals("base_linear_velocity") ? "base/linear_velocity" : "imu/angular_velocity";
      equal(term(name).f64(channel, 1, 2, 3).first(), 1, 2, 3);
      equal(term(name, "frame", "body").f64(channel, 1, 2, 3).first(), 1, 2, 3);
      TermUnderTest world =
          term(name, "frame", "world")
              .f64(channel, 1, 2, 3)
              .f64("imu/orientation", HALF, 0, 0, HALF);
      // Forward is the world's y, left is its -x.
      equal(world.first(), -2, 1, 3);
      assertEquals(Set.of("leg/" + channel, "leg/imu/orientation"), world.term().inputs());
    }
  }

  @Test
  void gravityPointsDownInTheBodysFrame() {
    TermUnderTest gravity = term("projected_gravity");
    equal(gravity.f64("imu/orientation", 1, 0, 0, 0).first(), 0, 0, -1);
    equal(gravity.f64("imu/orientation", HALF, 0, 0, HALF).first(), 0, 0, -1);
    // Nose down by 90 degrees (about y): gravity points forward.
    equal(gravity.f64("imu/orientation", HALF, 0, HALF, 0).first(), 1, 0, 0);
    // On the right side (rolled by 90 degrees about x): gravity points right, along -y.
    equal(gravity.f64("imu/orientation", HALF, HALF, 0, 0).first(), 0, -1, 0);
  }

  @Test
  void aQuaternionHasTheOrderThatTheBundleNames() {
    TermUnderTest wxyz = term("base_orientation", "order", "wxyz");
    equal(wxyz.f64("imu/orientation", 0.1, 0.2, 0.3, 0.4).first(), 0.1, 0.2, 0.3, 0.4);
    assertEquals(List.of("w", "x", "y", "z"), wxyz.term().labels());
    TermUnderTest xyzw = term("base_orientation", "order", "xyzw");
    equal(xyzw.f64("imu/orientation", 0.1, 0.2, 0.3, 0.4).first(), 0.2, 0.3, 0.4, 0.1);
    assertEquals(List.of("x", "y", "z", "w"), xyzw.term().labels());
    TermUnderTest unique = term("base_orientation", "order", "xyzw", "unique", "true");
    equal(unique.f64("imu/orientation", -0.1, 0.2, 0.3, 0.4).first(), -0.2, -0.3, -0.4, 0.1);
    equal(unique.f64("imu/orientation", 0.1, 0.2, 0.3, 0.4).first(), 0.2, 0.3, 0.4, 0.1);
  }

  @Test
  void theOrderOfAQuaternionIsNeverGuessed() {
    refused("base_orientation", map(), "needs the key \"order\"");
    refused("base_orientation", map("order", "wzyx"), "expected one of wxyz, xyzw", "found wzyx");
    refused("base_orientation", map("order", "wxyz", "unique", "maybe"), "true, false");
    refused("base_rotation", map(), "needs the key \"form\"");
  }

  @Test
  void anglesAreRollPitchAndYaw() {
    TermUnderTest euler = term("base_euler");
    equal(euler.f64("imu/orientation", HALF, HALF, 0, 0).first(), Math.PI / 2, 0, 0);
    equal(euler.f64("imu/orientation", HALF, 0, 0, HALF).first(), 0, 0, Math.PI / 2);
    double c = Math.cos(0.3);
    double s = Math.sin(0.3);
    equal(euler.f64("imu/orientation", c, 0, s, 0).first(), 0, 0.6, 0);
    // Rolled by 0.2, then pitched by 0.4, then turned by 1, about the world's axes.
    equal(
        euler.f64("imu/orientation", product(yaw(1), pitch(0.4), roll(0.2))).first(), 0.2, 0.4, 1);
    // Straight up, where rounding would leave the arc sine's domain.
    double[] up = euler.f64("imu/orientation", HALF + 1e-12, 0, HALF + 1e-12, 0).first();
    assertEquals(Math.PI / 2, up[1], 1e-5);
  }

  @Test
  void aRotationIsNineElementsOrTheFirstTwoColumns() {
    TermUnderTest rows = term("base_rotation", "form", "rows");
    rows.f64("imu/orientation", HALF, 0, 0, HALF);
    equal(rows.first(), 0, -1, 0, 1, 0, 0, 0, 0, 1);
    assertEquals("r12", rows.term().labels().get(5));
    TermUnderTest columns = term("base_rotation", "form", "first_two_columns");
    columns.f64("imu/orientation", HALF, 0, 0, HALF);
    equal(columns.first(), 0, -1, 1, 0, 0, 0);
    columns.f64("imu/orientation", HALF, HALF, 0, 0);
    equal(columns.first(), 1, 0, 0, 0, 0, 1);
    assertEquals(List.of("r00", "r01", "r10", "r11", "r20", "r21"), columns.term().labels());
  }

  @Test
  void positionAndHeightAreThoseOfTheBase() {
    equal(term("base_position").f64("base/position", 1, 2, 3).first(), 1, 2, 3);
    equal(term("base_height").f64("base/position", 1, 2, 3).first(), 3);
    equal(term("base_height", "estimated", "true").f64("base/height", 0.3).first(), 0.3);
  }

  @Test
  void aCommandIsClippedToWhatWasTrained() {
    TermUnderTest command = term("velocity_command");
    equal(command.f64("operator/velocity_command", 0.7, -0.2, 1.5).first(), 0.7, -0.2, 1.5);
    equal(command.f64("operator/velocity_command", 7, -7, 7).first(), 1, -0.5, 2);
  }

  @Test
  void jointsHaveTheTermsOrder() {
    equal(term("joint_position").f64("joints/position", 1, 2, 3).first(), 3 - 0.3, 1 - 0.1);
    equal(term("joint_position_absolute").f64("joints/position", 1, 2, 3).first(), 3, 1);
    equal(term("joint_velocity").f64("joints/velocity", 1, 2, 3).first(), 3, 1);
    equal(term("joint_effort").f64("joints/effort", 1, 2, 3).first(), 3, 1);
    assertEquals(List.of("ankle", "hip"), term("joint_effort").term().labels());
  }

  @Test
  void thePreviousActionIsZeroInTheFirstObservation() {
    TermUnderTest action = term("previous_action").f32("action", 0.5, -0.25);
    equal(action.observations(0).first(), 0, 0);
    equal(action.observations(1).later(), 0.5, -0.25);
  }

  @Test
  void theActionThatIsRefinedHasItsOwnLabels() {
    TermUnderTest base = term("base_action").f32("base", 0.5, -0.25);
    equal(base.first(), 0.5, -0.25);
    assertEquals(List.of("hip", "knee"), base.term().labels());
  }

  @Test
  void aPhaseRunsWithTheTimeOfTheRun() {
    TermUnderTest phase = term("phase_clock", "frequency_hz", "2", "offset_cycles", "0.25");
    equal(phase.i64("loop/clock/time_ns", 125_000_000).first(), 0, -1);
  }

  @Test
  void inferencesAreCountedFromZero() {
    equal(term("inference_count").observations(0).first(), 0);
    equal(term("inference_count").observations(12).later(), 12);
  }

  @Test
  void anyChannelOfTheRobotMayBeObserved() {
    TermUnderTest scan =
        term("channel", "channel", "sensors/scan", "size", "5")
            .f64("sensors/scan", 1, 2, Double.NaN, 4, 5);
    assertArrayEquals(new double[] {1, 2, Double.NaN, 4, 5}, scan.first());
    assertEquals(Set.of("leg/sensors/scan"), scan.term().inputs());
    refused("channel", map("size", "5"), "needs the key \"channel\"");
    refused("channel", map("channel", "sensors/scan", "size", "0"), "a whole number of 1 or more");
    refused("channel", map("channel", "sensors/scan", "size", "2.5"), "found 2.5");
    refused("channel", map("channel", "sensors/scan", "size", "many"), "expected a number");
  }

  @Test
  void aFootTouchesTheGroundAboveTheThreshold() {
    TermUnderTest contact = term("contact", "size", "4", "threshold_n", "1.5");
    contact.f64("sensors/contacts", 0, 1.5, 1.6, Double.NaN);
    assertArrayEquals(new double[] {0, 0, 1, Double.NaN}, contact.first());
    refused("contact", map("size", "4"), "needs the key \"threshold_n\"");
  }

  @Test
  void outputsOfTheModelAreThoseOfTheLastInferenceOrOfTheStart() {
    TermUnderTest output =
        term("policy_output", "tensor", "value", "size", "3")
            .f32("remembered/value", 1, 2, 3)
            .f32("remembered_at_start/value", 4, 5, 6);
    equal(output.observations(0).first(), 4, 5, 6);
    equal(output.observations(1).later(), 1, 2, 3);
    for (String what : List.of("position", "velocity")) {
      String tensor = what.equals("position") ? "joint_pos" : "joint_vel";
      TermUnderTest reference =
          term("reference_joint_" + what)
              .f32("remembered/" + tensor, 1, 2)
              .f32("remembered_at_start/" + tensor, 4, 5);
      equal(reference.observations(0).first(), 4, 5);
      equal(reference.observations(3).later(), 1, 2);
      assertEquals(List.of("ankle", "hip"), reference.term().labels());
    }
  }

  /** The second of two bodies is the anchor; the robot faces left, the motion begins facing on. */
  @Test
  void theAnchorIsSeenFromTheRobotAndTheMotionBeginsWhereTheRobotIs() {
    TermUnderTest position =
        term("reference_anchor_position", "body", "1", "bodies", "2")
            .f64("imu/orientation", HALF, 0, 0, HALF)
            .f64("base/position", 10, 20, 0.8)
            .f32("remembered_at_start/body_pos_w", 9, 9, 9, 1, 2, 0.9)
            .f32("remembered_at_start/body_quat_w", 0, 0, 0, 1, 1, 0, 0, 0)
            .f32("remembered/body_pos_w", 9, 9, 9, 4, 2, 0.9)
            .f32("remembered/body_quat_w", 0, 0, 0, 1, 1, 0, 0, 0);
    // In the plane the motion stands where the robot does; heights are as they are.
    equal(position.observations(0).first(), 0, 0, 0.1);
    // It has gone 3 m forward, which is forward for the robot as well.
    equal(position.observations(1).later(), 3, 0, 0.1);
    // The robot has gone 1 m to its left, the world's -x.
    equal(position.f64("base/position", 9, 20, 0.8).later(), 3, -1, 0.1);
  }

  @Test
  void theAnchorsOrientationIsSeenFromTheRobot() {
    TermUnderTest orientation =
        term("reference_anchor_orientation", "body", "1", "bodies", "2")
            .f64("imu/orientation", HALF, 0, 0, HALF)
            .f32("remembered_at_start/body_quat_w", 0, 1, 0, 0, 1, 0, 0, 0)
            .f32("remembered/body_quat_w", 0, 1, 0, 0, HALF, HALF, 0, 0);
    // Turned to face as the robot does, the motion begins with the robot's orientation.
    equal(orientation.observations(0).first(), 1, 0, 0, 1, 0, 0);
    // It has rolled onto its right side: the columns are its forward and left, seen by the robot.
    equal(orientation.observations(1).later(), 1, 0, 0, 0, 0, 1);
    refused("reference_anchor_orientation", map(), "needs the key \"body\"");
    refused(
        "reference_anchor_orientation",
        map("body", "1", "bodies", "1"),
        "a whole number of 2 or more");
  }

  private void refused(String name, Map<String, String> parameters, String... parts) {
    String message =
        assertThrows(
                ConfigurationException.class,
                () -> new BuiltInTerms().create(TermUnderTest.context(leg, name, parameters)))
            .getMessage();
    assertTrue(message.contains("policy.yaml:7:5: observations[0]"), message);
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
  }

  static double[] roll(double angle) {
    return new double[] {Math.cos(angle / 2), Math.sin(angle / 2), 0, 0};
  }

  static double[] pitch(double angle) {
    return new double[] {Math.cos(angle / 2), 0, Math.sin(angle / 2), 0};
  }

  static double[] yaw(double angle) {
    return new double[] {Math.cos(angle / 2), 0, 0, Math.sin(angle / 2)};
  }

  /** Hamilton's product, the last factor being applied first. */
  static double[] product(double[] first, double[]... more) {
    double[] a = first;
    for (double[] b : more) {
      a =
          new double[] {
            a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
            a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
            a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
            a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0]
          };
    }
    return a;
  }
}

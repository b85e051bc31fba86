package io.escapement.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.robot.RobotModel;
import io.escapement.safety.chain.CertifiedSettings;
import io.escapement.safety.chain.ChainJoint;
import io.escapement.safety.chain.ChainModel;
import io.escapement.safety.chain.JointCapabilities;
import io.escapement.safety.tank.EnergyTank;
import io.escapement.safety.tank.TransferEnergy;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the certified chain assumes of a robot, by what is known of it. */
class CertifiedReaderTest {

  private static final String MJCF =
      """
      <mujoco><compiler angle="radian" autolimits="true"/><worldbody>
        <body><joint name="shoulder" range="-2 2"/>
          <body><joint name="elbow" range="-1.5 1.5"/></body></body>
      </worldbody><actuator>
        <motor name="shoulder_drive" joint="shoulder" forcerange="-80 80"/>
        <%s name="elbow_drive" joint="elbow" forcerange="-40 40"/>
      </actuator></mujoco>
      """;

  private static final JointCapabilities FIXED =
      new JointCapabilities(
          "",
          false,
          List.of(60., 40.),
          List.of(6., 4.),
          List.of(900., 700.),
          List.of(10., 3.),
          List.of(.5, .2));

  /** Least inertias of hip, knee, neck and wheel. */
  private static final JointCapabilities FLOATING =
      new JointCapabilities(
          "", true, List.of(), List.of(), List.of(), List.of(), List.of(.5, .2, .001, .1));

  private static final JointCapabilities UNKNOWN = JointCapabilities.unknown("no masses", false);

  private static RobotModel arm(double velocity) {
    return TestRobots.read(
        "robot: arm\nmodel: arm.xml\njoints: {.*: {velocity: "
            + velocity
            + "}}\nactuators: {.*: {stiffness: 200, damping: 8}}",
        MJCF.formatted("motor"));
  }

  private static CertifiedSettings read(
      RobotModel robot, String safety, JointCapabilities capabilities) {
    return SafetySettings.read(
            TestRobots.yaml(safety),
            robot,
            true,
            2_000_000,
            (massError, effortScale) -> capabilities)
        .certified()
        .orElseThrow();
  }

  private static CertifiedSettings read(String certified, JointCapabilities capabilities) {
    return read(arm(4), "certified: " + certified, capabilities);
  }

  private static void assertRefused(Runnable reading, String says) {
    RuntimeException error = assertThrows(RuntimeException.class, reading::run);
    assertTrue(error.getMessage().contains(says), error.getMessage());
  }

  @Nested
  class OnAFixedBase {

    @Test
    void the_models_bounds_count() {
      CertifiedSettings settings = read("{mass_error: 0.1}", FIXED);
      assertEquals(ChainModel.DYNAMIC, settings.model());
      assertEquals(List.of(), settings.notices());
      ChainJoint joint = settings.joints().get(0);
      assertEquals(-2, joint.limits().lower());
      assertEquals(2, joint.limits().upper());
      assertEquals(4, joint.limits().velocity());
      assertEquals(60, joint.limits().acceleration());
      assertEquals(6, joint.limits().error(), 1e-12);
      assertEquals(6, joint.disturbanceMax(), 1e-12);
      assertEquals(900, joint.accelerationMax());
      assertEquals(80, joint.effortMax());
      assertEquals(10, joint.gravityMax());
      assertEquals(0, joint.builtInStiffness());
      assertEquals(.1, settings.massError());
      assertEquals(40, settings.joints().get(1).limits().acceleration());
    }

    @Test
    void an_error_of_a_twentieth_is_assumed_of_any_model() {
      ChainJoint joint = read("{mass_error: 0.001}", FIXED).joints().get(0);
      assertEquals(3, joint.limits().error(), 1e-12);
      assertEquals(6, joint.disturbanceMax(), 1e-12);
    }

    @Test
    void the_filters_limits_count_as_well() {
      String limits =
          "limits: {position_margin_rad: 0.1, velocity_scale: 0.5, effort_scale: 0.25}\n";
      ChainJoint joint = read(arm(4), limits + "certified: {}", FIXED).joints().get(0);
      assertEquals(-1.9, joint.limits().lower(), 1e-12);
      assertEquals(1.9, joint.limits().upper(), 1e-12);
      assertEquals(2, joint.limits().velocity());
      assertEquals(20, joint.effortMax());
    }

    @Test
    void the_runs_own_figures_come_first() {
      List<ChainJoint> joints =
          read("{acceleration: 30, disturbance: {elbow_drive: 2}, acceleration_max: 500}", FIXED)
              .joints();
      assertEquals(30, joints.get(0).limits().acceleration());
      assertEquals(2, joints.get(1).limits().error());
      assertEquals(4, joints.get(1).disturbanceMax());
      assertEquals(500, joints.get(1).accelerationMax());
      assertEquals(60, read("{acceleration_max: 50}", FIXED).joints().get(0).accelerationMax());
    }

    @ParameterizedTest
    @CsvSource({
      // What full efforts do, or the greatest speed within 20 ms, or twice what can be given.
      "4, 200",
      "1, 120",
      "30, 900"
    })
    void energy_and_barriers_are_computed_for_no_more_than_a_brisk_start(
        double velocity, double most) {
      RobotModel robot = arm(velocity);
      for (String more :
          List.of(
              "tanks: {arm: {budget_j: 2}}",
              "barriers: {stop: {joint: {name: shoulder, upper: 1}}}")) {
        CertifiedSettings settings = read(robot, "certified: {" + more + "}", FIXED);
        assertEquals(most, settings.joints().get(0).accelerationMax());
      }
      assertEquals(900, read(robot, "certified: {}", FIXED).joints().get(0).accelerationMax());
    }

    @Test
    void a_drive_that_can_be_given_less_than_its_error_is_refused() {
      assertRefused(() -> read("{acceleration: 3, disturbance: 3}", FIXED), "does not cover");
      assertRefused(
          () -> read(arm(.02), "certified: {disturbance: 10, acceleration: 20}", FIXED),
          "does not cover");
    }

    @Test
    void a_command_is_held_at_least_as_long_as_its_delay_may_make_it() {
      assertEquals(5, read("{delay_ticks: 4}", FIXED).holdPeriods());
      assertEquals(3, read("{delay_ticks: 1}", FIXED).holdPeriods());
      assertRefused(() -> read("{delay_ticks: 2, hold_periods: 2}", FIXED), "hold_periods");
    }
  }

  @Nested
  class OnAFloatingBase {

    private CertifiedSettings dog() {
      return read(TestRobots.legged(), "certified: {}", FLOATING);
    }

    @Test
    void half_of_the_effort_is_left_to_slow_a_joint_down() {
      CertifiedSettings settings = dog();
      assertEquals(ChainModel.DECOUPLED, settings.model());
      // 20 Nm at .5 kg m^2; 10 rad/s within 50 ms would be more.
      ChainJoint hip = settings.joints().get(0);
      assertEquals(20, hip.limits().acceleration(), 1e-12);
      assertEquals(5, hip.limits().error(), 1e-12);
      assertEquals(20, hip.disturbanceMax(), 1e-12);
      assertEquals(400, hip.accelerationMax(), 1e-9);
      assertEquals(0, hip.gravityMax());
    }

    @Test
    void a_light_joint_is_given_what_stops_it_in_a_moment() {
      // 5 Nm at .001 kg m^2 would be more than 5 rad/s within 25 ms.
      ChainJoint neck = dog().joints().get(2);
      assertEquals("neck_servo", neck.name());
      assertEquals(200, neck.limits().acceleration(), 1e-12);
      assertEquals(50, neck.limits().error(), 1e-12);
      assertEquals(50_000, neck.accelerationMax(), 1e-6);
      assertEquals(10, neck.builtInStiffness());
    }

    @Test
    void a_drive_without_a_law_is_left_to_the_plain_limits() {
      CertifiedSettings settings = dog();
      assertEquals(3, settings.joints().size());
      assertEquals(
          List.of("the certified filter leaves wheel_drive to the plain limits"),
          settings.notices());
    }
  }

  @Nested
  class WithoutMasses {

    @Test
    void joints_take_their_greatest_speed_up_within_a_tenth_of_a_second() {
      CertifiedSettings settings = read("{}", UNKNOWN);
      assertEquals(ChainModel.KINEMATIC, settings.model());
      assertEquals(List.of("the certified filter is kinematic: no masses"), settings.notices());
      ChainJoint joint = settings.joints().get(0);
      assertEquals(40, joint.limits().acceleration(), 1e-12);
      assertEquals(0, joint.limits().error());
      assertEquals(40, joint.accelerationMax(), 1e-12);
      assertEquals(80, joint.effortMax());
      assertEquals(0, joint.builtInStiffness());
    }

    @Test
    void a_joint_of_unknown_speed_counts_with_20_rad_per_s() {
      CertifiedSettings settings = read(TestRobots.arm(), "certified: {}", UNKNOWN);
      assertEquals(200, settings.joints().get(1).limits().acceleration(), 1e-9);
    }

    @Test
    void drives_that_take_no_positions_are_not_certified() {
      CertifiedSettings settings = read(TestRobots.legged(), "certified: {}", UNKNOWN);
      assertEquals(
          List.of("hip_drive", "neck_servo"),
          settings.joints().stream().map(ChainJoint::name).toList());
      RobotModel efforts =
          TestRobots.read(
              "robot: arm\nmodel: arm.xml\nlast_fallback: damping\nactuators: {.*: {accepts:"
                  + " [effort], damping: 8}}",
              MJCF.formatted("motor"));
      assertRefused(
          () -> read(efforts, "certified: {}", UNKNOWN), "no drive of the robot can be certified");
    }

    @Test
    void energy_cannot_be_accounted_for() {
      assertRefused(() -> read("{tanks: {arm: {budget_j: 2}}}", UNKNOWN), "knows no efforts");
    }
  }

  @Nested
  class AModelThatIsAskedFor {

    @Test
    void is_taken_where_the_robot_has_what_it_needs() {
      assertEquals(ChainModel.DYNAMIC, read("{model: dynamic}", FIXED).model());
      assertEquals(ChainModel.DYNAMIC, read("{model: auto}", FIXED).model());
      assertEquals(ChainModel.KINEMATIC, read("{model: kinematic}", FIXED).model());
      assertEquals(
          ChainModel.DECOUPLED,
          read(TestRobots.legged(), "certified: {model: decoupled}", FLOATING).model());
    }

    @Test
    void is_refused_with_what_is_missing() {
      assertRefused(() -> read("{model: dynamic}", UNKNOWN), "no masses");
      assertRefused(() -> read("{model: decoupled}", UNKNOWN), "no masses");
      assertRefused(() -> read("{model: decoupled}", FIXED), "the base is fixed");
      assertRefused(
          () -> read(TestRobots.legged(), "certified: {model: dynamic}", FLOATING),
          "the effort of wheel_drive cannot be told from its command");
      assertRefused(() -> read(arm(4), "certified: {model: dynamic}", FLOATING), "the base floats");
    }
  }

  @Nested
  class Tanks {

    private EnergyTank tank(String keys) {
      return read("{tanks: {t: {" + keys + "}}}", FIXED).tanks().get(0);
    }

    @Test
    void hold_their_budget_above_what_a_brake_needs() {
      EnergyTank tank = tank("budget_j: 2");
      assertTrue(tank.reserveJ() > 0);
      assertEquals(tank.reserveJ() + Math.min(tank.reserveJ(), 1), tank.floorJ(), 1e-12);
      assertEquals(tank.reserveJ() + 2, tank.initialJ(), 1e-12);
      assertEquals(tank.reserveJ() + 2, tank.capJ(), 1e-12);
      assertEquals(0, tank.refillW());
      assertEquals(List.of(0, 1), tank.joints());
    }

    @Test
    void hold_no_more_than_their_cap() {
      EnergyTank tank = tank("budget_j: 2, cap_j: 1.5, refill_w: 0.25");
      assertEquals(tank.reserveJ() + 1.5, tank.initialJ(), 1e-12);
      assertEquals(tank.reserveJ() + 1.5, tank.capJ(), 1e-12);
      assertEquals(.25, tank.refillW());
    }

    @Test
    void may_be_capped_by_what_a_contact_may_transfer() {
      EnergyTank tank = tank("budget_j: 0.1, transfer: {force_n: 140, stiffness_n_mm: 75}");
      assertEquals(tank.reserveJ() + TransferEnergy.capJ(140, 75_000), tank.capJ(), 1e-12);
      assertEquals(tank.reserveJ() + .1, tank.initialJ(), 1e-12);
    }

    @Test
    void count_the_drives_that_are_named() {
      assertEquals(List.of(1), tank("budget_j: 2, joints: [elbow.*]").joints());
      assertEquals(List.of(1, 0), tank("budget_j: 2, joints: [elbow_drive, .*]").joints());
      assertRefused(() -> tank("budget_j: 2, joints: [wrist]"), "wrist");
      assertRefused(() -> tank("budget_j: 2, joints: ['.*', elbow_drive]"), "elbow_drive");
      assertRefused(() -> tank("budget_j: 2, joints: ['[']"), "regular expression");
    }
  }
}

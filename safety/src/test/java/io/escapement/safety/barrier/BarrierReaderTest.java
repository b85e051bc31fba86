package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.kinematics.Vector3;
import io.escapement.safety.TestRobots;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarrierReaderTest {

  private final ChainWorld world = ChainWorld.point(2);

  private List<BarrierSettings> read(String text) {
    return BarrierReader.barriers(TestRobots.yaml(text), world.robot);
  }

  private BarrierSettings one(String text) {
    return read("it: " + text).get(0);
  }

  private static Shape sphere(String frame, double radius) {
    return new Shape(List.of(Anchor.origin(frame)), radius);
  }

  @Test
  void a_link_above_a_table() {
    assertEquals(
        new BarrierSettings(
            "table",
            new BarrierKind.FreeSide(
                new Shape(List.of(Anchor.origin("elbow"), Anchor.origin("wrist")), .05),
                Anchor.world(new Vector3(0, 0, .4)),
                new Vector3(0, 0, 1)),
            .01,
            new BarrierGains(12, 8, .5, 100)),
        read("""
                table:
                  frames: [elbow, wrist]
                  radius_m: 0.05
                  keep_out: {half_space: {point: [0, 0, 0.4], normal: [0, 0, 1]}}
                  margin_m: 0.01
                  k1: 12
                  k2: 8
                  disturbance: 0.5
                  soft: 100
                """)
            .get(0));
  }

  @Test
  void a_plane_that_moves_with_a_frame() {
    BarrierSettings found =
        one("{frame: a, keep_out: {plane: {point: [1, 2, 3], normal: [0, 1, 0], in: trunk}}}");
    BarrierKind.FreeSide side = (BarrierKind.FreeSide) found.kind();
    assertEquals(new Anchor("trunk", new Vector3(1, 2, 3)), side.point());
    assertEquals(sphere("a", 0), side.shape());
    assertEquals(BarrierGains.DEFAULT, found.gains());
    assertEquals(0, found.margin());
    assertEquals(List.of("a", "trunk"), found.frames());
  }

  @Test
  void spheres_and_capsules_in_the_world_or_a_frame() {
    assertEquals(
        new BarrierKind.Apart(
            new Shape(List.of(new Anchor("tool", new Vector3(0, 0, .1))), .04),
            new Shape(List.of(Anchor.world(new Vector3(1, 0, 0))), .3)),
        one("{frame: {name: tool, at: [0, 0, 0.1]}, radius_m: 0.04,"
                + " keep_out: {sphere: {centre: [1, 0, 0], radius_m: 0.3}}}")
            .kind());
    assertEquals(
        new BarrierKind.Apart(
            sphere("tool", 0),
            new Shape(
                List.of(
                    new Anchor("trunk", new Vector3(1, 0, 0)),
                    new Anchor("trunk", new Vector3(1, 0, 2))),
                .2)),
        one("{frame: tool, keep_out: {capsule:"
                + " {from: [1, 0, 0], to: [1, 0, 2], radius_m: 0.2, in: trunk}}}")
            .kind());
  }

  @Test
  void two_links() {
    assertEquals(
        new BarrierKind.Apart(
            new Shape(List.of(Anchor.origin("a"), Anchor.origin("b")), .05), sphere("c", .1)),
        one("{pair: [{frames: [a, b], radius_m: 0.05}, {frame: c, radius_m: 0.1}]}").kind());
  }

  @Test
  void joints() {
    assertEquals(
        new BarrierKind.JointRange("j0", -1, 1.2),
        one("{joint: {name: j0, lower: -1, upper: 1.2}}").kind());
    assertEquals(
        new BarrierKind.JointRange("j0", Double.NEGATIVE_INFINITY, 1.2),
        one("{joint: {name: j0, upper: 1.2}}").kind());
    assertEquals(
        new BarrierKind.JointSum(
            List.of(new BarrierKind.Term("j0", 1), new BarrierKind.Term("j1", -2)), 1.5),
        one("{joints: {coefficients: {j0: 1, j1: -2}, at_most: 1.5}}").kind());
  }

  @Test
  void contact_forces() {
    assertEquals(
        new BarrierKind.ForceLimit("force", "tool", 20, 2000, Optional.empty(), 1, 1),
        one("{contact_force: {sensor: force, frame: tool, max_n: 20, stiffness_n_m: 2000}}")
            .kind());
    assertEquals(
        new BarrierKind.ForceLimit(
            "touch", "tool", 20, 2000, Optional.of(new Vector3(0, 0, -1)), -1, 2),
        one("{contact_force: {sensor: touch, frame: tool, max_n: 20, stiffness_n_m: 2000,"
                + " direction: [0, 0, -1], sign: -1, quiet_n: 2}}")
            .kind());
  }

  @Test
  void barriers_keep_their_order() {
    List<BarrierSettings> found =
        read("{b: {joint: {name: j1, lower: 0}}, a: {joint: {name: j0, upper: 0}}}");
    assertEquals(List.of("b", "a"), found.stream().map(BarrierSettings::name).toList());
    assertEquals(2, Barriers.of(found, world.robot).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{frame: a}                                              | keeps one thing",
        "{frame: a}                                              | none of them",
        "{frames: [a, b], joint: {name: j0, upper: 1}}           | a shape goes with keep_out",
        "{margin_m: 1, joints: {coefficients: {j0: 1}, at_most: 1}} | a tighter bound",
        "{joint: {name: j0, upper: 1}, pair: [{frame: a}, {frame: b}]} | pair and joint",
        "{frame: a, joint: {name: j0, upper: 1}}                 | a shape goes with keep_out",
        "{radius_m: 1, joint: {name: j0, upper: 1}}              | a shape goes with keep_out",
        "{margin_m: 1, joint: {name: j0, upper: 1}}              | a tighter bound",
        "{joint: {name: j7, upper: 1}}                           | no joint \"j7\"",
        "{joint: {name: j0}}                                     | leaves no room, or has no end",
        "{joint: {name: j0, lower: 1, upper: 1}}                 | leaves no room",
        "{joints: {coefficients: {j7: 1}, at_most: 1}}           | no joint \"j7\"",
        "{frame: a, frames: [a, b], keep_out: {plane: {point: [0,0,0], normal: [0,0,1]}}} | both",
        "{keep_out: {plane: {point: [0,0,0], normal: [0,0,1]}}}  | neither",
        "{frame: a, keep_out: {}}                                | one of sphere, capsule",
        "{frame: a, keep_out: {plane: {point: [0,0,0], normal: [0,0,0]}}} | points nowhere",
        "{frame: a, keep_out: {plane: {point: [0,0], normal: [0,0,1]}}}   | three numbers",
        "{frame: a, keep_out: {cube: {}}}                        | cube",
        "{frames: [a], keep_out: {plane: {point: [0,0,0], normal: [0,0,1]}}} | two frames",
        "{pair: [{frame: a}]}                                    | 2",
        "{pair: [{frame: a}, {radius_m: 1}]}                     | neither",
        "{k1: 0, joint: {name: j0, upper: 1}}                    | k1",
        "{soft: 0, joint: {name: j0, upper: 1}}                  | soft",
        "{contact_force: {sensor: farce, frame: f, max_n: 1, stiffness_n_m: 1}} | \"force\"",
        "{contact_force: {sensor: touch, frame: f, max_n: 1, stiffness_n_m: 1}} | add direction",
        "{contact_force: {sensor: force, frame: f, max_n: 1, stiffness_n_m: 1, sign: 2}} | -1",
      })
  void mistakes_are_named(String text, String expected) {
    ConfigurationException error =
        assertThrows(ConfigurationException.class, () -> one(text.strip()));
    assertTrue(error.getMessage().contains(expected), error.getMessage());
    assertTrue(error.getMessage().contains("it"), error.getMessage());
  }

  @Test
  void limits_near_people() {
    String text =
        """
        tool: {frame: f2, velocity_m_s: 0.25}
        hand:
          frame: f1
          velocity_m_s: 0.5
          slow_down_m_s2: 3
          power_w: 80
          distance: {sensor: person, within_m: 0.6, rise_1_s: 1.5}
        """;
    assertEquals(
        List.of(
            new SpeedLimitSettings(
                "tool", "f2", .25, 5, Double.POSITIVE_INFINITY, Optional.empty()),
            new SpeedLimitSettings(
                "hand",
                "f1",
                .5,
                3,
                80,
                Optional.of(new SpeedLimitSettings.Distance("person", .6, 1.5)))),
        BarrierReader.speedLimits(TestRobots.yaml(text), world.robot));
  }

  @ParameterizedTest
  @CsvSource({"parson, did you mean", "force, of one number"})
  void a_distance_is_a_sensor_of_one_number(String sensor, String expected) {
    String text =
        "tool: {frame: f2, velocity_m_s: 1, distance: {sensor: " + sensor + ", within_m: 1}}";
    ConfigurationException error =
        assertThrows(
            ConfigurationException.class,
            () -> BarrierReader.speedLimits(TestRobots.yaml(text), world.robot));
    assertTrue(error.getMessage().contains(expected), error.getMessage());
  }
}

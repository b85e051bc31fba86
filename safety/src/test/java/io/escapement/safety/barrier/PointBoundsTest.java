package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.kinematics.Vector3;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Bounds worked out by hand, and what settings refuse. */
class PointBoundsTest {

  private static final double HELD_S = .01;

  private final BarrierState state = new BarrierState(List.of(5., 5.), List.of(10., 10.), HELD_S);
  private final PointBounds bounds = new PointBounds();

  @Test
  void a_hinge_turns_the_point_about_its_axis() {
    bounds.add(state, 0, -2, true, .5);
    double lever = .5 * (1 + 2.1 * HELD_S);
    assertEquals(2.1, bounds.turning(), 1e-12);
    assertEquals(10, bounds.turningGain(), 1e-12);
    assertEquals(lever * 2.1 * 2.1, bounds.second(HELD_S), 1e-12);
    assertEquals(lever * (3 * 2.1 * 10 + 2.1 * 2.1 * 2.1), bounds.third(HELD_S), 1e-12);
  }

  @Test
  void a_slide_alone_bends_nothing() {
    bounds.add(state, 0, 1, false, 1);
    assertEquals(0, bounds.second(HELD_S));
    assertEquals(0, bounds.third(HELD_S));
    assertEquals(0, bounds.turning());
  }

  @Test
  void a_slide_on_a_hinge_feels_its_turning() {
    bounds.add(state, 0, 2, true, .5);
    bounds.add(state, 1, 1, false, 1);
    double lever = .5 * (1 + 2.1 * HELD_S) + 1.1 * HELD_S;
    assertEquals(2.1 * (lever * 2.1 + 2 * 1.1), bounds.second(HELD_S), 1e-12);
    assertEquals(
        lever * 2.1 * (30 + 2.1 * 2.1) + 3 * (2.1 * (10 + 2.1 * 1.1) + 10 * 1.1),
        bounds.third(HELD_S),
        1e-12);
  }

  @Test
  void two_hinges_add_up_on_the_longer_lever() {
    bounds.add(state, 0, 2, true, .5);
    bounds.add(state, 1, 0, true, .25);
    assertEquals(.5 * (1 + 2.2 * HELD_S) * 2.2 * 2.2, bounds.second(HELD_S), 1e-12);
    PointBounds other = new PointBounds();
    other.add(state, 1, 1, true, .75);
    other.add(state, 0, 1, false, 2);
    bounds.join(other);
    bounds.reach(.25);
    double lever = 1 * (1 + 3.3 * HELD_S) + 2.2 * HELD_S;
    assertEquals(3.3, bounds.turning(), 1e-12);
    assertEquals(30, bounds.turningGain(), 1e-12);
    assertEquals(3.3 * (lever * 3.3 + 4.4), bounds.second(HELD_S), 1e-12);
    assertEquals(
        lever * 3.3 * (90 + 3.3 * 3.3) + 3 * (3.3 * (20 + 3.3 * 2.2) + 30 * 2.2),
        bounds.third(HELD_S),
        1e-10);
    bounds.clear();
    assertEquals(0, bounds.second(HELD_S) + bounds.third(HELD_S) + bounds.turning());
  }

  @Test
  void no_joint_is_faster_than_its_limit_unless_it_is_so_now() {
    assertEquals(5, state.fastest(0, 4.95), 1e-12);
    assertEquals(7, state.fastest(0, -7), 1e-12);
    assertEquals(1.1, state.fastest(0, 1), 1e-12);
  }

  @Test
  void of_a_point_before_a_ball() {
    ChainWorld world = ChainWorld.point(2);
    Shape self = new Shape(List.of(Anchor.origin("f2")), .1);
    Shape ball = new Shape(List.of(Anchor.world(new Vector3(2, 0, 0))), .2);
    Barrier barrier = world.barriers(RandomBarriers.of(new BarrierKind.Apart(self, ball))).get(0);
    world.dq[0] = .3;
    world.dq[1] = .4;
    world.write();
    barrier.evaluate(state);
    double acceleration = 20;
    double speed = Math.min(.5 + HELD_S * acceleration, .4 + .5);
    double distance = 2 - HELD_S * speed;
    assertEquals(speed * speed / distance, state.bend(), 1e-12);
    assertEquals(
        3 * speed * (acceleration + speed * speed / distance) / distance, state.jerk(), 1e-12);
    assertEquals(.4 * .4 / 2, state.curvature(), 1e-12);
    assertEquals(.08 + 10 + state.jerk() * HELD_S, state.acceleration(), 1e-12);
  }

  @Test
  void settings_out_of_range_are_refused() {
    double nan = Double.NaN;
    List<Anchor> one = List.of(Anchor.origin("a"));
    BarrierKind kind = new BarrierKind.JointRange("j0", 0, 1);
    refused(() -> new BarrierGains(0, 1, 0, 1));
    refused(() -> new BarrierGains(1, 0, 0, 1));
    refused(() -> new BarrierGains(1, 1, -1, 1));
    refused(() -> new BarrierGains(1, 1, 0, 0));
    refused(() -> new BarrierGains(Double.POSITIVE_INFINITY, 1, 0, 1));
    refused(() -> new Shape(List.of(), 1));
    refused(() -> new Shape(List.of(one.get(0), one.get(0), one.get(0)), 1));
    refused(() -> new Shape(one, -1));
    refused(() -> new Shape(one, Double.POSITIVE_INFINITY));
    refused(() -> new BarrierSettings("a", kind, -1, BarrierGains.DEFAULT));
    refused(() -> new BarrierSettings("a", kind, nan, BarrierGains.DEFAULT));
    refused(() -> new BarrierKind.JointRange("j0", 1, 1));
    refused(() -> new BarrierKind.JointRange("j0", nan, 1));
    Shape shape = new Shape(one, 0);
    refused(() -> new BarrierKind.FreeSide(shape, one.get(0), Vector3.ZERO));
    assertFalse(BarrierGains.DEFAULT.isSoft());
    assertTrue(new BarrierGains(1, 1, 0, 5).isSoft());
  }

  private static void refused(Executable settings) {
    assertThrows(IllegalArgumentException.class, settings);
  }
}

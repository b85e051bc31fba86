package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.kinematics.Vector3;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How tight the bounds of the higher derivatives are: figures worked out by hand from the greatest
 * speeds and accelerations of the joints over the time for which a command is held. That no motion
 * breaks them is checked by {@link BarrierProperties}.
 */
class BarrierBoundsTest {

  private static final Vector3 UP = new Vector3(0, 0, 1);

  private static Shape ball(String frame, Vector3 at) {
    return new Shape(List.of(new Anchor(frame, at)), .1);
  }

  private static BarrierState evaluated(
      ChainWorld world, BarrierKind kind, double most, double gain, double heldS) {
    Barrier barrier = world.barriers(RandomBarriers.of(kind)).get(0);
    BarrierState state = world.state(most, gain, heldS);
    barrier.evaluate(state);
    return state;
  }

  /** A ball on three slides, 2 m from another, at 1 m/s. */
  private static BarrierState sliding(double heldS) {
    ChainWorld world = ChainWorld.point(3);
    world.q[2] = 3;
    world.dq[0] = .6;
    world.dq[2] = -.8;
    return evaluated(
        world, new BarrierKind.Apart(ball("f3", Vector3.ZERO), ball("", UP)), 1, 2, heldS);
  }

  @Test
  void of_a_ball_that_slides_for_a_short_time() {
    // The three accelerations make at most 6 m/s^2 together: at most 1.6 m/s after .1 s, and at
    // least 2 - .16 m.
    BarrierState state = sliding(.1);
    assertEquals(1.6 * 1.6 / 1.84, state.bend(), 1e-12);
    assertEquals(3 * 1.6 * (6 + 1.6 * 1.6 / 1.84) / 1.84, state.jerk(), 1e-12);
    assertEquals(Math.abs(state.curvature()) + 2 + .1 * state.jerk(), state.acceleration(), 1e-12);
  }

  @Test
  void of_a_ball_that_reaches_the_joints_greatest_speeds() {
    // No more than 1 m/s each, and half of the distance is what is planned with.
    BarrierState state = sliding(1);
    assertEquals(3 * 3 / 1., state.bend(), 1e-12);
    assertEquals(3 * 3 * (6 + 3 * 3 / 1.) / 1, state.jerk(), 1e-12);
  }

  /** A rod of 2 m that turns about its end at .5 rad/s, with a ball 1 m beside its middle. */
  private static BarrierState turning(double heldS, boolean swapped) {
    ChainWorld world =
        new ChainWorld(List.of(new ChainWorld.Link(false, UP, new Vector3(1, 0, 0))));
    world.dq[0] = .5;
    Shape rod =
        new Shape(
            List.of(
                new Anchor("f1", new Vector3(-1, 0, 0)), new Anchor("f1", new Vector3(1, 0, 0))),
            .1);
    Shape ball = ball("", new Vector3(1, 1, 0));
    return evaluated(
        world,
        swapped ? new BarrierKind.Apart(ball, rod) : new BarrierKind.Apart(rod, ball),
        1,
        2,
        heldS);
  }

  @Test
  void of_a_rod_that_turns() {
    // After .1 s at 2 rad/s^2 it turns at .7 rad/s. The ball, 2 m from the hinge by way of the
    // rod's middle, moves as seen from the rod, on a lever of 2 m that grows by 7 %.
    double lever = 2 * 1.07;
    double second = lever * .7 * .7;
    double third = lever * .7 * (3 * 2 + .7 * .7);
    // Relative to the rod's axes: .5 of the middle, .7 of the axes' own turning.
    double speedNow = .5 + .7;
    double acceleration = .25 + 2 + .7 * (2 * speedNow + .7) + 2 + .1 * third;
    double speed = Math.min(speedNow + .1 * acceleration, .7 + .7 + .1 * second);
    double apart = 1 - .1 * speed;
    for (boolean swapped : new boolean[] {false, true}) {
      BarrierState state = turning(.1, swapped);
      assertEquals(second + speed * speed / apart, state.bend(), 1e-12);
      assertEquals(
          third + 3 * speed * (acceleration + speed * speed / apart) / apart, state.jerk(), 1e-12);
    }
  }

  @Test
  void of_a_rod_that_turns_for_a_moment() {
    // Held for no time, there is what there is: .5 rad/s.
    BarrierState state = turning(0, false);
    assertEquals(2 * .25 + 1, state.bend(), 1e-12);
    double acceleration = .25 + 2 + .5 * (2 * 1 + .5) + 2;
    assertEquals(2 * .5 * (6 + .25) + 3 * (acceleration + 1), state.jerk(), 1e-12);
  }

  @Test
  void of_points_that_turn_about_two_hinges_add_up() {
    // Two hinges one after the other, 1 m and 1 m from the point, before a plane that stays.
    ChainWorld world =
        new ChainWorld(
            List.of(
                new ChainWorld.Link(false, UP, Vector3.ZERO),
                new ChainWorld.Link(false, UP, new Vector3(2, 0, 0))));
    world.dq[0] = .3;
    world.dq[1] = -.4;
    BarrierState state =
        evaluated(
            world,
            new BarrierKind.FreeSide(
                ball("f2", Vector3.ZERO),
                Anchor.world(new Vector3(0, -3, 0)),
                new Vector3(0, 1, 0)),
            9,
            2,
            0);
    assertEquals(2 * .7 * .7, state.bend(), 1e-12);
    assertEquals(2 * .7 * (3 * 4 + .49), state.jerk(), 1e-12);
    assertEquals(2 * .3 - 2 * .4, state.rate(), 1e-12);
  }

  @Test
  void of_two_balls_on_one_hinge_is_the_sum_of_both() {
    ChainWorld world =
        new ChainWorld(List.of(new ChainWorld.Link(false, UP, new Vector3(1, 0, 0))));
    world.dq[0] = .5;
    BarrierState state =
        evaluated(
            world,
            new BarrierKind.Apart(ball("f1", Vector3.ZERO), ball("f1", new Vector3(2, 0, 0))),
            1,
            2,
            0);
    // They are 1 m and 3 m from the hinge, 2 m apart, at a relative 1 m/s and 2 * .25 m/s^2.
    assertEquals(4 * .25 + 1 / 2., state.bend(), 1e-12);
    assertEquals(4 * .5 * (6 + .25) + 3 * (.5 + 2 * 2 + 1 / 2.) / 2, state.jerk(), 1e-12);
  }

  @Test
  void of_a_plane_that_turns_are_those_of_the_point_seen_from_it() {
    ChainWorld world =
        new ChainWorld(List.of(new ChainWorld.Link(false, UP, new Vector3(1, 0, 0))));
    world.dq[0] = .5;
    BarrierKind kind =
        new BarrierKind.FreeSide(
            ball("", new Vector3(2, 1, 0)),
            new Anchor("f1", new Vector3(-1, 0, 0)),
            new Vector3(1, 0, 0));
    BarrierState state = evaluated(world, kind, 1, 2, 0);
    // h = 2 cos q + sin q - .11
    assertEquals(2 - .11, state.value(), 1e-12);
    assertEquals(.5, state.rate(), 1e-12);
    assertEquals(1, state.gradient()[0], 1e-12);
    assertEquals(-2 * .25, state.curvature(), 1e-12);
    assertEquals(StrictMath.sqrt(5) * .25, state.bend(), 1e-12);
    assertEquals(StrictMath.sqrt(5) * .5 * (6 + .25), state.jerk(), 1e-12);
  }

  @Test
  void are_the_same_each_time() {
    Random random = new Random(6);
    for (int k = 0; k < 50; k++) {
      ChainWorld world = ChainWorld.random(random, 4);
      BarrierSettings settings =
          k % 5 == 0
              ? RandomBarriers.of(RandomBarriers.force("force", "f4", Optional.empty()))
              : RandomBarriers.any(random, world);
      List<Barrier> all = world.barriers(settings);
      Barrier barrier = all.get(0);
      world.force.set(1, 15);
      BarrierState once = world.state(1, 2, .1);
      barrier.evaluate(once);
      BarrierState twice = world.state(1, 2, .1);
      barrier.evaluate(twice);
      assertEquals(once.jerk(), twice.jerk());
      assertEquals(once.bend(), twice.bend());
      Set<String> frames = new HashSet<>();
      all.forEach(each -> frames.addAll(each.frames()));
      assertEquals(new HashSet<>(settings.frames()), frames);
    }
  }

  @Test
  void of_a_speed_limit_the_rows_are_the_joints_parts_of_the_tips_acceleration() {
    Random random = new Random(5);
    for (int joints : new int[] {3, 8}) {
      ChainWorld world = ChainWorld.random(random, joints);
      SpeedLimit limit =
          new SpeedLimit(
              new SpeedLimitSettings("tool", world.last(), 50, 5, 80, Optional.empty()),
              world.robot,
              1e-3);
      world.attach(List.of(limit::declare));
      assertTrue(limit.evaluate());
      double[] rows = limit.coefficients().clone();
      double before = limit.speed();
      for (int joint = world.base; joint < joints; joint++) {
        world.dq[joint] += 1e-6;
        world.write();
        limit.evaluate();
        world.dq[joint] -= 1e-6;
        double slope = (limit.speed() - before) / 1e-6;
        assertEquals(slope, rows[joint - world.base], 1e-4, "along the velocity");
      }
    }
  }
}

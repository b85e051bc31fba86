package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.kinematics.Vector3;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Distances whose closest points run along their segments while the segments turn and move. */
class SlidingTest {

  private static final double STEP_S = 1e-4;

  /** A free body: three slides and three hinges, with a rod that is fixed to it. */
  private static ChainWorld body() {
    List<ChainWorld.Link> links = new ArrayList<>();
    for (boolean slides : new boolean[] {true, false}) {
      for (int i = 0; i < 3; i++) {
        Vector3 axis = new Vector3(i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0);
        links.add(new ChainWorld.Link(slides, axis, Vector3.ZERO));
      }
    }
    return new ChainWorld(links);
  }

  private static Shape rod(String frame, Vector3 half) {
    return new Shape(List.of(new Anchor(frame, half.times(-1)), new Anchor(frame, half)), .02);
  }

  private static void move(ChainWorld world, double[] q, double t) {
    for (int i = 0; i < q.length; i++) {
      world.q[i] = q[i] + t * world.dq[i];
    }
    world.write();
  }

  /** How the curvature agrees with the distance's second derivative, over motions at random. */
  private static void compare(Shape link, Shape obstacle, boolean swapped, double half) {
    Random random = new Random(31);
    for (int k = 0; k < 40; k++) {
      ChainWorld world = body();
      Barrier barrier =
          world
              .barriers(
                  RandomBarriers.of(
                      swapped
                          ? new BarrierKind.Apart(obstacle, link)
                          : new BarrierKind.Apart(link, obstacle)))
              .get(0);
      // Near the middles of both, so that the closest points are inside.
      double[] q = new double[6];
      q[2] = .3 + .3 * random.nextDouble();
      for (int i = 0; i < 6; i++) {
        q[i] += (i < 3 ? .05 : half) * (2 * random.nextDouble() - 1);
        world.dq[i] = random.nextGaussian();
      }
      BarrierState state = world.state(5, 5, 1e-3);
      move(world, q, 0);
      barrier.evaluate(state);
      double now = state.value();
      final double curvature = state.curvature();
      move(world, q, STEP_S);
      barrier.evaluate(state);
      double after = state.value();
      move(world, q, -STEP_S);
      barrier.evaluate(state);
      double second = (after - 2 * now + state.value()) / (STEP_S * STEP_S);
      assertEquals(second, curvature, 1e-4 * (1 + Math.abs(second)), "motion " + k);
    }
  }

  @Test
  void two_rods_that_cross() {
    Vector3 x = new Vector3(1, 0, 0);
    for (Vector3 other : List.of(new Vector3(0, 1, 0), new Vector3(.8, .6, 0))) {
      compare(rod("f6", x), rod("", other), false, .2);
      compare(rod("f6", x), rod("", other), true, .2);
    }
  }

  @Test
  void rods_of_different_lengths_that_cross() {
    compare(rod("f6", new Vector3(3, 0, 0)), rod("", new Vector3(.9, 1.2, 0)), false, .2);
  }

  @Test
  void a_rod_before_a_ball() {
    Shape ball = new Shape(List.of(Anchor.world(new Vector3(0, 0, 0))), .1);
    for (boolean swapped : new boolean[] {false, true}) {
      compare(rod("f6", new Vector3(2, 0, 0)), ball, swapped, .2);
    }
  }

  @Test
  void a_ball_before_a_post() {
    Shape ball = new Shape(List.of(new Anchor("f6", new Vector3(0, .1, 0))), .1);
    for (boolean swapped : new boolean[] {false, true}) {
      compare(ball, rod("", new Vector3(2, 0, 0)), swapped, .2);
    }
  }

  @Test
  void two_rods_at_fifteen_degrees() {
    Vector3 x = new Vector3(4, 0, 0);
    Vector3 other = new Vector3(12 * StrictMath.cos(.26), 12 * StrictMath.sin(.26), 0);
    compare(rod("f6", x), rod("", other), false, .02);
  }

  @Test
  void rods_along_each_other_are_not_counted_on_to_slide() {
    // Their crossing runs along them at nearly any speed, which would make up for all that a motion
    // across bends: (1 m/s)^2 / .5 m.
    ChainWorld world = body();
    Shape link = rod("f6", new Vector3(1, 0, 0));
    Shape post = rod("", new Vector3(3, 0, 0));
    Barrier barrier = world.barriers(RandomBarriers.of(new BarrierKind.Apart(link, post))).get(0);
    BarrierState state = world.state(5, 5, 1e-3);
    world.q[2] = .5;
    world.q[5] = 1e-3;
    world.dq[1] = 1;
    world.write();
    barrier.evaluate(state);
    assertEquals(2, state.curvature(), 2e-4);
  }

  @Test
  void axes_that_cross_part_along_what_is_across_both() {
    ChainWorld world = body();
    Vector3 x = new Vector3(2, 0, 0);
    Vector3 y = new Vector3(0, 3, 0);
    Barrier barrier =
        world.barriers(RandomBarriers.of(new BarrierKind.Apart(rod("f6", x), rod("", y)))).get(0);
    BarrierState state = world.state(5, 5, 1e-3);
    world.dq[2] = -.7;
    world.dq[0] = .2;
    world.write();
    barrier.evaluate(state);
    assertEquals(-.05, state.value(), 1e-12);
    assertEquals(1, Math.abs(state.gradient()[2]), 1e-12);
    assertEquals(.7, Math.abs(state.rate()), 1e-12);
    assertEquals(0, state.curvature(), 1e-12);
  }
}

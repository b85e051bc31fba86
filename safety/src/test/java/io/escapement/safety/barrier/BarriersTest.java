package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.kinematics.Vector3;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarriersTest {

  private static final Vector3 UP = new Vector3(0, 0, 1);

  /** Three slides x, y, z. */
  private ChainWorld world = ChainWorld.point(3);

  private final BarrierState state = world.state(1, 2, 1e-3);

  private static Shape ball(double radius) {
    return new Shape(List.of(Anchor.origin("f3")), radius);
  }

  private static Shape rod(String frame, Vector3 from, Vector3 to) {
    return new Shape(List.of(new Anchor(frame, from), new Anchor(frame, to)), .1);
  }

  private Barrier only(BarrierKind kind) {
    return all(kind).get(0);
  }

  /** Barriers of a world of their own. */
  private List<Barrier> all(BarrierKind kind) {
    world = ChainWorld.point(3);
    return world.barriers(RandomBarriers.of(kind));
  }

  private void at(double x, double y, double z, double... velocity) {
    world.q[0] = x;
    world.q[1] = y;
    world.q[2] = z;
    System.arraycopy(velocity, 0, world.dq, 0, velocity.length);
    world.write();
  }

  private List<String> names(BarrierKind kind) {
    return Barriers.of(List.of(RandomBarriers.of(kind)), world.robot).stream()
        .map(each -> each.barrier().name())
        .toList();
  }

  @Nested
  class Rows {

    @Test
    void a_capsule_before_a_plane_has_one_for_each_end() {
      Shape link = rod("f3", Vector3.ZERO, UP);
      assertEquals(
          List.of("b:from", "b:to"),
          names(new BarrierKind.FreeSide(link, Anchor.world(Vector3.ZERO), UP)));
      assertEquals(
          List.of("b"), names(new BarrierKind.FreeSide(ball(.1), Anchor.world(Vector3.ZERO), UP)));
    }

    @Test
    void two_capsules_have_one_for_the_whole_and_one_for_each_end() {
      Shape link = rod("f3", Vector3.ZERO, UP);
      Shape post = rod("", Vector3.ZERO, UP);
      assertEquals(
          List.of("b", "b:first_from", "b:first_to", "b:second_from", "b:second_to"),
          names(new BarrierKind.Apart(link, post)));
      assertEquals(List.of("b"), names(new BarrierKind.Apart(ball(.1), post)));
    }

    @Test
    void a_range_has_one_for_each_end_that_it_has() {
      double open = Double.POSITIVE_INFINITY;
      assertEquals(List.of("b:lower", "b:upper"), names(new BarrierKind.JointRange("j0", -1, 1)));
      assertEquals(List.of("b:lower"), names(new BarrierKind.JointRange("j0", -1, open)));
      assertEquals(List.of("b:upper"), names(new BarrierKind.JointRange("j0", -open, 1)));
    }

    @Test
    void the_smallest_of_the_ends_is_never_below_the_whole() {
      Random random = new Random(7);
      ChainWorld arm = ChainWorld.random(random, 4);
      BarrierState each = arm.state(1, 1, 1e-3);
      List<Barrier> all =
          arm.barriers(
              RandomBarriers.of(
                  new BarrierKind.Apart(
                      RandomBarriers.link(random, arm, true),
                      RandomBarriers.obstacle(random, true))));
      all.get(0).evaluate(each);
      double whole = each.value();
      for (Barrier end : all) {
        end.evaluate(each);
        assertTrue(each.value() >= whole - 1e-12, end.name());
      }
    }

    @Test
    void an_unknown_joint_is_named() {
      PreflightException error =
          assertThrows(
              PreflightException.class, () -> names(new BarrierKind.JointRange("j9", -1, 1)));
      assertTrue(error.getMessage().contains("j9"), error.getMessage());
    }
  }

  @Nested
  class Frames {

    @Test
    void are_those_of_shapes_planes_and_forces_each_once() {
      BarrierSettings pair =
          RandomBarriers.of(
              new BarrierKind.Apart(
                  new Shape(List.of(Anchor.origin("a"), Anchor.origin("b")), 0),
                  new Shape(List.of(Anchor.origin("b"), Anchor.world(UP)), 0)));
      BarrierSettings plane =
          RandomBarriers.of(
              new BarrierKind.FreeSide(
                  new Shape(List.of(Anchor.origin("c")), 0), Anchor.origin("a"), UP));
      BarrierSettings force =
          RandomBarriers.of(RandomBarriers.force("force", "d", Optional.empty()));
      BarrierSettings joint = RandomBarriers.of(new BarrierKind.JointRange("j0", 0, 1));
      assertEquals(List.of("a", "b"), pair.frames());
      assertEquals(
          List.of("a", "b", "c", "d"), BarrierSettings.frames(List.of(pair, plane, force, joint)));
    }
  }

  @Nested
  class Distances {

    @Test
    void are_those_of_surfaces_less_the_margin() {
      Barrier barrier =
          only(new BarrierKind.Apart(ball(.1), new Shape(List.of(Anchor.world(UP)), .2)));
      at(0, 0, 3, 0, 0, -.5);
      barrier.evaluate(state);
      assertEquals(2 - .1 - .2 - .01, state.value(), 1e-12);
      assertEquals(-.5, state.rate(), 1e-12);
      // The normal leads from the first to the second.
      assertArrayEquals(new double[] {0, 0, 1}, state.gradient(), 1e-12);
      assertEquals(0, state.curvature(), 1e-12);
    }

    @Test
    void bend_with_the_speed_across() {
      Barrier barrier =
          only(new BarrierKind.Apart(ball(.1), new Shape(List.of(Anchor.world(UP)), .2)));
      at(0, 0, 3, .6, .8, -.5);
      barrier.evaluate(state);
      assertEquals(1 / 2., state.curvature(), 1e-12);
    }

    @Test
    void along_a_capsule_do_not_bend() {
      Barrier barrier = only(new BarrierKind.Apart(ball(.1), rod("", UP.times(-5), UP.times(5))));
      at(2, 0, .3, 0, 0, 1);
      barrier.evaluate(state);
      assertEquals(2 - .1 - .1 - .01, state.value(), 1e-12);
      assertEquals(0, state.rate(), 1e-12);
      assertEquals(0, state.curvature(), 1e-12);
      at(2, 0, .3, 0, 1, 0);
      barrier.evaluate(state);
      assertEquals(.5, state.curvature(), 1e-12);
    }

    @Test
    void inside_an_obstacle_are_negative_and_lead_out() {
      Barrier barrier =
          only(new BarrierKind.Apart(ball(.1), new Shape(List.of(Anchor.world(UP)), .2)));
      at(0, 0, 1.05);
      barrier.evaluate(state);
      assertEquals(.05 - .31, state.value(), 1e-12);
      assertTrue(state.gradient()[2] > .99);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 0, 0", "0, 1, 0", "0, 0, 0"})
    void of_axes_that_cross_have_some_direction(double x, double y, double z) {
      Vector3 way = new Vector3(x, y, z);
      for (Shape link : List.of(ball(.1), rod("f3", way, way.times(-1)))) {
        for (Vector3 axis : List.of(UP, new Vector3(1, 0, 0), new Vector3(.3, .5, 0))) {
          for (Shape post :
              List.of(
                  new Shape(List.of(Anchor.world(Vector3.ZERO)), .1),
                  rod("", axis, axis.times(-1)))) {
            for (Barrier barrier : all(new BarrierKind.Apart(link, post))) {
              at(0, 0, 0, .3, .4, .5);
              barrier.evaluate(state);
              assertTrue(state.isKnown(), barrier.name());
              double length = 0;
              for (double slope : state.gradient()) {
                length += slope * slope;
              }
              assertEquals(1, length, 1e-9);
              double again = state.gradient()[0];
              barrier.evaluate(state);
              assertEquals(again, state.gradient()[0], "the same each time");
            }
          }
        }
      }
    }

    @Test
    void of_a_joint_that_does_not_move_either_are_constant() {
      BarrierKind kind =
          new BarrierKind.Apart(
              new Shape(List.of(Anchor.origin("f1")), .1),
              new Shape(List.of(Anchor.world(UP.times(2))), .1));
      Barrier barrier = only(kind);
      at(0, .3, .4, 0, 1, 1);
      barrier.evaluate(state);
      assertEquals(0, state.rate());
      assertEquals(0, state.gradient()[1]);
      assertEquals(0, state.gradient()[2]);
    }
  }

  @Nested
  class Bounds {

    @Test
    void of_a_point_that_slides_before_a_plane_are_none() {
      Barrier barrier =
          only(new BarrierKind.FreeSide(ball(.1), Anchor.world(Vector3.ZERO), UP.times(7)));
      at(0, 0, 1, 1, 1, 1);
      barrier.evaluate(state);
      assertEquals(1 - .11, state.value(), 1e-12);
      assertEquals(1, state.rate(), 1e-12);
      assertEquals(0, state.jerk());
      assertEquals(0, state.bend());
      assertEquals(2, state.acceleration(), 1e-12);
    }

    @Test
    void must_be_finite_and_as_many_as_joints() {
      List<Double> one = List.of(1.);
      List<Double> two = List.of(1., 2.);
      List<Double> endless = List.of(Double.POSITIVE_INFINITY);
      assertThrows(IllegalArgumentException.class, () -> new BarrierState(one, two, 1));
      assertThrows(IllegalArgumentException.class, () -> new BarrierState(endless, one, 1));
      assertThrows(IllegalArgumentException.class, () -> new BarrierState(one, List.of(-1.), 1));
      assertThrows(IllegalArgumentException.class, () -> new BarrierState(one, one, -1));
    }
  }

  @Nested
  class Forces {

    private void force(double x, double y, double z) {
      world.force.set(0, x);
      world.force.set(1, y);
      world.force.set(2, z);
    }

    @Test
    void say_how_far_may_still_be_pushed() {
      Barrier barrier = only(RandomBarriers.force("force", "f3", Optional.empty()));
      at(0, 0, 0, .1, .2, -.05);
      force(0, 0, 15);
      barrier.evaluate(state);
      // Pressed upwards by 15 N, the frame pushes down.
      assertTrue(state.isActive());
      assertEquals((20 - 15) / 2000. - .01, state.value(), 1e-12);
      assertEquals(-.05, state.rate(), 1e-12);
      assertArrayEquals(new double[] {0, 0, 1}, state.gradient(), 1e-12);
    }

    @Test
    void of_a_sensor_with_the_other_sign_push_the_other_way() {
      Barrier barrier =
          only(new BarrierKind.ForceLimit("force", "f3", 20, 2000, Optional.empty(), -1, 1));
      at(0, 0, 0, 0, 0, -.05);
      force(0, 0, 15);
      barrier.evaluate(state);
      assertEquals(.05, state.rate(), 1e-12);
    }

    @Test
    void without_contact_keep_nothing() {
      Barrier barrier = only(RandomBarriers.force("force", "f3", Optional.empty()));
      at(0, 0, 0, 0, 0, -5);
      force(0, .6, -.7);
      barrier.evaluate(state);
      assertTrue(state.isKnown());
      assertFalse(state.isActive());
      assertTrue(state.value() > -.01 + 19 / 2000.);
      assertArrayEquals(new double[3], state.gradient());
    }

    @Test
    void that_are_no_numbers_are_unknown() {
      for (double poison : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        Barrier barrier = only(RandomBarriers.force("force", "f3", Optional.empty()));
        force(0, poison, 0);
        barrier.evaluate(state);
        assertFalse(state.isKnown());
      }
    }

    @Test
    void of_one_number_push_in_the_direction_given() {
      Barrier barrier =
          only(RandomBarriers.force("touch", "f3", Optional.of(new Vector3(0, 3, 4))));
      at(0, 0, 0, 0, .1, .1);
      world.touch.set(0, 30);
      barrier.evaluate(state);
      assertEquals((20 - 30) / 2000. - .01, state.value(), 1e-12);
      assertEquals(-.14, state.rate(), 1e-12);
      assertArrayEquals(new double[] {0, -.6, -.8}, state.gradient(), 1e-12);
    }

    @Test
    void of_one_number_need_a_direction() {
      assertThrows(
          IllegalArgumentException.class,
          () -> names(RandomBarriers.force("touch", "f3", Optional.empty())));
      assertThrows(
          IllegalArgumentException.class,
          () -> names(RandomBarriers.force("none", "f3", Optional.of(UP))));
    }

    @Test
    void turn_with_their_frame() {
      ChainWorld.Link hinge = new ChainWorld.Link(false, UP, new Vector3(1, 0, 0));
      ChainWorld arm = new ChainWorld(List.of(hinge));
      Barrier barrier =
          arm.barriers(RandomBarriers.of(RandomBarriers.force("force", "f1", Optional.empty())))
              .get(0);
      arm.q[0] = 1.1;
      arm.dq[0] = 2;
      arm.write();
      // Against the way that the tip moves, whichever that is.
      arm.force.set(0, 0);
      arm.force.set(1, -10);
      barrier.evaluate(arm.state(1, 1, 1e-3));
      BarrierState found = arm.state(1, 1, 1e-3);
      barrier.evaluate(found);
      assertEquals(-2, found.rate(), 1e-12);
      assertEquals(-1, found.gradient()[0], 1e-12);
      assertEquals(0, found.curvature(), 1e-12);
      arm.force.set(0, -10);
      arm.force.set(1, 0);
      barrier.evaluate(found);
      // Outwards: the tip's own acceleration leads inwards.
      assertEquals(4, found.curvature(), 1e-12);
      assertTrue(found.bend() >= 4 && found.jerk() >= 8);
    }
  }

  @Test
  void a_tick_allocates_nothing() {
    Random random = new Random(3);
    ChainWorld arm = ChainWorld.random(random, 5);
    List<BarrierSettings> settings = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      settings.add(RandomBarriers.any(random, arm));
    }
    settings.add(RandomBarriers.of(RandomBarriers.force("force", "f5", Optional.empty())));
    List<Barrier> all = arm.barriers(settings.toArray(new BarrierSettings[0]));
    BarrierState each = arm.state(1, 1, 1e-3);
    arm.force.set(0, 10);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    double sum = 0;
    for (int round = 0; round < 30 && least != 0; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 2_000; i++) {
        for (int b = 0; b < all.size(); b++) {
          all.get(b).evaluate(each);
          sum += each.value() + each.acceleration();
        }
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertEquals(0, least, "bytes, " + sum);
  }
}

package io.escapement.safety.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.F64Channel;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a barrier says of itself, held against what it is a little before and after. */
class BarrierProperties {

  private static final double HELD_S = .004;
  private static final double MOST = 30;

  private Random random;
  private ChainWorld world;
  private Barrier barrier;
  private boolean bothSlide;
  private boolean rigid;
  private BarrierState state;
  private BarrierState other;
  private double[] q;
  private double[] dq;
  private double[] ddq;

  private void choose(long seed) {
    random = new Random(seed);
    world = ChainWorld.random(random, 2 + random.nextInt(8));
    BarrierSettings settings = RandomBarriers.any(random, world);
    List<Barrier> all = world.barriers(settings);
    barrier = all.get(random.nextInt(all.size()));
    rigid = RandomBarriers.isRigid(settings.kind());
    bothSlide =
        settings.kind() instanceof BarrierKind.Apart apart
            && apart.first().isCapsule()
            && apart.second().isCapsule()
            && barrier.name().equals(settings.name());
    state = world.state(5, MOST, HELD_S);
    other = world.state(5, MOST, HELD_S);
    q = world.q.clone();
    dq = world.dq.clone();
    ddq = new double[q.length];
    for (int i = world.base; i < ddq.length; i++) {
      ddq[i] = MOST * (2 * random.nextDouble() - 1);
    }
    barrier.evaluate(state);
  }

  /** h a time later at constant accelerations. */
  private double at(double t) {
    for (int i = 0; i < q.length; i++) {
      world.q[i] = q[i] + t * dq[i] + t * t * ddq[i] / 2;
      world.dq[i] = dq[i] + t * ddq[i];
    }
    world.write();
    barrier.evaluate(other);
    return other.value();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void the_gradient_is_the_slope_of_h(@ForAll long seed) {
    choose(seed);
    Assume.that(state.value() > -.03);
    double step = 1e-6;
    for (int joint = world.base; joint < q.length; joint++) {
      world.q[joint] = q[joint] + step;
      world.write();
      barrier.evaluate(other);
      double after = (other.value() - state.value()) / step;
      world.q[joint] = q[joint] - step;
      world.write();
      barrier.evaluate(other);
      double before = (state.value() - other.value()) / step;
      world.q[joint] = q[joint];
      double slope = state.gradient()[joint - world.base];
      // Where the closest points jump the two differ, and it is one of them.
      double error = Math.min(Math.abs(after - slope), Math.abs(before - slope));
      assertEquals(0, error, 2e-4, "joint " + joint + ": " + before + " " + after + " " + slope);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void the_rate_is_how_fast_h_changes_and_the_gradient_makes_the_joints_part(@ForAll long seed) {
    choose(seed);
    Assume.that(state.value() > -.03);
    double step = 1e-6;
    double now = state.value();
    double after = (at(step) - now) / step;
    double before = (now - at(-step)) / step;
    double error = Math.min(Math.abs(after - state.rate()), Math.abs(before - state.rate()));
    assertEquals(0, error, 1e-3 * (1 + Math.abs(state.rate())));
    double sum = state.drift();
    for (int joint = world.base; joint < q.length; joint++) {
      sum += state.gradient()[joint - world.base] * dq[joint];
    }
    assertEquals(sum, state.rate(), 1e-12);
    assertTrue(world.base > 0 || state.drift() == 0);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void curvature_and_gradient_make_the_second_derivative(@ForAll long seed) {
    choose(seed);
    Assume.that(state.value() > -.03);
    double now = state.value();
    double step = 2e-4;
    double wide = (at(2 * step) - 2 * now + at(-2 * step)) / (4 * step * step);
    double narrow = (at(step) - 2 * now + at(-step)) / (step * step);
    // Where the point that is closest leaves an end, the second derivative jumps.
    Assume.that(Math.abs(wide - narrow) < 1e-3 * (1 + Math.abs(narrow)));
    double found = state.curvature();
    for (int joint = world.base; joint < q.length; joint++) {
      found += state.gradient()[joint - world.base] * ddq[joint];
    }
    assertEquals(narrow, found, 1e-3 * (1 + Math.abs(narrow)));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void the_third_derivative_stays_within_its_bound(@ForAll long seed) {
    choose(seed);
    Assume.that(state.value() > -.03 && !bothSlide && rigid && world.base == 0);
    double bound = state.jerk();
    double step = 1e-4;
    for (double t = 2 * step; t < HELD_S; t += HELD_S / 5) {
      double third =
          (at(t + 2 * step) - 2 * at(t + step) + 2 * at(t - step) - at(t - 2 * step))
              / (2 * step * step * step);
      double twice =
          (at(t + 4 * step) - 2 * at(t + 2 * step) + 2 * at(t - 2 * step) - at(t - 4 * step))
              / (16 * step * step * step);
      if (Math.abs(third - twice) < .05 * (1 + Math.abs(third))) {
        assertTrue(Math.abs(third) <= bound + .01 * (1 + bound), third + " over " + bound);
      }
    }
    assertTrue(state.acceleration() >= Math.abs(state.curvature()));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void the_second_derivative_at_held_velocities_stays_within_its_bound(@ForAll long seed) {
    choose(seed);
    Assume.that(state.value() > -.03 && !bothSlide && rigid && world.base == 0);
    double bound = state.bend();
    for (int joint = 0; joint < q.length; joint++) {
      ddq[joint] = 0;
      dq[joint] += MOST * HELD_S * (random.nextInt(3) - 1);
    }

    for (double t = 0; t < HELD_S; t += HELD_S / 5) {
      at(t);
      double fixed = Math.abs(other.curvature());
      assertTrue(fixed <= bound * 1.02 + 1e-9, fixed + " over " + bound);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void what_is_no_number_is_unknown_and_what_is_finite_is_known(@ForAll long seed) {
    choose(seed);
    assertTrue(state.isKnown() && state.isActive());
    double[] hostile = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double poison = hostile[random.nextInt(3)];
    for (F64Channel channel : world.channels()) {
      for (int i = 0; i < channel.count(); i++) {
        channel.set(i, poison);
      }
    }
    barrier.evaluate(state);
    assertFalse(state.isKnown() || state.isActive());
    assertTrue(Double.isNaN(state.value()));
    for (double slope : state.gradient()) {
      assertEquals(0, slope);
    }
    world.write();
    barrier.evaluate(state);
    assertTrue(state.isKnown() && state.isActive(), "it remembers nothing");
  }
}

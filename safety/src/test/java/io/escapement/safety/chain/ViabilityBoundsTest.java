package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.viability.JointLimits;
import io.escapement.safety.viability.Viability;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bounds over several states of a joint, and over two sets of limits. */
class ViabilityBoundsTest {

  private static final double HOLD_S = .004;
  private static final double AWAY = 300;
  private static final JointLimits LIMITS = MotionSamples.LIMITS;

  private final Random random = new Random(12);
  private final ViabilityBounds bounds = new ViabilityBounds();

  private static ViabilityBounds begun(JointLimits limits, ViabilityBounds bounds) {
    bounds.begin(CountedLimits.of(limits, HOLD_S), HOLD_S, AWAY);
    return bounds;
  }

  @Test
  void of_a_measured_state_they_are_those_of_viability() {
    for (int sample = 0; sample < 200; sample++) {
      double q = -1 + 2.5 * random.nextDouble();
      double v = 6 * random.nextDouble() - 3;
      begun(LIMITS, bounds).consider(q, v, 0);
      assertEquals(Viability.lower(LIMITS, q, v, HOLD_S, AWAY), bounds.least, 0);
      assertEquals(Viability.upper(LIMITS, q, v, HOLD_S, AWAY), bounds.most, 0);
    }
  }

  @Test
  void of_a_state_that_is_foretold_each_side_takes_the_error_at_its_worst() {
    double late = .006;
    double faster = LIMITS.error() * late;
    double further = LIMITS.error() * late * late / 2;
    for (int sample = 0; sample < 200; sample++) {
      double q = -1 + 2.5 * random.nextDouble();
      double v = 6 * random.nextDouble() - 3;
      begun(LIMITS, bounds).consider(q, v, late);
      double least = Viability.lower(LIMITS, q - further, v - faster, HOLD_S, AWAY);
      double most = Viability.upper(LIMITS, q + further, v + faster, HOLD_S, AWAY);
      assertEquals(least, bounds.least, 1e-12);
      assertEquals(most, bounds.most, 1e-12);
    }
  }

  @Test
  void of_several_states_the_tightest_of_each_side_counts() {
    begun(LIMITS, bounds).consider(1.45, 1, 0);
    double most = bounds.most;
    bounds.consider(-.95, -1, 0);
    assertEquals(most, bounds.most, 0);
    assertEquals(Viability.lower(LIMITS, -.95, -1, HOLD_S, AWAY), bounds.least, 0);
    begun(LIMITS, bounds);
    assertEquals(Double.POSITIVE_INFINITY, bounds.most, "forgotten with the tick");
  }

  @Test
  void they_say_how_much_room_is_missing_to_brake() {
    double planned = LIMITS.planned(HOLD_S);
    begun(LIMITS, bounds).consider(1.49, 2, 0);
    assertEquals(2 * 2 / (2 * planned) - .01, bounds.missingAbove, 1e-12);
    assertEquals(
        -2.49, bounds.missingBelow, 1e-12, "on the way up nothing brakes before the lower");
    begun(LIMITS, bounds).consider(-.97, -1, 0);
    assertEquals(1 / (2 * planned) - .03, bounds.missingBelow, 1e-12);
    assertEquals(-2.47, bounds.missingAbove, 1e-12);

    double late = .01;
    double faster = LIMITS.error() * late;
    double further = LIMITS.error() * late * late / 2;
    begun(LIMITS, bounds).consider(1, 1, late);
    double braking = (1 + faster) * (1 + faster) / (2 * planned);
    assertEquals(braking - (.5 - further), bounds.missingAbove, 1e-12);
    begun(LIMITS, bounds).consider(-.5, -1, late);
    assertEquals(braking - (.5 - further), bounds.missingBelow, 1e-12);
  }

  /** A wide set with a strong brake, and a narrow one with a weak brake, as a leg has. */
  @Test
  void what_is_in_both_sets_may_do_what_either_allows() {
    ViabilityBounds strong = strong(.2, .5);
    ViabilityBounds weak = weak(.2, .5);
    double most = Math.max(strong.most, weak.most);
    double least = Math.min(strong.least, weak.least);
    assertTrue(strong.missingAbove < 0 && weak.missingAbove < 0);
    strong.join(weak);
    assertEquals(most, strong.most, 0);
    assertEquals(least, strong.least, 0);
  }

  @Test
  void what_is_in_one_stays_in_that_and_what_is_in_none_goes_to_the_nearer() {
    // Slow and close: only what a weak brake can stop.
    ViabilityBounds strong = strong(1.47, .2);
    ViabilityBounds weak = weak(1.47, .2);
    assertTrue(strong.missingAbove > 0 && weak.missingAbove <= 0);
    double kept = weak.most;
    strong.join(weak);
    assertEquals(kept, strong.most, 0);

    // Fast and further away: only what a strong brake can stop.
    strong = strong(1.2, 2.5);
    weak = weak(1.2, 2.5);
    assertTrue(strong.missingAbove <= 0 && weak.missingAbove > 0);
    kept = strong.most;
    strong.join(weak);
    assertEquals(kept, strong.most, 0);

    // The lower side likewise, of neither: the weak one lacks more.
    strong = strong(-.96, -2.5);
    weak = weak(-.96, -2.5);
    assertTrue(strong.missingBelow > 0 && weak.missingBelow > strong.missingBelow);
    kept = strong.least;
    strong.join(weak);
    assertEquals(kept, strong.least, 0);

    strong = strong(-.97, -.2);
    weak = weak(-.97, -.2);
    assertTrue(strong.missingBelow > 0 && weak.missingBelow <= 0);
    kept = weak.least;
    strong.join(weak);
    assertEquals(kept, strong.least, 0);
  }

  private static ViabilityBounds strong(double q, double v) {
    JointLimits narrow = new JointLimits(-.95, 1.45, 3, 60, 8);
    ViabilityBounds bounds = begun(narrow, new ViabilityBounds());
    bounds.consider(q, v, 0);
    return bounds;
  }

  private static ViabilityBounds weak(double q, double v) {
    JointLimits wide = new JointLimits(-1, 1.5, 3, 4, .5);
    ViabilityBounds bounds = begun(wide, new ViabilityBounds());
    bounds.consider(q, v, 0);
    return bounds;
  }
}

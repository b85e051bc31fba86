package io.escapement.safety.viability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What any acceleration inside the bounds keeps, between samples as well. */
class ViabilityProperties {

  private static final int STEPS =
      Boolean.getBoolean("escapement.nightly")
          ? 5_000
          : Integer.getInteger("escapement.ticks", 300);

  /** A joint that moves as it is told, give or take its error, judged at each turn of its way. */
  private static final class Joint {
    final Random random;
    final JointLimits limits;
    double q;
    double v;

    Joint(Random random, JointLimits limits) {
      this.random = random;
      this.limits = limits;
      double lower = Math.max(limits.lower(), -10);
      q = lower + random.nextDouble() * (Math.min(limits.upper(), 10) - lower);
    }

    /** Takes an acceleration inside the bounds for H, and keeps it for a while. */
    void step(int step, double boundsHoldS, double heldS) {
      double lower = Viability.lower(limits, q, v, boundsHoldS);
      double upper = Viability.upper(limits, q, v, boundsHoldS);
      assertTrue(lower <= upper, lower + " to " + upper);
      double most = limits.acceleration() * (1 + 1e-6);
      assertTrue(lower <= most && upper >= -most, lower + " to " + upper);
      double where =
          switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextDouble();
            default -> (step / 40) % 2;
          };
      double off =
          switch (random.nextInt(4)) {
            case 0 -> -1;
            case 1 -> 1;
            default -> random.nextDouble() * 2 - 1;
          };
      double a = lower + where * (upper - lower) + limits.error() * off;
      double peak = a == 0 ? 0 : Math.max(0, Math.min(heldS, -v / a));
      judge(a, peak, boundsHoldS);
      judge(a, heldS * random.nextDouble(), boundsHoldS);
      judge(a, heldS, boundsHoldS);
      q += v * heldS + a * heldS * heldS / 2;
      v += a * heldS;
    }

    private void judge(double a, double t, double boundsHoldS) {
      double position = q + v * t + a * t * t / 2;
      double speed = v + a * t;
      double tolerance = 1e-8;
      assertTrue(position <= limits.upper() + tolerance, "position " + position);
      assertTrue(position >= limits.lower() - tolerance, "position " + position);
      assertTrue(Math.abs(speed) <= limits.velocity() * (1 + 1e-6), "speed " + speed);
      double room = speed > 0 ? limits.upper() - position : position - limits.lower();
      double excess = speed * speed - 2 * limits.planned(boundsHoldS) * room;
      assertTrue(excess <= 1e-6 * (1 + limits.acceleration()), "excess " + excess);
    }
  }

  /** Limits that can be kept at a hold time, some of them only just. */
  private static JointLimits keepable(
      Random random, double heldS, double range, double velocity, double acceleration) {
    boolean above = random.nextInt(5) != 0;
    boolean below = random.nextInt(5) != 0;
    double error = random.nextBoolean() ? .999 * acceleration * random.nextDouble() : 0;
    while (true) {
      JointLimits limits =
          new JointLimits(
              below ? -1 : Double.NEGATIVE_INFINITY,
              above ? -1 + range : Double.POSITIVE_INFINITY,
              random.nextInt(5) != 0 ? velocity : Double.POSITIVE_INFINITY,
              acceleration,
              error);
      if (limits.planned(heldS) > 0) {
        return limits;
      }
      error *= .9;
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_viable_state_stays_viable_however_short_each_acceleration_is_held(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -3.5, max = -1) double logHeldS,
      @ForAll @DoubleRange(min = .05, max = 3) double range,
      @ForAll @DoubleRange(min = .2, max = 10) double velocity,
      @ForAll @DoubleRange(min = 1, max = 200) double acceleration) {
    Random random = new Random(seed);
    double longestS = StrictMath.pow(10, logHeldS);
    Joint joint = new Joint(random, keepable(random, longestS, range, velocity, acceleration));
    assertTrue(joint.limits.planned(longestS) > 0);
    boolean always = random.nextInt(3) == 0;
    for (int step = 0; step < STEPS; step++) {
      double heldS =
          switch (always ? 0 : random.nextInt(4)) {
            case 0 -> longestS;
            case 1 -> longestS / 2;
            case 2 -> longestS * 1e-3;
            default -> longestS * (1 - random.nextDouble());
          };
      joint.step(step, longestS, heldS);
    }
  }

  /**
   * Bounds for a hold time that changes from tick to tick keep what can be kept for the longest: a
   * joint that is fast to brake may be viable for a short hold only, as it turns around and runs
   * away in a long one. So A is at most what may be counted on for the longest.
   */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_viable_state_stays_viable_when_the_hold_time_changes(
      @ForAll long seed,
      @ForAll @DoubleRange(min = .2, max = 10) double velocity,
      @ForAll @DoubleRange(min = 1, max = 200) double wanted) {
    Random random = new Random(seed);
    double longestS = .01;
    JointLimits any = keepable(random, longestS, 3, velocity, wanted);
    double acceleration = any.planned(longestS) + any.error();
    Joint joint =
        new Joint(
            random,
            new JointLimits(any.lower(), any.upper(), any.velocity(), acceleration, any.error()));
    for (int step = 0; step < STEPS; step++) {
      double dt = StrictMath.pow(10, -3.5 + 1.5 * random.nextDouble());
      joint.step(step, dt, dt);
    }
  }

  @Property
  void bounds_are_always_numbers_in_order(
      @ForAll double q, @ForAll double v, @ForAll @IntRange(min = 100, max = 100_000) int us) {
    double dt = us * 1e-6;
    double none = Double.POSITIVE_INFINITY;
    JointLimits[] joints = {
      new JointLimits(-1, 2, 3, 20, 2),
      new JointLimits(-1, 2, none, 20, 2),
      new JointLimits(-none, none, 3, 20, 2),
      new JointLimits(-none, none, none, 20, 2),
      new JointLimits(-1, none, none, 20, 2),
      new JointLimits(-1, -1 + 1e-7, 1e-3, 20, 19)
    };
    double[] hostile = {Double.NaN, none, -none, 2, -1};
    for (JointLimits joint : joints) {
      check(joint, q, v, dt);
      check(joint, q % 2.5, v % 4, dt);
      for (double poison : hostile) {
        check(joint, poison, v % 4, dt);
        check(joint, q % 2.5, poison, dt);
        check(joint, poison, poison, dt);
      }
    }
  }

  private static void check(JointLimits joint, double q, double v, double dt) {
    double lower = Viability.lower(joint, q, v, dt);
    double upper = Viability.upper(joint, q, v, dt);
    assertTrue(Double.isFinite(lower) && Double.isFinite(upper), q + " " + v);
    assertTrue(lower <= upper, q + " " + v + ": " + lower + " " + upper);
  }

  @Property
  void both_bounds_mirror_each_other(
      @ForAll @DoubleRange(min = -2, max = 2) double q,
      @ForAll @DoubleRange(min = -4, max = 4) double v,
      @ForAll @IntRange(min = 100, max = 100_000) int us) {
    JointLimits joint = new JointLimits(-2, 2, 3, 20, 2);
    // In the middle neither limit is the nearer one.
    Assume.that(q != 0);
    assertEquals(
        Viability.upper(joint, q, v, us * 1e-6), -Viability.lower(joint, -q, -v, us * 1e-6));
  }

  @Property
  void both_bounds_at_once_are_those_of_each_by_itself(
      @ForAll double anyQ,
      @ForAll double anyV,
      @ForAll @DoubleRange(min = -2.1, max = 2.1) double q,
      @ForAll @DoubleRange(min = -4, max = 4) double v,
      @ForAll @DoubleRange(min = 20, max = 100) double most,
      @ForAll @IntRange(min = 100, max = 100_000) int us) {
    double dt = us * 1e-6;
    JointLimits joint = new JointLimits(-2, 2, 3, 20, 2);
    double counted = Viability.counted(joint, dt);
    double[] both = new double[2];
    for (double[] state : new double[][] {{q, v}, {anyQ, v}, {q, anyV}, {anyQ, anyV}}) {
      Viability.bounds(joint, counted, state[0], state[1], dt, most, both);
      assertEquals(Viability.lower(joint, state[0], state[1], dt, most), both[0]);
      assertEquals(Viability.upper(joint, state[0], state[1], dt, most), both[1]);
    }
  }
}

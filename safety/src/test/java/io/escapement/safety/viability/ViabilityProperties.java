package io.escapement.safety.viability;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What any acceleration inside the bounds keeps, between samples as well. */
class ViabilityProperties {

  private static final int STEPS = Boolean.getBoolean("escapement.nightly") ? 5_000 : 300;

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void a_viable_state_stays_viable(
      @ForAll long seed,
      @ForAll @DoubleRange(min = .2, max = 10) double velocity,
      @ForAll @DoubleRange(min = 1, max = 200) double acceleration,
      @ForAll boolean robust) {
    Random random = new Random(seed);
    // What cannot be told from V within a period cannot be kept off it: E dt < V / 2.
    double most = Math.min(acceleration * .4, velocity / (2 * .01));
    double error = robust ? most * random.nextDouble() : 0;
    JointLimits joint = new JointLimits(-1, 2, velocity, acceleration, error);
    double q = random.nextDouble() * 3 - 1;
    double v = 0;
    double tolerance = 1e-8;
    for (int step = 0; step < STEPS; step++) {
      double dt = StrictMath.pow(10, -3.5 + 1.5 * random.nextDouble());
      double lower = Viability.lower(joint, q, v, dt);
      double upper = Viability.upper(joint, q, v, dt);
      assertTrue(lower <= upper);
      double where =
          switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextDouble();
            default -> (step / 40) % 2;
          };
      double a = lower + where * (upper - lower) + error * (random.nextDouble() * 2 - 1);
      double peak = a == 0 ? 0 : Math.max(0, Math.min(dt, -v / a));
      for (double t : new double[] {peak, dt * random.nextDouble(), dt}) {
        double position = q + v * t + a * t * t / 2;
        double speed = v + a * t;
        assertTrue(position <= 2 + tolerance && position >= -1 - tolerance, "position " + position);
        assertTrue(Math.abs(speed) <= velocity + 1e-6 * velocity, "speed " + speed);
        double room = speed > 0 ? 2 - position : position + 1;
        double excess = speed * speed - 2 * (acceleration - error) * room;
        assertTrue(excess <= 1e-6 * (1 + acceleration), "excess " + excess);
      }
      q += v * dt + a * dt * dt / 2;
      v += a * dt;
    }
  }

  @Property(tries = 2_000)
  void bounds_are_always_numbers_in_order(
      @ForAll double q, @ForAll double v, @ForAll @IntRange(min = 100, max = 100_000) int us) {
    double dt = us * 1e-6;
    JointLimits joint = new JointLimits(-1, 2, 3, 20, 2);
    check(joint, q, v, dt);
    check(joint, q % 2.5, v % 4, dt);
    double[] hostile = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 2, -1};
    for (double poison : hostile) {
      check(joint, poison, v % 4, dt);
      check(joint, q % 2.5, poison, dt);
      check(joint, poison, poison, dt);
    }
  }

  private static void check(JointLimits joint, double q, double v, double dt) {
    double lower = Viability.lower(joint, q, v, dt);
    double upper = Viability.upper(joint, q, v, dt);
    assertTrue(Double.isFinite(lower) && Double.isFinite(upper), q + " " + v);
    assertTrue(lower <= upper, q + " " + v + ": " + lower + " " + upper);
  }
}

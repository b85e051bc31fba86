package io.escapement.safety;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Numbers and commands that mean no good. */
public final class Adversary {

  private Adversary() {}

  /**
   * Any number that a register can hold, the nasty ones more often.
   *
   * @return doubles
   */
  public static Arbitrary<Double> numbers() {
    Arbitrary<Double> nasty =
        Arbitraries.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL,
            0.0,
            -0.0,
            1e9,
            -1e9,
            1.0000001e9,
            1e6,
            -1e5);
    Arbitrary<Double> any = Arbitraries.longs().map(Double::longBitsToDouble);
    Arbitrary<Double> plausible = Arbitraries.doubles().between(-3, 3);
    Arbitrary<Double> large = Arbitraries.doubles().between(-1e4, 1e4);
    return Arbitraries.frequencyOf(
        Tuple.of(4, plausible), Tuple.of(2, large), Tuple.of(2, nasty), Tuple.of(1, any));
  }

  /**
   * Finite measurements, plausible more often than not.
   *
   * @return doubles within what is taken for physical
   */
  public static Arbitrary<Double> measurements() {
    return Arbitraries.frequencyOf(
        Tuple.of(5, Arbitraries.doubles().between(-2.5, 2.5)),
        Tuple.of(1, Arbitraries.doubles().between(-100, 100)),
        Tuple.of(1, Arbitraries.of(1e9, -1e9, 1e7, -0.0, Double.MIN_VALUE)));
  }

  /**
   * Commands out of such numbers.
   *
   * @return commands
   */
  public static Arbitrary<Command> commands() {
    return Combinators.combine(numbers(), numbers(), numbers(), numbers(), numbers())
        .as(Command::new);
  }
}

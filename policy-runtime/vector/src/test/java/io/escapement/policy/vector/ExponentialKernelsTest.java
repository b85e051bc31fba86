package io.escapement.policy.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions against exact ones, in double precision, over all floats. */
class ExponentialKernelsTest {

  /** A prime, so that all exponents and all kinds of fractions come by: 5 million of the floats. */
  private static final int STRIDE = 859;

  private static final int BLOCK = 4096;

  static Stream<Arguments> functions() {
    return Stream.of(
        function(Unary.EXP, StrictMath::exp, 1.0),
        function(Unary.SIGMOID, x -> 1 / (1 + StrictMath.exp(-x)), 2.5),
        function(Unary.TANH, StrictMath::tanh, 3),
        function(Unary.ERF, ExponentialKernelsTest::erf, 2),
        function(Unary.LOG, StrictMath::log, 1.5),
        function(
            Unary.SOFTPLUS,
            x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))),
            2),
        function(Unary.ELU, x -> x > 0 ? x : StrictMath.expm1(x), 2));
  }

  private static Arguments function(Unary function, DoubleUnaryOperator exact, double ulps) {
    return Arguments.of(function, exact, ulps);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyFloatIsMetToAFewUlps(Unary function, DoubleUnaryOperator exact, double ulps) {
    FunctionUnderTest compiled = new FunctionUnderTest(function, BLOCK, 1, 1);
    float[] x = compiled.x();
    float[] y = compiled.y();
    double worst = 0;
    float worstAt = 0;
    long bits = Integer.MIN_VALUE;
    while (bits <= Integer.MAX_VALUE) {
      for (int i = 0; i < BLOCK; i++) {
        x[i] = Float.intBitsToFloat((int) Math.min(bits, Integer.MAX_VALUE));
        bits += STRIDE;
      }
      compiled.run();
      for (int i = 0; i < BLOCK; i++) {
        double error = ulps(exact.applyAsDouble(x[i]), y[i]);
        if (error > worst) {
          worst = error;
          worstAt = x[i];
        }
      }
    }
    System.out.println(function + ": at most " + worst + " ulp, at " + worstAt);
    assertTrue(worst <= ulps, function + ": " + worst + " ulp at " + worstAt);
  }

  /** Error in units of the last place of the exact value; infinite where only one is a number. */
  private static double ulps(double exact, float found) {
    if (Double.isNaN(exact) || Float.isNaN(found)) {
      return Double.isNaN(exact) && Float.isNaN(found) ? 0 : Double.POSITIVE_INFINITY;
    }
    float rounded = (float) exact;
    if (Float.isInfinite(rounded) || Float.isInfinite(found)) {
      return rounded == found ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(exact - found) / Math.ulp(rounded);
  }

  @Test
  void endsAndZerosAreExact() {
    check(Unary.EXP, Float.NEGATIVE_INFINITY, 0);
    check(Unary.EXP, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
    check(Unary.EXP, 0, 1);
    check(Unary.TANH, -0f, -0f);
    check(Unary.TANH, Float.NEGATIVE_INFINITY, -1);
    check(Unary.TANH, Float.MIN_VALUE, Float.MIN_VALUE);
    check(Unary.SIGMOID, Float.NEGATIVE_INFINITY, 0);
    check(Unary.SIGMOID, Float.POSITIVE_INFINITY, 1);
    check(Unary.ERF, -0f, -0f);
    check(Unary.ERF, Float.POSITIVE_INFINITY, 1);
    check(Unary.LOG, 0, Float.NEGATIVE_INFINITY);
    check(Unary.LOG, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
    check(Unary.LOG, 1, 0);
    check(Unary.LOG, -1, Float.NaN);
    check(Unary.SOFTPLUS, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
    check(Unary.SOFTPLUS, Float.NEGATIVE_INFINITY, 0);
    check(Unary.ELU, Float.NEGATIVE_INFINITY, -1);
    for (Unary function : Unary.values()) {
      check(function, Float.NaN, Float.NaN);
    }
  }

  private static void check(Unary function, float x, float expected) {
    FunctionUnderTest compiled = new FunctionUnderTest(function, 1, 1, 1);
    compiled.x()[0] = x;
    compiled.run();
    assertEquals(expected, compiled.y()[0], function + " of " + x);
  }

  /** A series near 0 and a continued fraction beyond: nothing that the code under test uses. */
  private static double erf(double x) {
    double magnitude = Math.abs(x);
    if (Double.isNaN(x)) {
      return x;
    }
    if (magnitude < 2.5) {
      double term = x;
      double sum = x;
      for (int n = 1; n < 80; n++) {
        term *= -x * x / n;
        sum += term / (2 * n + 1);
      }
      return 2 / StrictMath.sqrt(StrictMath.PI) * sum;
    }
    if (magnitude > 6) {
      return Math.signum(x);
    }
    double fraction = 0;
    for (int k = 80; k > 0; k--) {
      fraction = k / 2.0 / (magnitude + fraction);
    }
    double tail = StrictMath.exp(-x * x) / StrictMath.sqrt(StrictMath.PI) / (magnitude + fraction);
    return Math.signum(x) * (1 - tail);
  }
}

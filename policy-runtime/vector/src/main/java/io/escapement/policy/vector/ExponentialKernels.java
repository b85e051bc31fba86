package io.escapement.policy.vector;

import static io.escapement.policy.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Exponentials and their kin over stretches of arrays, made of additions, products, quotients,
 * fused multiply-adds, comparisons and shifts alone, so that every JDK gives the same bits in the
 * interpreter and in compiled code.
 *
 * <p>Errors against the exact value, over all floats, denormals included: {@link #exp} 1 ulp,
 * {@link #expm1} 1, {@link #sigmoid} 2.5, {@link #tanh} 2.5, {@link #erf} 1.5, {@link #log} 1,
 * {@link #softplus} 2; a test holds them. NaN gives NaN. The polynomials are least-squares fits,
 * weighted towards an equal relative error.
 *
 * <p>No loop calls a method of ours, and each is a small method of its own: the compiler stops
 * inlining in a large one, and a vector that crosses a call is garbage. So a function that needs an
 * exponential is several loops, one after the other; {@link Unary} says which.
 */
final class ExponentialKernels {

  private static final float LOG2_E = 1.442695f;
  // The upper part has so few bits that its product with an exponent is exact.
  private static final float LN2_UPPER = 0x1.63p-1f;
  private static final float LN2_LOWER = -2.1219444e-4f;

  /** Added to a small number, it leaves the nearest whole one in the lowest bits. */
  private static final float TO_WHOLE = 0x1.8p23f;

  private static final int TO_WHOLE_BITS = 0x4b400000;
  private static final int ONE_BITS = 0x3f800000;
  private static final int FRACTION_BITS = 23;
  private static final int SIGN_BIT = 0x80000000;
  private static final int SQRT_HALF_BITS = 0x3f3504f3;

  // e^r - 1 = r + r^2 (E2 + E3 r + ...) for |r| up to ln(2)/2.
  private static final float E2 = 0.5f;
  private static final float E3 = 0.16666666f;
  private static final float E4 = 4.1666336e-2f;
  private static final float E5 = 8.333394e-3f;
  private static final float E6 = 1.3942699e-3f;
  private static final float E7 = 1.9846039e-4f;

  private ExponentialKernels() {}

  /** Computes {@code e^x}. */
  static void exp(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i).min(89f).max(-104f);
      FloatVector exponent = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, TO_WHOLE));
      FloatVector n = exponent.sub(TO_WHOLE);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2_UPPER), x);
      r = n.fma(broadcast(SPECIES, -LN2_LOWER), r);
      FloatVector q = r.fma(broadcast(SPECIES, E7), broadcast(SPECIES, E6));
      q = q.fma(r, broadcast(SPECIES, E5));
      q = q.fma(r, broadcast(SPECIES, E4));
      q = q.fma(r, broadcast(SPECIES, E3));
      q = q.fma(r, broadcast(SPECIES, E2));
      FloatVector p = q.mul(r).fma(r, r).add(1f);
      // In two steps, since neither 2^128 nor 2^-150 is a normal number.
      IntVector bits = exponent.reinterpretAsInts().sub(TO_WHOLE_BITS);
      IntVector half = bits.lanewise(VectorOperators.ASHR, 1);
      IntVector rest = bits.sub(half);
      p.mul(half.lanewise(VectorOperators.LSHL, FRACTION_BITS).add(ONE_BITS).reinterpretAsFloats())
          .mul(
              rest.lanewise(VectorOperators.LSHL, FRACTION_BITS)
                  .add(ONE_BITS)
                  .reinterpretAsFloats())
          .intoArray(to, i);
    }
  }

  /** Computes {@code e^x - 1} for x up to 87. */
  static void expm1(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i).max(-25f);
      FloatVector exponent = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, TO_WHOLE));
      FloatVector n = exponent.sub(TO_WHOLE);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2_UPPER), x);
      r = n.fma(broadcast(SPECIES, -LN2_LOWER), r);
      FloatVector q = r.fma(broadcast(SPECIES, E7), broadcast(SPECIES, E6));
      q = q.fma(r, broadcast(SPECIES, E5));
      q = q.fma(r, broadcast(SPECIES, E4));
      q = q.fma(r, broadcast(SPECIES, E3));
      q = q.fma(r, broadcast(SPECIES, E2));
      FloatVector p = q.mul(r).fma(r, r);
      FloatVector scale =
          exponent
              .reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, FRACTION_BITS)
              .add(ONE_BITS)
              .reinterpretAsFloats();
      scale.fma(p, scale.sub(1f)).intoArray(to, i);
    }
  }

  /** Of x and {@code e^-|x|}: {@code 1 / (1 + e^-x)}, to the last denormal. */
  static void sigmoidOfExp(float[] given, float[] inner, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector e = fromArray(SPECIES, inner, i);
      VectorMask<Float> isBelow = fromArray(SPECIES, given, i).compare(VectorOperators.LT, 0f);
      broadcast(SPECIES, 1f).blend(e, isBelow).div(e.add(1f)).intoArray(to, i);
    }
  }

  /** Of x and another number: x where it is positive, and the other one elsewhere. */
  static void positiveOr(float[] given, float[] inner, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, given, i);
      FloatVector y = fromArray(SPECIES, inner, i);
      y.blend(x, x.compare(VectorOperators.GT, 0f)).intoArray(to, i);
    }
  }

  /** {@code 2 |x|}, where that matters to the hyperbolic tangent. */
  static void twiceMagnitude(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      fromArray(SPECIES, from, i).abs().min(10f).mul(2f).intoArray(to, i);
    }
  }

  /** Of x and {@code e^2|x| - 1}: the hyperbolic tangent. */
  static void tanhOfExpm1(float[] given, float[] inner, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector e = fromArray(SPECIES, inner, i);
      IntVector sign = fromArray(SPECIES, given, i).reinterpretAsInts().and(SIGN_BIT);
      e.div(e.add(2f)).reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(to, i);
    }
  }

  /** Logarithm of the error function's complement, of magnitudes from 1 to 4. */
  static void erfcLogarithm(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i).abs().min(4f).max(1f);
      FloatVector p = x.fma(broadcast(SPECIES, 2.168685e-5f), broadcast(SPECIES, -4.4133636e-4f));
      p = p.fma(x, broadcast(SPECIES, 4.204562e-3f));
      p = p.fma(x, broadcast(SPECIES, -2.5208257e-2f));
      p = p.fma(x, broadcast(SPECIES, 0.10841858f));
      p = p.fma(x, broadcast(SPECIES, 0.6332199f));
      p = p.fma(x, broadcast(SPECIES, 1.1295785f));
      p.fma(x, broadcast(SPECIES, -1.8804023e-4f)).neg().intoArray(to, i);
    }
  }

  /** Of x and the complement less 1: the error function, by a polynomial of its own up to 1. */
  static void erfOfExpm1(float[] given, float[] inner, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector signed = fromArray(SPECIES, given, i);
      FloatVector x = signed.abs().min(1f);
      FloatVector z = x.mul(x);
      FloatVector p = z.fma(broadcast(SPECIES, -9.680137e-6f), broadcast(SPECIES, 1.1270545e-4f));
      p = p.fma(z, broadcast(SPECIES, -8.484711e-4f));
      p = p.fma(z, broadcast(SPECIES, 5.221075e-3f));
      p = p.fma(z, broadcast(SPECIES, -2.6865445e-2f));
      p = p.fma(z, broadcast(SPECIES, 0.11283783f));
      p = p.fma(z, broadcast(SPECIES, -0.37612638f));
      p = p.fma(z, broadcast(SPECIES, 0.12837917f));
      FloatVector centre = x.fma(p, x);
      IntVector sign = signed.reinterpretAsInts().and(SIGN_BIT);
      fromArray(SPECIES, inner, i)
          .neg()
          .blend(centre, x.compare(VectorOperators.LT, 1f))
          .reinterpretAsInts()
          .or(sign)
          .reinterpretAsFloats()
          .intoArray(to, i);
    }
  }

  /** The natural logarithm of positive, finite numbers. */
  static void logOfPositive(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      VectorMask<Float> isDenormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
      IntVector bits = x.blend(x.mul(0x1p23f), isDenormal).reinterpretAsInts();
      IntVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, FRACTION_BITS);
      FloatVector f =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, FRACTION_BITS))
              .reinterpretAsFloats()
              .sub(1f);
      FloatVector whole = exponent.add(TO_WHOLE_BITS).reinterpretAsFloats().sub(TO_WHOLE);
      FloatVector n = whole.blend(whole.sub(FRACTION_BITS), isDenormal);
      FloatVector s = f.div(f.add(2f));
      FloatVector z = s.mul(s);
      FloatVector r = z.fma(broadcast(SPECIES, 0.23589993f), broadcast(SPECIES, 0.2853692f));
      r = r.fma(z, broadcast(SPECIES, 0.4000034f));
      r = r.fma(z, broadcast(SPECIES, 0.6666666f)).mul(z);
      FloatVector low = n.fma(broadcast(SPECIES, LN2_LOWER), s.mul(r.sub(f)));
      n.fma(broadcast(SPECIES, LN2_UPPER), f.add(low)).intoArray(to, i);
    }
  }

  /** Of x and the result before: the natural logarithm of everything. */
  static void logOfAny(float[] given, float[] inner, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, given, i);
      fromArray(SPECIES, inner, i)
          .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f))
          .blend(Float.NaN, x.compare(VectorOperators.LT, 0f))
          .blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY))
          .blend(x, x.compare(VectorOperators.NE, x))
          .intoArray(to, i);
    }
  }

  /** Of x and {@code e^-|x|}: {@code log(1 + e^x)}. */
  static void softplusOfExp(float[] given, float[] inner, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      // The logarithm of 1 + u is twice the inverse hyperbolic tangent of u/(2 + u).
      FloatVector u = fromArray(SPECIES, inner, i);
      FloatVector s = u.div(u.add(2f));
      FloatVector z = s.mul(s);
      FloatVector r = z.fma(broadcast(SPECIES, 0.21792397f), broadcast(SPECIES, 0.1714785f));
      r = r.fma(z, broadcast(SPECIES, 0.22301501f));
      r = r.fma(z, broadcast(SPECIES, 0.28568396f));
      r = r.fma(z, broadcast(SPECIES, 0.40000054f));
      r = r.fma(z, broadcast(SPECIES, 0.6666667f)).mul(z);
      FloatVector logarithm = s.fma(r.sub(u), u);
      fromArray(SPECIES, given, i).max(0f).add(logarithm).intoArray(to, i);
    }
  }
}

package io.escapement.policy.vector;

import static io.escapement.policy.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Functions of one element over the first elements of arrays, rounded up to whole vectors. All are
 * called alike, with two parameters that are theirs to use.
 */
final class UnaryKernels {

  private UnaryKernels() {}

  /** A function over arrays, which may be one and the same. */
  interface Kernel {
    void apply(float[] from, float[] to, int elements, float alpha, float beta);
  }

  /** The larger of x and 0. */
  static void relu(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.max(0f).intoArray(to, i);
    }
  }

  /** x, times alpha below 0. */
  static void leakyRelu(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.mul(alpha).blend(x, x.compare(VectorOperators.GE, 0f)).intoArray(to, i);
    }
  }

  /** {@code x / (1 + |x|)}. */
  static void softsign(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.div(x.abs().add(1f)).intoArray(to, i);
    }
  }

  /** {@code alpha x + beta} within 0 and 1. */
  static void hardSigmoid(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.mul(alpha).add(beta).min(1f).max(0f).intoArray(to, i);
    }
  }

  /** {@code x (x/6 + 1/2)}, the factor within 0 and 1. */
  static void hardSwish(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.mul(x.mul(1 / 6f).add(0.5f).min(1f).max(0f)).intoArray(to, i);
    }
  }

  /** x within alpha and beta. */
  static void clip(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.max(alpha).min(beta).intoArray(to, i);
    }
  }

  /** {@code alpha x + beta}, rounded once. */
  static void affine(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.fma(broadcast(SPECIES, alpha), broadcast(SPECIES, beta)).intoArray(to, i);
    }
  }

  /** Square root. */
  static void squareRoot(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.sqrt().intoArray(to, i);
    }
  }

  /** {@code 1/x}. */
  static void reciprocal(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      broadcast(SPECIES, 1f).div(x).intoArray(to, i);
    }
  }

  /** {@code 1/sqrt(x)}. */
  static void reciprocalSquareRoot(
      float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      broadcast(SPECIES, 1f).div(x.sqrt()).intoArray(to, i);
    }
  }

  /** {@code x^2}. */
  static void square(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.mul(x).intoArray(to, i);
    }
  }

  /** {@code x^3}. */
  static void cube(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.mul(x).mul(x).intoArray(to, i);
    }
  }

  /** {@code x^4}. */
  static void fourthPower(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.mul(x).mul(x.mul(x)).intoArray(to, i);
    }
  }

  /** {@code |x|}. */
  static void magnitude(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.abs().intoArray(to, i);
    }
  }

  /** {@code -|x|}. */
  static void minusMagnitude(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.abs().neg().intoArray(to, i);
    }
  }

  /** {@code -x}. */
  static void negative(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.neg().intoArray(to, i);
    }
  }

  /** The smaller of {@code x/alpha} and 0. */
  static void negativePart(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.div(alpha).min(0f).intoArray(to, i);
    }
  }

  /** x, with one and the same NaN for every NaN: processors have many. */
  static void oneNan(float[] from, float[] to, int elements, float alpha, float beta) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, from, i);
      x.blend(Float.NaN, x.compare(VectorOperators.NE, x)).intoArray(to, i);
    }
  }
}

package io.escapement.policy.vector;

import static io.escapement.policy.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/**
 * What recurrent cells do between and behind their products. Gates stand one behind the other, each
 * of {@code width} elements, whole vectors.
 */
final class GateKernels {

  private GateKernels() {}

  /** A function of the gates and two more arrays, which may be one and the same. */
  interface Kernel {
    void apply(float[] open, float[] a, float[] b, float[] to, int width);
  }

  /** Computes {@code a + r b}, r being the second gate. */
  static void resetCandidate(float[] open, float[] a, float[] b, float[] to, int width) {
    for (int i = 0; i < width; i += 8) {
      FloatVector r = fromArray(SPECIES, open, width + i);
      r.fma(fromArray(SPECIES, b, i), fromArray(SPECIES, a, i)).intoArray(to, i);
    }
  }

  /** Computes {@code r b}, r being the second gate. */
  static void resetState(float[] open, float[] a, float[] b, float[] to, int width) {
    for (int i = 0; i < width; i += 8) {
      fromArray(SPECIES, open, width + i).mul(fromArray(SPECIES, b, i)).intoArray(to, i);
    }
  }

  /** Computes {@code (1 - z) a + z b}, z being the first gate. */
  static void update(float[] open, float[] a, float[] b, float[] to, int width) {
    for (int i = 0; i < width; i += 8) {
      FloatVector z = fromArray(SPECIES, open, i);
      FloatVector kept = z.mul(fromArray(SPECIES, b, i));
      z.neg().add(1f).mul(fromArray(SPECIES, a, i)).add(kept).intoArray(to, i);
    }
  }

  /** Computes {@code f b + i a}: the input gate is the first, the forget gate the third. */
  static void cell(float[] open, float[] a, float[] b, float[] to, int width) {
    for (int i = 0; i < width; i += 8) {
      FloatVector f = fromArray(SPECIES, open, 2 * width + i);
      FloatVector kept = f.mul(fromArray(SPECIES, b, i));
      fromArray(SPECIES, open, i).mul(fromArray(SPECIES, a, i)).add(kept).intoArray(to, i);
    }
  }

  /** Computes {@code o a}, the output gate being the second. */
  static void output(float[] open, float[] a, float[] b, float[] to, int width) {
    for (int i = 0; i < width; i += 8) {
      fromArray(SPECIES, open, width + i).mul(fromArray(SPECIES, a, i)).intoArray(to, i);
    }
  }
}

package io.escapement.policy.vector;

import static io.escapement.policy.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Functions of two elements over the first elements of arrays, rounded up to whole vectors. */
final class BinaryKernels {

  private BinaryKernels() {}

  /** A function over arrays; the result may be one of the others. */
  interface Kernel {
    void apply(float[] left, float[] right, float[] to, int elements);
  }

  /** {@code x + y}. */
  static void add(float[] left, float[] right, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, left, i);
      FloatVector y = fromArray(SPECIES, right, i);
      x.add(y).intoArray(to, i);
    }
  }

  /** {@code x - y}. */
  static void subtract(float[] left, float[] right, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, left, i);
      FloatVector y = fromArray(SPECIES, right, i);
      x.sub(y).intoArray(to, i);
    }
  }

  /** {@code x y}. */
  static void multiply(float[] left, float[] right, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, left, i);
      FloatVector y = fromArray(SPECIES, right, i);
      x.mul(y).intoArray(to, i);
    }
  }

  /** {@code x / y}. */
  static void divide(float[] left, float[] right, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, left, i);
      FloatVector y = fromArray(SPECIES, right, i);
      x.div(y).intoArray(to, i);
    }
  }

  /** The smaller one, NaN if either is. */
  static void min(float[] left, float[] right, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, left, i);
      FloatVector y = fromArray(SPECIES, right, i);
      x.min(y).intoArray(to, i);
    }
  }

  /** The larger one, NaN if either is. */
  static void max(float[] left, float[] right, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, left, i);
      FloatVector y = fromArray(SPECIES, right, i);
      x.max(y).intoArray(to, i);
    }
  }

  /** x, times y below 0. */
  static void parametricRelu(float[] left, float[] right, float[] to, int elements) {
    for (int i = 0; i < elements; i += 8) {
      FloatVector x = fromArray(SPECIES, left, i);
      FloatVector y = fromArray(SPECIES, right, i);
      x.mul(y).blend(x, x.compare(VectorOperators.GE, 0f)).intoArray(to, i);
    }
  }
}

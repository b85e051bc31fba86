package io.escapement.policy.vector;

import static io.escapement.policy.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/**
 * Products of a {@link TiledMatrix} and a vector. A lane is one output: its sum begins with its
 * bias and takes the inputs from first to last, in one chain for blocks of 64 outputs, and in 2 or
 * 4 interleaved ones, added at the end, where a block has too few sums to keep the processor busy.
 */
final class DenseKernels {

  /** Outputs of the widest block: eight sums in flight hide the latency of a multiply-add. */
  static final int WIDEST = 64;

  private DenseKernels() {}

  /**
   * Computes {@code y = W x + b}.
   *
   * @param matrix the weights W
   * @param b biases, from element {@code atB}
   * @param x inputs, from element {@code atX}
   * @param y outputs, from element {@code atY}; whole vectors are written
   */
  static void multiply(
      TiledMatrix matrix, float[] b, int atB, float[] x, int atX, float[] y, int atY) {
    float[] w = matrix.weights();
    int inputs = matrix.inputs();
    int outputs = Lanes.padded(matrix.outputs());
    int at = 0;
    int done = 0;
    for (; done + 64 <= outputs; done += 64) {
      block64(w, at, inputs, b, atB + done, x, atX, y, atY + done);
      at += 64 * inputs;
    }
    if ((outputs & 32) != 0) {
      block32(w, at, inputs, b, atB + done, x, atX, y, atY + done);
      at += 32 * inputs;
      done += 32;
    }
    if ((outputs & 16) != 0) {
      block16(w, at, inputs, b, atB + done, x, atX, y, atY + done);
      at += 16 * inputs;
      done += 16;
    }
    if ((outputs & 8) != 0) {
      block8(w, at, inputs, b, atB + done, x, atX, y, atY + done);
    }
  }

  private static void block64(
      float[] w, int at, int inputs, float[] b, int atB, float[] x, int atX, float[] y, int atY) {
    FloatVector sum0 = fromArray(SPECIES, b, atB);
    FloatVector sum1 = fromArray(SPECIES, b, atB + 8);
    FloatVector sum2 = fromArray(SPECIES, b, atB + 16);
    FloatVector sum3 = fromArray(SPECIES, b, atB + 24);
    FloatVector sum4 = fromArray(SPECIES, b, atB + 32);
    FloatVector sum5 = fromArray(SPECIES, b, atB + 40);
    FloatVector sum6 = fromArray(SPECIES, b, atB + 48);
    FloatVector sum7 = fromArray(SPECIES, b, atB + 56);
    for (int i = 0; i < inputs; i++) {
      FloatVector input = broadcast(SPECIES, x[atX + i]);
      int p = at + i * 64;
      sum0 = fromArray(SPECIES, w, p).fma(input, sum0);
      sum1 = fromArray(SPECIES, w, p + 8).fma(input, sum1);
      sum2 = fromArray(SPECIES, w, p + 16).fma(input, sum2);
      sum3 = fromArray(SPECIES, w, p + 24).fma(input, sum3);
      sum4 = fromArray(SPECIES, w, p + 32).fma(input, sum4);
      sum5 = fromArray(SPECIES, w, p + 40).fma(input, sum5);
      sum6 = fromArray(SPECIES, w, p + 48).fma(input, sum6);
      sum7 = fromArray(SPECIES, w, p + 56).fma(input, sum7);
    }
    sum0.intoArray(y, atY);
    sum1.intoArray(y, atY + 8);
    sum2.intoArray(y, atY + 16);
    sum3.intoArray(y, atY + 24);
    sum4.intoArray(y, atY + 32);
    sum5.intoArray(y, atY + 40);
    sum6.intoArray(y, atY + 48);
    sum7.intoArray(y, atY + 56);
  }

  private static void block32(
      float[] w, int at, int inputs, float[] b, int atB, float[] x, int atX, float[] y, int atY) {
    FloatVector even0 = fromArray(SPECIES, b, atB);
    FloatVector even1 = fromArray(SPECIES, b, atB + 8);
    FloatVector even2 = fromArray(SPECIES, b, atB + 16);
    FloatVector even3 = fromArray(SPECIES, b, atB + 24);
    FloatVector odd0 = broadcast(SPECIES, 0);
    FloatVector odd1 = odd0;
    FloatVector odd2 = odd0;
    FloatVector odd3 = odd0;
    int pairs = inputs >> 1;
    for (int i = 0; i < pairs; i++) {
      int p = at + i * 64;
      FloatVector input = broadcast(SPECIES, x[atX + 2 * i]);
      even0 = fromArray(SPECIES, w, p).fma(input, even0);
      even1 = fromArray(SPECIES, w, p + 8).fma(input, even1);
      even2 = fromArray(SPECIES, w, p + 16).fma(input, even2);
      even3 = fromArray(SPECIES, w, p + 24).fma(input, even3);
      input = broadcast(SPECIES, x[atX + 2 * i + 1]);
      odd0 = fromArray(SPECIES, w, p + 32).fma(input, odd0);
      odd1 = fromArray(SPECIES, w, p + 40).fma(input, odd1);
      odd2 = fromArray(SPECIES, w, p + 48).fma(input, odd2);
      odd3 = fromArray(SPECIES, w, p + 56).fma(input, odd3);
    }
    if ((inputs & 1) != 0) {
      int p = at + pairs * 64;
      FloatVector input = broadcast(SPECIES, x[atX + 2 * pairs]);
      even0 = fromArray(SPECIES, w, p).fma(input, even0);
      even1 = fromArray(SPECIES, w, p + 8).fma(input, even1);
      even2 = fromArray(SPECIES, w, p + 16).fma(input, even2);
      even3 = fromArray(SPECIES, w, p + 24).fma(input, even3);
    }
    even0.add(odd0).intoArray(y, atY);
    even1.add(odd1).intoArray(y, atY + 8);
    even2.add(odd2).intoArray(y, atY + 16);
    even3.add(odd3).intoArray(y, atY + 24);
  }

  private static void block16(
      float[] w, int at, int inputs, float[] b, int atB, float[] x, int atX, float[] y, int atY) {
    FloatVector first0 = fromArray(SPECIES, b, atB);
    FloatVector first1 = fromArray(SPECIES, b, atB + 8);
    FloatVector second0 = broadcast(SPECIES, 0);
    FloatVector second1 = second0;
    FloatVector third0 = second0;
    FloatVector third1 = second0;
    FloatVector fourth0 = second0;
    FloatVector fourth1 = second0;
    int fours = inputs >> 2;
    for (int i = 0; i < fours; i++) {
      int p = at + i * 64;
      int q = atX + 4 * i;
      FloatVector input = broadcast(SPECIES, x[q]);
      first0 = fromArray(SPECIES, w, p).fma(input, first0);
      first1 = fromArray(SPECIES, w, p + 8).fma(input, first1);
      input = broadcast(SPECIES, x[q + 1]);
      second0 = fromArray(SPECIES, w, p + 16).fma(input, second0);
      second1 = fromArray(SPECIES, w, p + 24).fma(input, second1);
      input = broadcast(SPECIES, x[q + 2]);
      third0 = fromArray(SPECIES, w, p + 32).fma(input, third0);
      third1 = fromArray(SPECIES, w, p + 40).fma(input, third1);
      input = broadcast(SPECIES, x[q + 3]);
      fourth0 = fromArray(SPECIES, w, p + 48).fma(input, fourth0);
      fourth1 = fromArray(SPECIES, w, p + 56).fma(input, fourth1);
    }
    for (int i = 4 * fours; i < inputs; i++) {
      int p = at + i * 16;
      FloatVector input = broadcast(SPECIES, x[atX + i]);
      first0 = fromArray(SPECIES, w, p).fma(input, first0);
      first1 = fromArray(SPECIES, w, p + 8).fma(input, first1);
    }
    first0.add(second0).add(third0.add(fourth0)).intoArray(y, atY);
    first1.add(second1).add(third1.add(fourth1)).intoArray(y, atY + 8);
  }

  private static void block8(
      float[] w, int at, int inputs, float[] b, int atB, float[] x, int atX, float[] y, int atY) {
    FloatVector first = fromArray(SPECIES, b, atB);
    FloatVector second = broadcast(SPECIES, 0);
    FloatVector third = second;
    FloatVector fourth = second;
    int fours = inputs >> 2;
    for (int i = 0; i < fours; i++) {
      int p = at + i * 32;
      int q = atX + 4 * i;
      first = fromArray(SPECIES, w, p).fma(broadcast(SPECIES, x[q]), first);
      second = fromArray(SPECIES, w, p + 8).fma(broadcast(SPECIES, x[q + 1]), second);
      third = fromArray(SPECIES, w, p + 16).fma(broadcast(SPECIES, x[q + 2]), third);
      fourth = fromArray(SPECIES, w, p + 24).fma(broadcast(SPECIES, x[q + 3]), fourth);
    }
    for (int i = 4 * fours; i < inputs; i++) {
      first = fromArray(SPECIES, w, at + i * 8).fma(broadcast(SPECIES, x[atX + i]), first);
    }
    first.add(second).add(third.add(fourth)).intoArray(y, atY);
  }

  /**
   * Computes {@code y = a B} for a row a and a matrix B that lies row by row, as wide as it is:
   * what is stored behind the last column means nothing.
   *
   * @param a the row, from element {@code atA}
   * @param inner size of the row, and number of rows of the matrix
   * @param b the matrix, from element {@code atB}
   * @param columns width of the matrix
   * @param y the product, from element {@code atY}
   */
  static void multiplyRows(
      float[] a, int atA, int inner, float[] b, int atB, int columns, float[] y, int atY) {
    for (int column = 0; column < columns; column += Lanes.COUNT) {
      FloatVector even = broadcast(SPECIES, 0);
      FloatVector odd = even;
      int p = atB + column;
      int pairs = inner >> 1;
      for (int i = 0; i < pairs; i++) {
        even =
            fromArray(SPECIES, b, p + 2 * i * columns)
                .fma(broadcast(SPECIES, a[atA + 2 * i]), even);
        odd =
            fromArray(SPECIES, b, p + (2 * i + 1) * columns)
                .fma(broadcast(SPECIES, a[atA + 2 * i + 1]), odd);
      }
      if ((inner & 1) != 0) {
        even =
            fromArray(SPECIES, b, p + (inner - 1) * columns)
                .fma(broadcast(SPECIES, a[atA + inner - 1]), even);
      }
      even.add(odd).intoArray(y, atY + column);
    }
  }
}

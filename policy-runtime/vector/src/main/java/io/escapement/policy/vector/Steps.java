package io.escapement.policy.vector;

import java.util.Arrays;

/** The steps that are one call of a kernel, or two. */
final class Steps {

  private Steps() {}

  /** Products of a constant matrix with each row of x, and biases. */
  static final class Dense implements Step {
    private final TiledMatrix matrix;
    private final float[] x;
    private final float[] y;
    private final int rows;
    private final float[] bias;

    Dense(TiledMatrix matrix, float[] bias, float[] x, float[] y, int rows) {
      this.matrix = matrix;
      this.x = x;
      this.y = y;
      this.rows = rows;
      this.bias = Lanes.array(matrix.outputs());
      System.arraycopy(bias, 0, this.bias, 0, matrix.outputs());
    }

    /** While the graph is compiled: biases that stand in a node of their own. */
    void addBias(float[] further) {
      for (int i = 0; i < matrix.outputs(); i++) {
        bias[i] += further[i];
      }
    }

    int outputs() {
      return matrix.outputs();
    }

    @Override
    public boolean run() {
      // From first to last: what is written behind a row is overwritten by the next.
      for (int row = 0; row < rows; row++) {
        DenseKernels.multiply(matrix, bias, 0, x, row * matrix.inputs(), y, row * matrix.outputs());
      }
      return true;
    }
  }

  /** A product with a constant matrix that goes on with sums which another step began. */
  record DenseOnto(TiledMatrix matrix, float[] sums, float[] x, float[] y) implements Step {
    @Override
    public boolean run() {
      DenseKernels.multiply(matrix, sums, 0, x, 0, y, 0);
      return true;
    }
  }

  /** Products of two computed matrices, batch by batch. */
  record Product(
      float[] a,
      int[] startsOfA,
      float[] b,
      int[] startsOfB,
      int rows,
      int inner,
      int columns,
      float[] y)
      implements Step {
    @Override
    public boolean run() {
      int at = 0;
      for (int batch = 0; batch < startsOfA.length; batch++) {
        for (int row = 0; row < rows; row++) {
          DenseKernels.multiplyRows(
              a, startsOfA[batch] + row * inner, inner, b, startsOfB[batch], columns, y, at);
          at += columns;
        }
      }
      return true;
    }
  }

  /** A function of each element. */
  record OfOne(
      UnaryKernels.Kernel kernel, float[] x, float[] y, int elements, float alpha, float beta)
      implements Step {
    @Override
    public boolean run() {
      kernel.apply(x, y, elements, alpha, beta);
      return true;
    }
  }

  /** A function of pairs of elements. */
  record OfTwo(BinaryKernels.Kernel kernel, float[] x, float[] y, float[] z, int elements)
      implements Step {
    @Override
    public boolean run() {
      kernel.apply(x, y, z, elements);
      return true;
    }
  }

  /** One element everywhere. */
  record Fill(float[] x, float[] y, int elements) implements Step {
    @Override
    public boolean run() {
      Arrays.fill(y, 0, elements, x[0]);
      return true;
    }
  }

  /** Stretches copied from place to place. */
  record Copy(float[] x, int[] from, float[] y, int[] to, int[] lengths) implements Step {
    @Override
    public boolean run() {
      for (int i = 0; i < lengths.length; i++) {
        System.arraycopy(x, from[i], y, to[i], lengths[i]);
      }
      return true;
    }
  }

  /** Single elements copied from anywhere. */
  record Pick(float[] x, int[] from, float[] y) implements Step {
    @Override
    public boolean run() {
      for (int i = 0; i < from.length; i++) {
        y[i] = x[from[i]];
      }
      return true;
    }
  }

  /** Parts towards zero of each element: a cast to whole numbers. */
  record Truncate(float[] x, float[] y, int elements) implements Step {
    /** From here on every float is whole, and those beyond an int keep their value. */
    private static final float ALL_WHOLE = 0x1p23f;

    @Override
    public boolean run() {
      for (int i = 0; i < elements; i++) {
        float value = x[i];
        y[i] = Math.abs(value) < ALL_WHOLE ? (int) value : value;
      }
      return true;
    }
  }

  /**
   * Stretches of a table by an index that the model computes.
   *
   * @param table blocks of {@code count} rows of {@code length} elements
   */
  record LookUp(
      float[] table, int blocks, int count, int length, float[] index, int indices, float[] y)
      implements Step {
    @Override
    public boolean run() {
      int at = 0;
      for (int block = 0; block < blocks; block++) {
        for (int i = 0; i < indices; i++) {
          float wanted = index[i];
          // Also false where it is no number.
          if (!(wanted >= -count && wanted < count)) {
            return false;
          }
          int row = (int) wanted + (wanted < 0 ? count : 0);
          System.arraycopy(table, (block * count + row) * length, y, at, length);
          at += length;
        }
      }
      return true;
    }
  }

  /** One number of each row. */
  record Reduce(RowKernels.Reduction reduction, float[] x, int rows, int length, float[] y)
      implements Step {
    @Override
    public boolean run() {
      for (int row = 0; row < rows; row++) {
        y[row] = RowKernels.reduce(reduction, x, row * length, length);
      }
      return true;
    }
  }

  /** Rows of mean 0 (unless only scaled) and variance 1, then scaled and shifted. */
  record Normalise(
      float[] x,
      int rows,
      int length,
      boolean isCentred,
      float epsilon,
      float[] scale,
      float[] offset,
      float[] y)
      implements Step {
    @Override
    public boolean run() {
      for (int row = 0; row < rows; row++) {
        int at = row * length;
        float mean = isCentred ? RowKernels.sum(x, at, length) / length : 0;
        float variance = RowKernels.sumOfSquares(x, at, length, mean) / length;
        float factor = 1 / (float) StrictMath.sqrt(variance + epsilon);
        RowKernels.normalise(x, at, length, mean, factor, scale, offset, y);
      }
      return true;
    }
  }

  /** Softmax of each row, or its logarithm. */
  record Softmax(float[] x, int rows, int length, boolean isLogarithm, float[] scratch, float[] y)
      implements Step {
    @Override
    public boolean run() {
      for (int row = 0; row < rows; row++) {
        int at = row * length;
        float largest = RowKernels.max(x, at, length);
        RowKernels.shift(x, at, length, largest, scratch, 0);
        ExponentialKernels.exp(scratch, scratch, length, 0, 0);
        float sum = RowKernels.sum(scratch, 0, length);
        if (isLogarithm) {
          RowKernels.shift(x, at, length, (float) (largest + StrictMath.log(sum)), y, at);
        } else {
          RowKernels.divide(scratch, 0, length, sum, y, at);
        }
      }
      return true;
    }
  }
}

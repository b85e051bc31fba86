package io.escapement.launch.demo;

/** A matrix that reads a row vector out: one row for each of its elements, one column a result. */
final class Weights {

  private final int rows;
  private final int columns;
  private final float[] values;

  Weights(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.values = new float[rows * columns];
  }

  /** Adds to the weight of an element in a result; weights are rounded to float32. */
  Weights add(int row, int column, double weight) {
    values[row * columns + column] += (float) weight;
    return this;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** The elements, row by row; the matrix's own array. */
  float[] values() {
    return values;
  }
}

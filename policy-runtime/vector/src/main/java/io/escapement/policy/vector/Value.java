package io.escapement.policy.vector;

import io.escapement.policy.inference.TensorType;

/** A tensor while a graph is compiled. */
sealed interface Value {

  Shape shape();

  /**
   * Floating-point numbers in an array.
   *
   * @param data the elements, in an array of {@link Lanes#array}; shared by tensors of other shapes
   * @param shape dimensions
   * @param isConstant whether the elements are final; otherwise a step writes them in each call
   * @param isWhole whether the model means them as whole numbers, such as an index that it computes
   */
  record Signal(float[] data, Shape shape, boolean isConstant, boolean isWhole) implements Value {

    static Signal constant(float[] elements, Shape shape) {
      float[] data = Lanes.array(elements.length);
      System.arraycopy(elements, 0, data, 0, elements.length);
      return new Signal(data, shape, true, false);
    }

    /** The same elements under another shape. */
    Signal as(Shape other) {
      return new Signal(data, other, isConstant, isWhole);
    }

    int elements() {
      return shape.elements();
    }
  }

  /**
   * Whole numbers or truth values that are known while the graph is compiled: shapes, axes,
   * indices.
   *
   * @param elements the numbers, row by row
   * @param shape dimensions
   */
  record Whole(long[] elements, Shape shape) implements Value {}

  /**
   * A constant in another precision, good for nothing but a cast.
   *
   * @param type the type in the file
   * @param asFloat32 the elements, each rounded
   */
  record Foreign(TensorType type, Signal asFloat32) implements Value {

    @Override
    public Shape shape() {
      return asFloat32.shape();
    }
  }
}

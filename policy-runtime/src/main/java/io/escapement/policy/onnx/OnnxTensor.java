package io.escapement.policy.onnx;

import io.escapement.policy.inference.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A tensor that lies in an ONNX file: weights, axes, shapes. Immutable.
 *
 * <p>What its elements are read as follows from its type: {@link #floats()} for floating point,
 * {@link #integers()} for whole numbers and truth values (0 and 1). A tensor of {@link
 * TensorType#OTHER} has a shape and no elements that could be read.
 */
public final class OnnxTensor {

  private final TensorType type;
  private final List<Long> shape;
  private final float[] floats;
  private final long[] integers;

  private OnnxTensor(TensorType type, List<Long> shape, float[] floats, long[] integers) {
    this.type = Objects.requireNonNull(type, "type");
    this.shape = List.copyOf(shape);
    this.floats = floats;
    this.integers = integers;
  }

  /**
   * A tensor of floating-point numbers.
   *
   * @param type float16, float32 or float64; the elements are kept as the nearest float32
   * @param shape dimensions; none for a scalar
   * @param values the elements, row by row
   * @return the tensor
   * @throws IllegalArgumentException if the shape does not hold as many elements
   */
  public static OnnxTensor ofFloats(TensorType type, List<Long> shape, float... values) {
    requireCount(shape, values.length);
    return new OnnxTensor(type, shape, values.clone(), null);
  }

  /**
   * A tensor of whole numbers or truth values.
   *
   * @param type the type that the file gives them
   * @param shape dimensions; none for a scalar
   * @param values the elements, row by row
   * @return the tensor
   * @throws IllegalArgumentException if the shape does not hold as many elements
   */
  public static OnnxTensor ofIntegers(TensorType type, List<Long> shape, long... values) {
    requireCount(shape, values.length);
    return new OnnxTensor(type, shape, null, values.clone());
  }

  static OnnxTensor unreadable(List<Long> shape) {
    return new OnnxTensor(TensorType.OTHER, shape, null, null);
  }

  private static void requireCount(List<Long> shape, int count) {
    long expected = shape.stream().reduce(1L, Math::multiplyExact);
    if (expected != count) {
      throw new IllegalArgumentException(
          "the shape " + shape + " holds " + expected + " elements, found " + count);
    }
  }

  /**
   * Type of the elements in the file.
   *
   * @return the type
   */
  public TensorType type() {
    return type;
  }

  /**
   * Dimensions.
   *
   * @return the sizes; none for a scalar, 0 where the tensor is empty
   */
  public List<Long> shape() {
    return shape;
  }

  /**
   * Whether the elements are floating-point numbers.
   *
   * @return true if {@link #floats()} answers
   */
  public boolean isFloating() {
    return floats != null;
  }

  /**
   * The elements of a floating-point tensor.
   *
   * @return a copy, row by row
   * @throws IllegalStateException if it is of another kind
   */
  public float[] floats() {
    if (floats == null) {
      throw new IllegalStateException("a tensor of " + type + " has no floating-point elements");
    }
    return floats.clone();
  }

  /**
   * The elements of a tensor of whole numbers or truth values.
   *
   * @return a copy, row by row
   * @throws IllegalStateException if it is of another kind
   */
  public long[] integers() {
    if (integers == null) {
      throw new IllegalStateException("a tensor of " + type + " has no whole numbers");
    }
    return integers.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OnnxTensor tensor
        && type == tensor.type
        && shape.equals(tensor.shape)
        && Arrays.equals(floats, tensor.floats)
        && Arrays.equals(integers, tensor.integers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, shape, Arrays.hashCode(floats), Arrays.hashCode(integers));
  }

  @Override
  public String toString() {
    return type + shape.toString();
  }
}

package io.escapement.policy.inference;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An input or an output of a model.
 *
 * @param name the tensor's name
 * @param type element type
 * @param shape dimensions, {@link #DYNAMIC} where the model leaves the size to its caller; empty
 *     for a scalar
 */
public record TensorInfo(String name, TensorType type, List<Long> shape) {

  /** A dimension whose size the caller of the model chooses. */
  public static final long DYNAMIC = -1;

  /**
   * Keeps a copy of the shape.
   *
   * @param name the tensor's name
   * @param type element type
   * @param shape dimensions
   */
  public TensorInfo {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    shape = List.copyOf(shape);
  }

  /**
   * Whether some dimension is left to the caller.
   *
   * @return true if one is {@link #DYNAMIC}
   */
  public boolean dynamic() {
    return shape.contains(DYNAMIC);
  }

  /**
   * Number of elements.
   *
   * @return the product of the dimensions, {@link #DYNAMIC} if one of them is
   */
  public long elements() {
    return dynamic() ? DYNAMIC : shape.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * Whether memory of a shape can be bound to this tensor.
   *
   * @param other a shape without dynamic dimensions
   * @return true if the rank and every fixed dimension agree
   */
  public boolean accepts(List<Long> other) {
    if (other.size() != shape.size()) {
      return false;
    }
    for (int i = 0; i < shape.size(); i++) {
      if (shape.get(i) != DYNAMIC && !shape.get(i).equals(other.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Type and shape as text.
   *
   * @return such as {@code float32[1, 48]}, with {@code ?} for a dynamic dimension
   */
  public String typeAndShape() {
    return type.name().toLowerCase(Locale.ROOT)
        + shape.stream()
            .map(size -> size == DYNAMIC ? "?" : size.toString())
            .collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String toString() {
    return name + " " + typeAndShape();
  }
}

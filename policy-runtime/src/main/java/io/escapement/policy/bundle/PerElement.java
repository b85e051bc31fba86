package io.escapement.policy.bundle;

import java.util.Collections;
import java.util.List;

/**
 * A number for each element of a vector, or one for all.
 *
 * @param values one value for all elements, or one per element
 */
public record PerElement(List<Double> values) {

  /** Zero everywhere. */
  public static final PerElement ZERO = of(0);

  /** One everywhere. */
  public static final PerElement ONE = of(1);

  /**
   * Keeps a copy.
   *
   * @param values at least one value
   * @throws IllegalArgumentException if there is none
   */
  public PerElement {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("expected at least one value");
    }
  }

  /**
   * The same number everywhere.
   *
   * @param value the number
   * @return one value for all elements
   */
  public static PerElement of(double value) {
    return new PerElement(List.of(value));
  }

  /**
   * Whether the values fit a vector.
   *
   * @param count the vector's length
   * @return true for one value, or as many as elements
   */
  public boolean fits(int count) {
    return values.size() == 1 || values.size() == count;
  }

  /**
   * Whether every value is the same number.
   *
   * @param value the number
   * @return true if all are equal to it
   */
  public boolean isAll(double value) {
    return Collections.frequency(values, value) == values.size();
  }

  /**
   * One value per element.
   *
   * @param count the vector's length
   * @return a new array of that length
   * @throws IllegalArgumentException if the values do not fit
   */
  public double[] expand(int count) {
    if (!fits(count)) {
      throw new IllegalArgumentException(values.size() + " values for " + count + " elements");
    }
    double[] expanded = new double[count];
    for (int i = 0; i < count; i++) {
      expanded[i] = values.get(values.size() == 1 ? 0 : i);
    }
    return expanded;
  }
}

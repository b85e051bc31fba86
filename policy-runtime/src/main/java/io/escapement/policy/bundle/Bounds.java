package io.escapement.policy.bundle;

import java.util.Objects;

/**
 * Limits that a value is clipped to; a value that is not a number passes.
 *
 * @param low least values
 * @param high greatest values
 */
public record Bounds(PerElement low, PerElement high) {

  /** No limit. */
  public static final Bounds NONE =
      new Bounds(PerElement.of(Double.NEGATIVE_INFINITY), PerElement.of(Double.POSITIVE_INFINITY));

  /**
   * Checks that both are there.
   *
   * @param low least values
   * @param high greatest values
   */
  public Bounds {
    Objects.requireNonNull(low, "low");
    Objects.requireNonNull(high, "high");
  }

  /**
   * Whether the limits fit a vector.
   *
   * @param count the vector's length
   * @return true for one pair, or as many as elements
   */
  public boolean fits(int count) {
    return low.fits(count) && high.fits(count);
  }

  /**
   * Clips a value.
   *
   * @param value the value
   * @param low least value
   * @param high greatest value
   * @return the value between the limits; NaN stays NaN, since it must reach whoever judges it
   */
  public static double clip(double value, double low, double high) {
    if (value < low) {
      return low;
    }
    return value > high ? high : value;
  }
}

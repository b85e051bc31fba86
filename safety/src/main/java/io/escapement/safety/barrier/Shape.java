package io.escapement.safety.barrier;

import java.util.List;

/**
 * A sphere about one point or a capsule about the line between two.
 *
 * @param ends one or two points
 * @param radiusM radius, m, at least 0
 */
public record Shape(List<Anchor> ends, double radiusM) {

  /**
   * Checks the shape.
   *
   * @param ends one or two points
   * @param radiusM radius, m
   * @throws IllegalArgumentException if there are none or more, or the radius is negative or not
   *     finite
   */
  public Shape {
    ends = List.copyOf(ends);
    if (ends.isEmpty() || ends.size() > 2) {
      throw new IllegalArgumentException("a shape has one end or two, not " + ends.size());
    }
    if (!(radiusM >= 0) || !Double.isFinite(radiusM)) {
      throw new IllegalArgumentException("a radius is at least 0 and finite, not " + radiusM);
    }
  }

  /**
   * The sphere about one of the ends.
   *
   * @param index 0 or 1
   * @return a sphere of the same radius
   */
  public Shape end(int index) {
    return new Shape(List.of(ends.get(index)), radiusM);
  }

  /**
   * Whether there is a line between two ends.
   *
   * @return false for a sphere
   */
  public boolean isCapsule() {
    return ends.size() == 2;
  }
}

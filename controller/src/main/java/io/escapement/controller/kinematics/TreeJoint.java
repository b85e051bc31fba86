package io.escapement.controller.kinematics;

import java.util.Objects;

/**
 * A joint by which a body moves against its parent.
 *
 * @param name its name
 * @param slides true if it moves along its axis, false if it turns about it
 * @param axis a unit vector in the body's frame
 * @param anchor a point on the axis in the body's frame, m
 * @param reference position of the joint at which the body is where the model places it, rad or m
 */
public record TreeJoint(
    String name, boolean slides, Vector3 axis, Vector3 anchor, double reference) {

  /**
   * Checks that nothing is missing.
   *
   * @param name its name
   * @param slides whether it slides
   * @param axis a unit vector
   * @param anchor a point, m
   * @param reference rad or m
   */
  public TreeJoint {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(axis, "axis");
    Objects.requireNonNull(anchor, "anchor");
  }
}

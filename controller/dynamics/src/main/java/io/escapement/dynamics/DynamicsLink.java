package io.escapement.dynamics;

import io.escapement.controller.kinematics.BodyInertia;
import io.escapement.controller.kinematics.Pose;
import io.escapement.controller.kinematics.Vector3;
import java.util.Objects;

/**
 * What one joint moves: everything behind it up to the next joints. Its frame has the origin on the
 * joint's axis, and at the joint's reference the axes of the frame in which it is placed.
 *
 * @param joint the joint's name
 * @param jointIndex the joint's place in the robot's order
 * @param parent index of the link that carries it; {@value #BASE} for the base
 * @param slides true if it moves along its axis, false if it turns about it
 * @param axis a unit vector in the link's frame
 * @param reference position at which the link is at its placement, rad or m
 * @param placement the link's frame in its parent's, at the reference
 * @param inertia what moves, in the link's frame
 * @param armature inertia of the drive on the joint's side, kg m^2 or kg
 */
public record DynamicsLink(
    String joint,
    int jointIndex,
    int parent,
    boolean slides,
    Vector3 axis,
    double reference,
    Pose placement,
    BodyInertia inertia,
    double armature) {

  /** Index of the base as a parent: the floating body, or the world. */
  public static final int BASE = -1;

  /**
   * Checks that nothing is missing.
   *
   * @param joint its name
   * @param jointIndex its index
   * @param parent a link before this one, or {@link #BASE}
   * @param slides whether it slides
   * @param axis a unit vector
   * @param reference rad or m
   * @param placement in the parent's frame
   * @param inertia what moves
   * @param armature kg m^2 or kg
   */
  public DynamicsLink {
    Objects.requireNonNull(joint, "joint");
    Objects.requireNonNull(axis, "axis");
    Objects.requireNonNull(placement, "placement");
    Objects.requireNonNull(inertia, "inertia");
  }

  DynamicsLink with(BodyInertia more) {
    return new DynamicsLink(
        joint,
        jointIndex,
        parent,
        slides,
        axis,
        reference,
        placement,
        inertia.plus(more),
        armature);
  }
}

package io.escapement.policy.bundle;

import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What consecutive elements of a policy's output mean, one element per joint: {@code clip(scale *
 * raw_clip(a) + offset)}.
 *
 * @param type what is commanded
 * @param joints the joints in the order of the elements, empty for the policy's
 * @param scale factor, in the command's unit
 * @param offset added after the factor, in the command's unit; empty for the default pose
 * @param rawClip limits before the factor; the clipped action is what {@code previous_action} shows
 * @param clip limits after factor and offset, in the command's unit
 * @param stiffness of the position loop, Nm/rad (N/m)
 * @param damping of the velocity loop, Nm s/rad (N s/m)
 */
public record ActionSpec(
    Type type,
    Optional<JointSelection> joints,
    PerElement scale,
    Optional<PerElement> offset,
    Bounds rawClip,
    Bounds clip,
    PerElement stiffness,
    PerElement damping) {

  /** What an element of the output commands. */
  public enum Type {
    /** A target position, rad or m. */
    JOINT_POSITION,
    /** An effort, Nm or N. */
    JOINT_EFFORT,
    /** A target velocity, rad/s or m/s, that the damping turns into an effort; a wheel's. */
    JOINT_VELOCITY,
    /** What a refinement adds to the same joint's element of another policy's action. */
    RESIDUAL
  }

  /**
   * Checks that all are there.
   *
   * @param type what is commanded
   * @param joints the joints, empty for the policy's
   * @param scale factor
   * @param offset added after the factor, empty for the default pose
   * @param rawClip limits before the factor
   * @param clip limits after factor and offset
   * @param stiffness of the position loop
   * @param damping of the velocity loop
   */
  public ActionSpec {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(joints, "joints");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(offset, "offset");
    Objects.requireNonNull(rawClip, "rawClip");
    Objects.requireNonNull(clip, "clip");
    Objects.requireNonNull(stiffness, "stiffness");
    Objects.requireNonNull(damping, "damping");
  }

  /**
   * The same action for joints that are selected in another way.
   *
   * @param change gives the selection that stands for this action's, if it has one
   * @return another action
   */
  ActionSpec withJoints(UnaryOperator<JointSelection> change) {
    return new ActionSpec(
        type, joints.map(change), scale, offset, rawClip, clip, stiffness, damping);
  }
}

package io.escapement.policy.onnx;

import java.util.List;
import java.util.Objects;

/**
 * The robot that a motion tracking policy was trained on, as far as its exporter writes it down.
 *
 * @param joints the joints, in the policy's order
 * @param bodies names of the bodies whose poses the motion gives
 * @param anchorBody the body that observations are relative to, one of {@code bodies}
 */
public record TrackedRobot(List<Joint> joints, List<String> bodies, String anchorBody) {

  /**
   * A joint of the robot.
   *
   * @param name the joint's name
   * @param stiffness gain on the position's error, Nm/rad
   * @param damping gain on the velocity's error, Nms/rad
   * @param defaultPosition the position that an action of 0 means, rad
   * @param actionScale what an action of 1 adds to it, rad; not 0
   */
  public record Joint(
      String name, double stiffness, double damping, double defaultPosition, double actionScale) {

    /**
     * Checks the name and the scale.
     *
     * @param name the joint's name
     * @param stiffness gain on the position's error, Nm/rad
     * @param damping gain on the velocity's error, Nms/rad
     * @param defaultPosition the position that an action of 0 means, rad
     * @param actionScale what an action of 1 adds to it, rad
     * @throws IllegalArgumentException if the scale is 0
     */
    public Joint {
      Objects.requireNonNull(name, "name");
      if (actionScale == 0) {
        throw new IllegalArgumentException(
            "joint " + name + ": expected an action scale other than 0");
      }
    }
  }

  /**
   * Checks that there is something to track.
   *
   * @param joints the joints
   * @param bodies names of bodies
   * @param anchorBody one of them
   * @throws IllegalArgumentException if there is no joint or the anchor is not among the bodies
   */
  public TrackedRobot {
    joints = List.copyOf(joints);
    bodies = List.copyOf(bodies);
    if (joints.isEmpty()) {
      throw new IllegalArgumentException("joints: expected one at least");
    }
    if (!bodies.contains(anchorBody)) {
      throw new IllegalArgumentException(
          "anchor body: expected one of " + bodies + ", found " + anchorBody);
    }
  }
}

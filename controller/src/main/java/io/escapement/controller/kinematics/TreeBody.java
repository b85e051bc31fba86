package io.escapement.controller.kinematics;

import java.util.List;
import java.util.Objects;

/**
 * A body of a robot.
 *
 * @param name its name, or empty
 * @param parent index of the body that carries it; {@value #WORLD} for the world
 * @param placement its frame in its parent's while its joints stand at their references
 * @param joints what moves it against its parent, from the parent on; none for a fixed or a free
 *     body
 */
public record TreeBody(String name, int parent, Pose placement, List<TreeJoint> joints) {

  /** Index of the world as a parent. */
  public static final int WORLD = -1;

  /**
   * Copies the list.
   *
   * @param name its name, or empty
   * @param parent index of its parent, or {@link #WORLD}
   * @param placement its frame in its parent's
   * @param joints from the parent on
   */
  public TreeBody {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(placement, "placement");
    joints = List.copyOf(joints);
  }
}

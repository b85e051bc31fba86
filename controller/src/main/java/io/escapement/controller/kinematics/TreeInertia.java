package io.escapement.controller.kinematics;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The masses of a {@link KinematicTree}, and what pulls at them.
 *
 * @param bodies one for each body of the tree, in its order; {@link BodyInertia#NONE} where there
 *     is none or where it is not known
 * @param unknown by the index of a body, why its inertia is not known: in words, for the user
 * @param armature by the name of a joint, inertia of its drive on the joint's side, kg m^2 or kg;
 *     joints without are absent
 * @param baseArmature likewise for each of the six freedoms of a floating base
 * @param gravity acceleration of what falls, in the world, m/s^2
 * @param damping by the name of a joint, the effort against its motion, Nm s/rad or N s/m; joints
 *     without are absent
 */
public record TreeInertia(
    List<BodyInertia> bodies,
    Map<Integer, String> unknown,
    Map<String, Double> armature,
    double baseArmature,
    Vector3 gravity,
    Map<String, Double> damping) {

  /**
   * Copies the lists.
   *
   * @param bodies one for each body
   * @param unknown reasons by index
   * @param armature by joint name
   * @param baseArmature kg m^2 and kg
   * @param gravity m/s^2
   * @param damping by joint name
   */
  public TreeInertia {
    bodies = List.copyOf(bodies);
    unknown = Map.copyOf(unknown);
    armature = Map.copyOf(armature);
    Objects.requireNonNull(gravity, "gravity");
    damping = Map.copyOf(damping);
  }

  /**
   * Bodies whose joints turn freely.
   *
   * @param bodies one for each body
   * @param unknown reasons by index
   * @param armature by joint name
   * @param baseArmature kg m^2 and kg
   * @param gravity m/s^2
   */
  public TreeInertia(
      List<BodyInertia> bodies,
      Map<Integer, String> unknown,
      Map<String, Double> armature,
      double baseArmature,
      Vector3 gravity) {
    this(bodies, unknown, armature, baseArmature, gravity, Map.of());
  }
}

package io.escapement.policy.classical;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlNode.Member;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.List;

/** Reads poses: {@code default_pose}, or positions by joint name or pattern. */
final class Poses {

  private Poses() {}

  /**
   * Reads a pose.
   *
   * @param node the pose
   * @param policy the bundle on the robot
   * @param actions the action's joints
   * @return a new array, one position for each element of the action; joints that are not named are
   *     in the default pose
   */
  static double[] of(YamlNode node, ResolvedPolicy policy, ActionJoints actions) {
    double[] pose = new double[actions.count()];
    for (int i = 0; i < pose.length; i++) {
      pose[i] = actions.rest(i);
    }
    change(pose, node, policy, actions);
    return pose;
  }

  /** Puts the positions that a node names in their places. */
  static void change(double[] pose, YamlNode node, ResolvedPolicy policy, ActionJoints actions) {
    if (node.isScalar()) {
      for (int i = 0; i < pose.length; i++) {
        pose[i] = actions.rest(i);
      }
      return;
    }
    for (Member member : node.members()) {
      JointSelection selection = new JointSelection.Named(List.of(member.key()));
      Place place = new Place(member.keyOrigin(), member.value().keyPath());
      for (int joint : selection.resolve(policy.robot(), place)) {
        String name = policy.robot().joints().get(joint).name();
        pose[actions.element(name, place.error())] = member.value().number();
      }
    }
  }
}

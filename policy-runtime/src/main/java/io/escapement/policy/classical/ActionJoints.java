package io.escapement.policy.classical;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.ProblemBuilder;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.List;

/** The joints of a policy's action, found by name. */
final class ActionJoints {

  private final List<String> names;
  private final int[] joints;
  private final double[] pose;
  private final RobotModel robot;

  ActionJoints(ResolvedPolicy policy) {
    names = policy.actions().labels();
    robot = policy.robot();
    joints = names.stream().mapToInt(robot.jointNames()::indexOf).toArray();
    pose = policy.defaultPose();
  }

  int count() {
    return names.size();
  }

  List<String> names() {
    return names;
  }

  RobotModel robot() {
    return robot;
  }

  /** Index of an element's joint among the robot's. */
  int joint(int element) {
    return joints[element];
  }

  /** Position of an element's joint in the default pose, rad or m. */
  double rest(int element) {
    return pose[joints[element]];
  }

  /** Element that commands a joint, -1 for none. */
  int find(String joint) {
    return names.indexOf(joint);
  }

  /** Element that commands a joint; the error says where the name was written. */
  int element(String joint, ProblemBuilder<ConfigurationException> error) {
    int element = find(joint);
    if (element < 0) {
      throw error
          .summary("no action commands the joint \"" + joint + "\"")
          .expected("one of " + String.join(", ", names))
          .remedy(NearestNames.remedy(joint, names))
          .build();
    }
    return element;
  }
}

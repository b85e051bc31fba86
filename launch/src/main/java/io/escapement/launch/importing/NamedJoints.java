package io.escapement.launch.importing;

import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.PolicyBundle;
import java.util.List;
import java.util.Optional;

/** Gives names to joints that a descriptor knows only by the numbers of their actuators. */
final class NamedJoints {

  private final RobotModel robot;
  private boolean changed;

  NamedJoints(RobotModel robot) {
    this.robot = robot;
  }

  /** The same policy with names; numbers that the robot does not have stay, for the check. */
  PolicyBundle of(PolicyBundle bundle) {
    return bundle.withJoints(this::named);
  }

  /** What the user should know of it. */
  Optional<String> notice() {
    return changed
        ? Optional.of("the descriptor's joint numbers became the names of " + robot.name() + "'s")
        : Optional.empty();
  }

  private JointSelection named(JointSelection selection) {
    if (!(selection instanceof JointSelection.OfActuators numbers)) {
      return selection;
    }
    List<Actuator> actuators = robot.actuators();
    boolean known =
        numbers.indices().stream()
            .allMatch(i -> i < actuators.size() && actuators.get(i).jointIndex() >= 0);
    if (!known) {
      return selection;
    }
    changed = true;
    return new JointSelection.Named(
        numbers.indices().stream()
            .map(i -> robot.joints().get(actuators.get(i).jointIndex()).name())
            .toList());
  }
}

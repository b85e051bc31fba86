package io.escapement.launch.importing;

import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.ActuatorKind;
import io.escapement.controller.robot.Capability;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.JointKind;
import io.escapement.controller.robot.LastFallback;
import io.escapement.controller.robot.ModelFormat;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SlewLimits;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PolicyBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A robot that has just the joints which a policy names, so that the sizes of its terms can be told
 * without a robot. Policies that name joints by patterns cannot be told so.
 */
public final class StandInRobot {

  private static final double FREE = Double.POSITIVE_INFINITY;

  private final Set<String> joints = new LinkedHashSet<>();
  private final Set<String> driven = new LinkedHashSet<>();
  private boolean known = true;

  private StandInRobot() {}

  /**
   * Makes the robot for a policy.
   *
   * @param bundle the policy
   * @return the robot; empty if the policy's joints cannot be known without a real one
   */
  public static Optional<RobotModel> of(PolicyBundle bundle) {
    StandInRobot robot = new StandInRobot();
    if (bundle.joints() instanceof JointSelection.OfActuators byIndex) {
      return robot.numbered(bundle, byIndex);
    }
    robot.add(bundle.joints(), robot.joints);
    for (ObservationSpec term : bundle.observations()) {
      term.joints().ifPresent(selection -> robot.add(selection, robot.joints));
    }
    for (ActionSpec action : bundle.actions()) {
      JointSelection selection = action.joints().orElse(bundle.joints());
      robot.add(selection, robot.joints);
      robot.add(selection, robot.driven);
    }
    return robot.known ? Optional.of(robot.model()) : Optional.empty();
  }

  private void add(JointSelection selection, Set<String> names) {
    if (selection instanceof JointSelection.Named named && selection.count().isPresent()) {
      names.addAll(named.names());
    } else {
      known = false;
    }
  }

  private Optional<RobotModel> numbered(PolicyBundle bundle, JointSelection.OfActuators byIndex) {
    boolean others =
        bundle.observations().stream().anyMatch(term -> term.joints().isPresent())
            || bundle.actions().stream().anyMatch(action -> action.joints().isPresent());
    if (others) {
      return Optional.empty();
    }
    int last = byIndex.indices().stream().mapToInt(Integer::intValue).max().orElse(-1);
    for (int i = 0; i <= last; i++) {
      joints.add("actuator " + i);
    }
    driven.addAll(joints);
    return Optional.of(model());
  }

  private RobotModel model() {
    List<Joint> made = new ArrayList<>();
    List<Actuator> actuators = new ArrayList<>();
    for (String name : joints) {
      Joint joint = new Joint(name, made.size(), JointKind.HINGE, -FREE, FREE, FREE, FREE, 0);
      made.add(joint);
      if (driven.contains(name)) {
        actuators.add(drive(joint, actuators.size()));
      }
    }
    return new RobotModel(
        "robot",
        true,
        "",
        made,
        actuators,
        List.of(),
        List.of(),
        LastFallback.DAMPING,
        0,
        "",
        Path.of("none"),
        ModelFormat.MJCF,
        List.of());
  }

  private static Actuator drive(Joint joint, int index) {
    return new Actuator(
        joint.name(),
        index,
        joint.index(),
        ActuatorKind.JOINT,
        EnumSet.allOf(Capability.class),
        0,
        0,
        -FREE,
        FREE,
        FREE,
        FREE,
        SlewLimits.NONE,
        0,
        1,
        1,
        0);
  }
}

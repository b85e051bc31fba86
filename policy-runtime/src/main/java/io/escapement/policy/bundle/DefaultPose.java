package io.escapement.policy.bundle;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.robot.RobotModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The positions that a policy's observations and actions are relative to, rad or m. */
public sealed interface DefaultPose {

  /**
   * The pose on a robot: its own default pose, with the policy's positions in their places.
   *
   * @param robot the robot
   * @param joints the policy's joints, as indices into the robot's
   * @param place where the pose was written
   * @return a new array of positions in the robot's joint order, rad or m
   * @throws PreflightException if the pose does not fit the joints
   */
  double[] on(RobotModel robot, int[] joints, Place place);

  /** The robot's own default pose. */
  record OfRobot() implements DefaultPose {

    /** Creates the reference. */
    public OfRobot {}

    @Override
    public double[] on(RobotModel robot, int[] joints, Place place) {
      return robot.defaultPositions();
    }
  }

  /**
   * A position for each of the policy's joints, in their order.
   *
   * @param positions rad or m
   */
  record Listed(List<Double> positions) implements DefaultPose {

    /**
     * Keeps a copy.
     *
     * @param positions rad or m
     */
    public Listed {
      positions = List.copyOf(positions);
    }

    @Override
    public double[] on(RobotModel robot, int[] joints, Place place) {
      if (positions.size() != joints.length) {
        throw place
            .preflight()
            .summary("the default pose does not fit the policy's joints")
            .expected(joints.length + " positions")
            .found(Integer.toString(positions.size()))
            .build();
      }
      double[] pose = robot.defaultPositions();
      for (int i = 0; i < joints.length; i++) {
        pose[joints[i]] = positions.get(i);
      }
      return pose;
    }
  }

  /**
   * Positions by joint name or pattern; later ones win, joints that none matches keep the robot's.
   *
   * @param positions rad or m, by name or pattern, in order
   */
  record Named(Map<String, Double> positions) implements DefaultPose {

    /**
     * Keeps a copy.
     *
     * @param positions rad or m, by name or pattern, in order
     */
    public Named {
      positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
    }

    @Override
    public double[] on(RobotModel robot, int[] joints, Place place) {
      double[] pose = robot.defaultPositions();
      positions.forEach(
          (name, position) -> {
            for (int joint : new JointSelection.Named(List.of(name)).resolve(robot, place)) {
              pose[joint] = position;
            }
          });
      return pose;
    }
  }
}

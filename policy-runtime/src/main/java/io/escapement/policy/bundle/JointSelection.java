package io.escapement.policy.bundle;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.RobotModel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which joints, and in which order, before the robot is known. */
public sealed interface JointSelection {

  /**
   * Finds the joints on a robot.
   *
   * @param robot the robot
   * @param place where the selection was written
   * @return indices into the robot's joints, in the selection's order
   * @throws PreflightException naming every joint that the robot lacks or that is selected twice
   */
  int[] resolve(RobotModel robot, Place place);

  /**
   * Number of joints, where it can be said without a robot.
   *
   * @return the count, empty if a pattern is among the names
   */
  OptionalInt count();

  /**
   * Joints by name; what is not exactly a joint's name is a regular expression, which stands for
   * all joints that it matches as a whole, in the robot's order.
   *
   * @param names names and patterns, in order
   */
  record Named(List<String> names) implements JointSelection {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/:-]+");

    /**
     * Keeps a copy.
     *
     * @param names at least one
     */
    public Named {
      names = List.copyOf(names);
    }

    @Override
    public int[] resolve(RobotModel robot, Place place) {
      List<Integer> found = new ArrayList<>();
      List<Problem> problems = new ArrayList<>();
      for (String name : names) {
        List<Integer> matching = matching(robot, name);
        if (matching.isEmpty()) {
          problems.add(
              place
                  .preflight()
                  .summary("robot " + robot.name() + " has no joint \"" + name + "\"")
                  .remedy(NearestNames.remedy(name, robot.jointNames()))
                  .problem());
        }
        for (int joint : matching) {
          if (found.contains(joint)) {
            problems.add(
                place
                    .preflight()
                    .summary("joint " + robot.joints().get(joint).name() + " is selected twice")
                    .found("\"" + name + "\"")
                    .problem());
          }
          found.add(joint);
        }
      }
      if (!problems.isEmpty()) {
        throw new PreflightException(problems);
      }
      return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<Integer> matching(RobotModel robot, String name) {
      List<String> joints = robot.jointNames();
      int exact = joints.indexOf(name);
      if (exact >= 0) {
        return List.of(exact);
      }
      List<Integer> matching = new ArrayList<>();
      try {
        Pattern pattern = Pattern.compile(name);
        for (int i = 0; i < joints.size(); i++) {
          if (pattern.matcher(joints.get(i)).matches()) {
            matching.add(i);
          }
        }
      } catch (PatternSyntaxException notAPattern) {
        // Then it can only have been a name, and the robot has none such.
        return List.of();
      }
      return matching;
    }

    @Override
    public OptionalInt count() {
      return names.stream().allMatch(name -> PLAIN.matcher(name).matches())
          ? OptionalInt.of(names.size())
          : OptionalInt.empty();
    }
  }

  /**
   * Joints by the actuators that drive them, for descriptors that name no joints.
   *
   * @param indices positions in the robot's actuator order, from 0
   */
  record OfActuators(List<Integer> indices) implements JointSelection {

    /**
     * Keeps a copy.
     *
     * @param indices positions in the robot's actuator order
     */
    public OfActuators {
      indices = List.copyOf(indices);
    }

    @Override
    public int[] resolve(RobotModel robot, Place place) {
      List<Integer> found = new ArrayList<>();
      List<Problem> problems = new ArrayList<>();
      for (int index : indices) {
        if (index < 0 || index >= robot.actuators().size()) {
          problems.add(
              place
                  .preflight()
                  .summary("robot " + robot.name() + " has no actuator " + index)
                  .expected("0 to " + (robot.actuators().size() - 1))
                  .problem());
          continue;
        }
        Actuator actuator = robot.actuators().get(index);
        if (actuator.jointIndex() < 0 || found.contains(actuator.jointIndex())) {
          problems.add(
              place
                  .preflight()
                  .summary(
                      "actuator "
                          + index
                          + " ("
                          + actuator.name()
                          + ") "
                          + (actuator.jointIndex() < 0 ? "drives no joint" : "is selected twice"))
                  .problem());
          continue;
        }
        found.add(actuator.jointIndex());
      }
      if (!problems.isEmpty()) {
        throw new PreflightException(problems);
      }
      return found.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public OptionalInt count() {
      return OptionalInt.of(indices.size());
    }
  }
}

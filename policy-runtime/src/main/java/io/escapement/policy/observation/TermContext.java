package io.escapement.policy.observation;

import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.VelocityRange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a term may need to know when it is made.
 *
 * @param spec the term's entry in the bundle
 * @param place where the entry was written
 * @param robot the robot
 * @param prefix of the policy's own channels, such as {@code go1/policy/}
 * @param joints the term's joints, as indices into the robot's, in the term's order
 * @param defaultPose positions in the robot's joint order, rad or m
 * @param velocityRange what velocity commands the policy was trained for
 * @param actionLabels one label for each element of the policy's action
 */
public record TermContext(
    ObservationSpec spec,
    Place place,
    RobotModel robot,
    String prefix,
    int[] joints,
    double[] defaultPose,
    Optional<VelocityRange> velocityRange,
    List<String> actionLabels) {

  /**
   * Name of a channel of the robot's.
   *
   * @param rest group and name, such as {@code joints/position}
   * @return the channel's name
   */
  public String channel(String rest) {
    return robot.name() + "/" + rest;
  }

  /**
   * Names of the term's joints.
   *
   * @return in the term's order
   */
  public List<String> jointNames() {
    return Arrays.stream(joints).mapToObj(i -> robot.joints().get(i).name()).toList();
  }

  /**
   * Reads a number among the term's own parameters.
   *
   * @param key the parameter
   * @return its value
   * @throws io.escapement.controller.config.ConfigurationException if it is missing or no number
   */
  public double number(String key) {
    String text = spec.parameters().get(key);
    if (text == null) {
      throw place
          .error()
          .summary("the term " + spec.term() + " needs the key \"" + key + "\"")
          .build();
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw place.error().summary(key).expected("a number").found(text).cause(e).build();
    }
  }

  /**
   * Reads a number among the term's own parameters, if it is there.
   *
   * @param key the parameter
   * @param otherwise the value where it is not
   * @return its value
   */
  public double number(String key, double otherwise) {
    return spec.parameters().containsKey(key) ? number(key) : otherwise;
  }
}

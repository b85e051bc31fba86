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
 * @param key the entry's key path in the bundle, such as {@code observations[2]}: no other term of
 *     the policy has it
 * @param place where the entry was written
 * @param robot the robot
 * @param prefix of the policy's own channels, such as {@code go1/policy/}
 * @param joints the term's joints, as indices into the robot's, in the term's order
 * @param defaultPose positions in the robot's joint order, rad or m
 * @param velocityRange what velocity commands the policy was trained for
 * @param actionLabels one label for each element of the policy's action
 * @param averagesAction whether the previous action is the mean of those since the last inference
 * @param refines the action that the policy refines, empty if it refines none
 */
public record TermContext(
    ObservationSpec spec,
    String key,
    Place place,
    RobotModel robot,
    String prefix,
    int[] joints,
    double[] defaultPose,
    Optional<VelocityRange> velocityRange,
    List<String> actionLabels,
    boolean averagesAction,
    Optional<RefinedAction> refines) {

  /** More elements than this no observation has. */
  private static final int MOST = 1 << 24;

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
    String text = text(key);
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

  /**
   * Reads a whole number among the term's own parameters.
   *
   * @param key the parameter
   * @param least the least that it may be
   * @return its value
   * @throws io.escapement.controller.config.ConfigurationException if it is missing or out of range
   */
  public int integer(String key, int least) {
    double value = number(key);
    if (value != StrictMath.rint(value) || value < least || value > MOST) {
      throw place
          .error()
          .summary(key)
          .expected("a whole number of " + least + " or more")
          .found(spec.parameters().get(key))
          .build();
    }
    return (int) value;
  }

  /**
   * Reads a word among the term's own parameters.
   *
   * @param key the parameter
   * @return its value
   * @throws io.escapement.controller.config.ConfigurationException if it is missing
   */
  public String text(String key) {
    String text = spec.parameters().get(key);
    if (text == null) {
      throw place
          .error()
          .summary("the term " + spec.term() + " needs the key \"" + key + "\"")
          .build();
    }
    return text;
  }

  /**
   * Reads a word among the term's own parameters, if it is there.
   *
   * @param key the parameter
   * @param otherwise the value where it is not
   * @return its value
   */
  public String text(String key, String otherwise) {
    return spec.parameters().getOrDefault(key, otherwise);
  }

  /**
   * Reads one of several words.
   *
   * @param key the parameter
   * @param words what it may be
   * @return its value
   * @throws io.escapement.controller.config.ConfigurationException if it is missing or another
   */
  public String oneOf(String key, List<String> words) {
    String word = text(key);
    if (!words.contains(word)) {
      throw place
          .error()
          .summary(key)
          .expected("one of " + String.join(", ", words))
          .found(word)
          .build();
    }
    return word;
  }

  /**
   * Reads one of several words, if it is there.
   *
   * @param key the parameter
   * @param words what it may be
   * @param otherwise the value where it is not there
   * @return its value
   * @throws io.escapement.controller.config.ConfigurationException if it is another
   */
  public String oneOf(String key, List<String> words, String otherwise) {
    return spec.parameters().containsKey(key) ? oneOf(key, words) : otherwise;
  }

  /**
   * Reads a switch among the term's own parameters.
   *
   * @param key the parameter
   * @return true if it is there and on
   * @throws io.escapement.controller.config.ConfigurationException if it is neither true nor false
   */
  public boolean flag(String key) {
    return oneOf(key, List.of("true", "false"), "false").equals("true");
  }
}

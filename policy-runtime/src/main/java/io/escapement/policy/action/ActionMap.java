package io.escapement.policy.action;

import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Bounds;
import java.util.ArrayList;
import java.util.List;

/**
 * The elements of an action on a robot: which actuator each commands, and how. Built group by
 * group, then read by the stage.
 */
public final class ActionMap {

  /**
   * One element.
   *
   * @param label the joint's name
   * @param actuator index into the robot's actuators
   * @param type what is commanded
   * @param scale factor
   * @param offset added after the factor
   * @param rawLow least raw action
   * @param rawHigh greatest raw action
   * @param low least command
   * @param high greatest command
   * @param stiffness of the position loop
   * @param damping of the velocity loop
   */
  public record Element(
      String label,
      int actuator,
      ActionSpec.Type type,
      double scale,
      double offset,
      double rawLow,
      double rawHigh,
      double low,
      double high,
      double stiffness,
      double damping) {}

  private final List<Element> elements = new ArrayList<>();

  /** Creates an empty map. */
  public ActionMap() {}

  /**
   * Adds a group of elements behind those that are there.
   *
   * @param spec the group's entry in the bundle; its numbers fit the joints
   * @param labels the joints' names
   * @param actuators the actuators that drive them
   * @param defaultPositions the joints' default positions, rad or m
   */
  public void add(
      ActionSpec spec, List<String> labels, int[] actuators, double[] defaultPositions) {
    int count = actuators.length;
    double[] scale = spec.scale().expand(count);
    double[] offset = spec.offset().map(numbers -> numbers.expand(count)).orElse(defaultPositions);
    double[] stiffness = spec.stiffness().expand(count);
    double[] damping = spec.damping().expand(count);
    Bounds raw = spec.rawClip();
    Bounds clip = spec.clip();
    for (int i = 0; i < count; i++) {
      elements.add(
          new Element(
              labels.get(i),
              actuators[i],
              spec.type(),
              scale[i],
              offset[i],
              raw.low().expand(count)[i],
              raw.high().expand(count)[i],
              clip.low().expand(count)[i],
              clip.high().expand(count)[i],
              stiffness[i],
              damping[i]));
    }
  }

  /**
   * The elements.
   *
   * @return in the order of the model's output; immutable
   */
  public List<Element> elements() {
    return List.copyOf(elements);
  }

  /**
   * Number of elements.
   *
   * @return the action's size
   */
  public int size() {
    return elements.size();
  }

  /**
   * Labels of the elements.
   *
   * @return the joints' names
   */
  public List<String> labels() {
    return elements.stream().map(Element::label).toList();
  }
}

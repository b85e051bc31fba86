package io.escapement.controller.robot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a model file says, before {@code robot.yaml} has its word.
 *
 * @param name the model's name
 * @param format the file's format
 * @param floating whether the base floats; empty where the file does not say
 * @param baseBody name of the base, or empty
 * @param joints in the model's order
 * @param actuators in the model's order
 * @param sensors in the model's order
 * @param keyframes name to joint positions, in the model's order
 * @param notices what a user should know
 */
record ModelDescription(
    String name,
    ModelFormat format,
    Optional<Boolean> floating,
    String baseBody,
    List<ModelJoint> joints,
    List<ModelActuator> actuators,
    List<Sensor> sensors,
    Map<String, double[]> keyframes,
    List<String> notices) {

  /**
   * A joint of the file.
   *
   * @param zeroPosition position that the file starts with, rad or m
   */
  record ModelJoint(
      String name,
      JointKind kind,
      double positionMin,
      double positionMax,
      double velocityMax,
      double effortMax,
      double zeroPosition) {}

  /**
   * An actuator of the file; limits and gains on the joint's side.
   *
   * @param joint the joint's name; empty for none
   */
  record ModelActuator(
      String name,
      String joint,
      ActuatorKind kind,
      Set<Capability> accepts,
      double stiffness,
      double damping,
      double positionMin,
      double positionMax,
      double effortMax,
      double sign,
      double ratio) {}
}

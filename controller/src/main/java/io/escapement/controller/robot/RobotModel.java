package io.escapement.controller.robot;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.PreflightException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A robot: what moves, what drives it, what is measured, and between which limits.
 *
 * @param name the robot's name, the first part of its channels' names
 * @param floatingBase true if the base moves freely
 * @param baseBody name of the body that is the base; empty where the model does not say
 * @param joints in the model's order, without the free joint of a floating base
 * @param actuators in the model's order, which need not be that of the joints
 * @param sensors in the model's order; none for a URDF
 * @param roles what sensors mean
 * @param lastFallback what the robot does when nothing else is left
 * @param commandTimeoutNs after how long without a command the drives stop by themselves,
 *     nanoseconds; 0 where they never do
 * @param keyframe the model's keyframe that the default pose comes from; empty for none
 * @param modelFile absolute path of the model
 * @param modelFormat format of the model
 * @param notices what a user should know about the model, such as parts that were ignored
 */
public record RobotModel(
    String name,
    boolean floatingBase,
    String baseBody,
    List<Joint> joints,
    List<Actuator> actuators,
    List<Sensor> sensors,
    List<SensorRole> roles,
    LastFallback lastFallback,
    long commandTimeoutNs,
    String keyframe,
    Path modelFile,
    ModelFormat modelFormat,
    List<String> notices) {

  /**
   * Copies the lists.
   *
   * @param name the robot's name
   * @param floatingBase true if the base moves freely
   * @param baseBody name of the base's body, or empty
   * @param joints in the model's order
   * @param actuators in the model's order
   * @param sensors in the model's order
   * @param roles what sensors mean
   * @param lastFallback the last resort
   * @param commandTimeoutNs nanoseconds, or 0
   * @param keyframe a keyframe's name, or empty
   * @param modelFile absolute path
   * @param modelFormat format of the model
   * @param notices for the user
   */
  public RobotModel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(baseBody, "baseBody");
    Objects.requireNonNull(lastFallback, "lastFallback");
    joints = List.copyOf(joints);
    actuators = List.copyOf(actuators);
    sensors = List.copyOf(sensors);
    roles = List.copyOf(roles);
    notices = List.copyOf(notices);
  }

  /**
   * Looks a joint up.
   *
   * @param jointName its name
   * @return the joint
   * @throws PreflightException naming the nearest joints, if there is none
   */
  public Joint joint(String jointName) {
    return find(joints, Joint::name, jointName)
        .orElseThrow(() -> unknown("joint", jointName, jointNames()));
  }

  /**
   * Looks an actuator up.
   *
   * @param actuatorName its name
   * @return the actuator
   * @throws PreflightException naming the nearest actuators, if there is none
   */
  public Actuator actuator(String actuatorName) {
    return find(actuators, Actuator::name, actuatorName)
        .orElseThrow(() -> unknown("actuator", actuatorName, actuatorNames()));
  }

  /**
   * Looks a sensor up.
   *
   * @param sensorName its name
   * @return the sensor
   * @throws PreflightException naming the nearest sensors, if there is none
   */
  public Sensor sensor(String sensorName) {
    return find(sensors, Sensor::name, sensorName)
        .orElseThrow(
            () -> unknown("sensor", sensorName, sensors.stream().map(Sensor::name).toList()));
  }

  /**
   * Looks a sensor's role up.
   *
   * @param roleName such as {@link SensorRole#ANGULAR_VELOCITY}
   * @return the role; empty where the robot has no such sensor
   */
  public Optional<SensorRole> role(String roleName) {
    return find(roles, SensorRole::name, roleName);
  }

  /**
   * The actuator that drives a joint.
   *
   * @param jointIndex the joint's index
   * @return the first in actuator order; empty for a passive joint
   */
  public Optional<Actuator> actuatorOfJoint(int jointIndex) {
    return actuators.stream().filter(a -> a.jointIndex() == jointIndex).findFirst();
  }

  /**
   * The joints' names.
   *
   * @return in joint order
   */
  public List<String> jointNames() {
    return joints.stream().map(Joint::name).toList();
  }

  /**
   * The actuators' names.
   *
   * @return in actuator order
   */
  public List<String> actuatorNames() {
    return actuators.stream().map(Actuator::name).toList();
  }

  /**
   * The default pose.
   *
   * @return a new array of positions in joint order, rad or m
   */
  public double[] defaultPositions() {
    return joints.stream().mapToDouble(Joint::defaultPosition).toArray();
  }

  private PreflightException unknown(String what, String wanted, List<String> names) {
    return PreflightException.at("robot " + name)
        .summary("there is no " + what + " \"" + wanted + "\"")
        .remedy(NearestNames.remedy(wanted, names))
        .build();
  }

  private static <T> Optional<T> find(List<T> all, Function<T, String> nameOf, String wanted) {
    return all.stream().filter(item -> nameOf.apply(item).equals(wanted)).findFirst();
  }
}

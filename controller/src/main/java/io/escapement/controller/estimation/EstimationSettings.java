package io.escapement.controller.estimation;

import io.escapement.controller.kinematics.Pose;
import java.util.List;
import java.util.Objects;

/**
 * What the estimator of a legged robot has to know.
 *
 * @param robotName first part of the channels' names
 * @param joints how many joints the robot has
 * @param feet the feet, in the order of the channels' elements
 * @param base the base's frame in that of the inertial unit
 * @param inBaseFrame true to give the velocity of the base's origin in its axes, false to give that
 *     of the inertial unit in its own
 * @param contact when a foot stands
 * @param noise standard deviations
 * @param slipGate squared Mahalanobis distance from which a foot slips, chi-square distributed with
 *     3 degrees of freedom
 * @param holdNs how long the latest sample stands in for those that do not come, nanoseconds
 */
public record EstimationSettings(
    String robotName,
    int joints,
    List<FootSettings> feet,
    Pose base,
    boolean inBaseFrame,
    ContactSettings contact,
    EstimationNoise noise,
    double slipGate,
    long holdNs) {

  /** 0.999 quantile of the chi-square distribution with 3 degrees of freedom. */
  public static final double DEFAULT_SLIP_GATE = 16.27;

  /** How long a sample is held by default, nanoseconds. */
  public static final long DEFAULT_HOLD_NS = 20_000_000;

  /**
   * Copies the list.
   *
   * @param robotName first part of the channels' names
   * @param joints how many joints the robot has
   * @param feet the feet, at least one
   * @param base the base's frame in that of the inertial unit
   * @param inBaseFrame which velocity to give
   * @param contact when a foot stands
   * @param noise standard deviations
   * @param slipGate squared Mahalanobis distance
   * @param holdNs nanoseconds
   */
  public EstimationSettings {
    Objects.requireNonNull(robotName, "robotName");
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(contact, "contact");
    Objects.requireNonNull(noise, "noise");
    feet = List.copyOf(feet);
    if (feet.isEmpty()) {
      throw new IllegalArgumentException("no feet");
    }
  }

  /**
   * The feet's names.
   *
   * @return in order
   */
  public List<String> footNames() {
    return feet.stream().map(FootSettings::name).toList();
  }
}

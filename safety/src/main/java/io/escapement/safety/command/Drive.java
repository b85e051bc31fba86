package io.escapement.safety.command;

import io.escapement.controller.record.F64Channel;
import java.util.Objects;

/**
 * One actuator as the safety stages see it: which of the five numbers it takes, and within which
 * limits. All numbers are on the joint's side: rad, rad/s, Nm, Nm/rad, Nm s/rad (m, N for slides).
 *
 * @param name name of the actuator
 * @param joint index of its joint in the robot model's order; -1 for a tendon or rotor, of which
 *     nothing is measured
 * @param takesPosition whether it takes a position set-point
 * @param takesVelocity whether it takes a velocity set-point
 * @param takesStiffness whether it takes a stiffness; one that does not, but takes a position, is a
 *     position servo with a gain of its own
 * @param takesDamping whether it takes a damping
 * @param takesEffort whether it takes a feed-forward effort
 * @param lower lowest position set-point, or negative infinity
 * @param upper highest position set-point, or infinity
 * @param jointLower lowest position of the joint itself, or negative infinity
 * @param jointUpper highest position of the joint itself, or infinity
 * @param velocityMax largest speed, or infinity
 * @param effortMax largest effort that the drive delivers, or infinity
 * @param stiffnessMax largest stiffness that may be sent
 * @param dampingMax largest damping that may be sent
 * @param stiffness the robot model's own stiffness for holding a pose, 0 if it gives none
 * @param damping the robot model's own damping, 0 if it gives none
 * @param defaultPosition position in the default pose
 * @param posed whether the actuator has to hold its part of a pose (joints and grippers do, wheels
 *     and rotors do not)
 */
public record Drive(
    String name,
    int joint,
    boolean takesPosition,
    boolean takesVelocity,
    boolean takesStiffness,
    boolean takesDamping,
    boolean takesEffort,
    double lower,
    double upper,
    double jointLower,
    double jointUpper,
    double velocityMax,
    double effortMax,
    double stiffnessMax,
    double dampingMax,
    double stiffness,
    double damping,
    double defaultPosition,
    boolean posed) {

  /**
   * Largest number that is taken for a physical quantity; what lies beyond is treated like an
   * infinity, so that no sum or product of commands and measurements can overflow.
   */
  public static final double PHYSICAL_MAX = 1e9;

  /**
   * Checks that the limits leave room.
   *
   * @param name not null
   * @param joint at least -1
   * @param takesPosition any
   * @param takesVelocity any
   * @param takesStiffness any
   * @param takesDamping any
   * @param takesEffort any
   * @param lower at most {@code upper}
   * @param upper at least {@code lower}
   * @param jointLower at most {@code jointUpper}
   * @param jointUpper at least {@code jointLower}
   * @param velocityMax at least 0
   * @param effortMax at least 0
   * @param stiffnessMax at least 0, finite
   * @param dampingMax at least 0, finite
   * @param stiffness at least 0, finite
   * @param damping at least 0, finite
   * @param defaultPosition finite
   * @param posed any
   * @throws IllegalArgumentException if one of these does not hold
   */
  public Drive {
    Objects.requireNonNull(name, "name");
    require(joint >= -1, name, "joint index", joint);
    require(lower <= upper, name, "least position set-point", lower);
    require(jointLower <= jointUpper, name, "least joint position", jointLower);
    require(velocityMax >= 0, name, "velocity limit", velocityMax);
    require(effortMax >= 0, name, "effort limit", effortMax);
    require(stiffnessMax >= 0 && physical(stiffnessMax), name, "stiffness limit", stiffnessMax);
    require(dampingMax >= 0 && physical(dampingMax), name, "damping limit", dampingMax);
    require(stiffness >= 0 && physical(stiffness), name, "stiffness", stiffness);
    require(damping >= 0 && physical(damping), name, "damping", damping);
    require(physical(defaultPosition), name, "default position", defaultPosition);
  }

  private static void require(boolean holds, String name, String what, double found) {
    if (!holds) {
      throw new IllegalArgumentException("actuator " + name + ": wrong " + what + " " + found);
    }
  }

  /**
   * Whether a number can stand for a physical quantity.
   *
   * @param value any number
   * @return false for NaN, infinities and what is beyond {@link #PHYSICAL_MAX}
   */
  public static boolean physical(double value) {
    return Math.abs(value) <= PHYSICAL_MAX;
  }

  /**
   * What is measured at the actuator's joint.
   *
   * @param ofJoints positions or velocities in the robot model's joint order
   * @return the joint's; NaN for an actuator without a joint
   */
  public double measured(F64Channel ofJoints) {
    return joint < 0 ? Double.NaN : ofJoints.get(joint);
  }

  /**
   * Whether the position set-point has an effect.
   *
   * @param commandedStiffness the stiffness of the same command
   * @return true for a position servo, and for an impedance drive whose stiffness is not 0
   */
  public boolean usesPosition(double commandedStiffness) {
    return takesPosition && (!takesStiffness || commandedStiffness != 0);
  }

  /**
   * Whether the drive's effort can be told from the command and the measured state.
   *
   * @return false for servos, which keep their gains to themselves
   */
  public boolean effortPredictable() {
    return takesEffort || takesStiffness || takesDamping;
  }

  /**
   * The effort of the drive's law, {@code effort + stiffness (position - q) + damping (velocity -
   * dq)}, over the numbers that it takes.
   *
   * @param position set-point
   * @param velocity set-point
   * @param commandedStiffness stiffness
   * @param commandedDamping damping
   * @param effort feed-forward effort
   * @param q measured position
   * @param dq measured velocity
   * @return the effort before the drive's own saturation
   */
  public double effort(
      double position,
      double velocity,
      double commandedStiffness,
      double commandedDamping,
      double effort,
      double q,
      double dq) {
    double spring = takesPosition && takesStiffness ? commandedStiffness * (position - q) : 0;
    double damper = takesDamping ? commandedDamping * ((takesVelocity ? velocity : 0) - dq) : 0;
    return (takesEffort ? effort : 0) + spring + damper;
  }
}

package io.escapement.safety.chain;

import java.util.List;

/**
 * What a model of the robot's bodies says of its joints, in the robot's order; made by whoever
 * knows the model. Where {@code reason} is not empty there are no masses, and the lists are empty.
 *
 * @param reason why there are no masses; empty if there are
 * @param floatingBase whether the base is free, so that only {@code inertia} is known
 * @param acceleration what every joint can be given at once, anywhere, rad/s^2 (m/s^2)
 * @param error how far accelerations may be from what was meant, with the masses in error, rad/s^2
 * @param accelerationMax what full efforts can do to a joint anywhere, rad/s^2
 * @param gravity greatest effort against gravity, Nm (N)
 * @param inertia least inertia that a joint's drive sees with all other joints locked, kg m^2 (kg)
 */
public record JointCapabilities(
    String reason,
    boolean floatingBase,
    List<Double> acceleration,
    List<Double> error,
    List<Double> accelerationMax,
    List<Double> gravity,
    List<Double> inertia) {

  /**
   * Copies the lists.
   *
   * @param reason why there are no masses, or empty
   * @param floatingBase whether the base is free
   * @param acceleration rad/s^2, for each joint, empty for a floating base
   * @param error rad/s^2, likewise
   * @param accelerationMax rad/s^2, likewise
   * @param gravity Nm, likewise
   * @param inertia kg m^2, for each joint
   */
  public JointCapabilities {
    acceleration = List.copyOf(acceleration);
    error = List.copyOf(error);
    accelerationMax = List.copyOf(accelerationMax);
    gravity = List.copyOf(gravity);
    inertia = List.copyOf(inertia);
  }

  /**
   * A robot whose masses are not known.
   *
   * @param reason why, in words
   * @param floatingBase whether the base is free
   * @return no capabilities
   */
  public static JointCapabilities unknown(String reason, boolean floatingBase) {
    return new JointCapabilities(
        reason, floatingBase, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /**
   * Whether masses are known.
   *
   * @return false if {@code reason} says why not
   */
  public boolean known() {
    return reason.isEmpty();
  }

  /** Works out capabilities when a run asks for the chain. */
  @FunctionalInterface
  public interface Source {

    /**
     * Works them out; may take a second.
     *
     * @param massError by which share all masses may be off, 0 or more
     * @param effortScale part of the effort limits that is used
     * @return the capabilities
     */
    JointCapabilities of(double massError, double effortScale);
  }
}

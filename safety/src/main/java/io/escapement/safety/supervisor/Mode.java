package io.escapement.safety.supervisor;

import java.util.List;
import java.util.Objects;

/**
 * A mode as data: its name, what it makes of the command, and what it needs for that.
 *
 * @param name name in configuration, requests and summaries
 * @param behaviour what it makes of the command
 * @param blendNs time over which a pose is blended in when the robot rises to it, and over which a
 *     policy's command is blended in from the last one; nanoseconds
 * @param blendDownNs time over which a pose is blended in from a mode above it; nanoseconds
 * @param pose positions to blend to, one per actuator in rad; empty unless a pose
 * @param stiffness Nm/rad, one per actuator; empty for modes that take the policy's, or none
 * @param damping Nm s/rad, one per actuator; empty for modes that take the policy's, or none
 * @param policy name of the further policy that commands in this mode; empty for the run's own
 *     policy, and for modes in which none commands
 */
public record Mode(
    String name,
    Behaviour behaviour,
    long blendNs,
    long blendDownNs,
    List<Double> pose,
    List<Double> stiffness,
    List<Double> damping,
    String policy) {

  private static final String NOMINAL = "nominal";

  /**
   * Copies the lists.
   *
   * @param name not null
   * @param behaviour not null
   * @param blendNs at least 0
   * @param blendDownNs at least 0
   * @param pose as many as actuators, or empty
   * @param stiffness as many as actuators, or empty
   * @param damping as many as actuators, or empty
   * @param policy not null; empty unless a policy commands
   */
  public Mode {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(behaviour, "behaviour");
    if (!policy.isEmpty() && behaviour != Behaviour.POLICY) {
      throw new IllegalArgumentException("mode " + name + " has a policy that commands nothing");
    }
    if (blendNs < 0 || blendDownNs < 0) {
      throw new IllegalArgumentException("mode " + name + ": a blend takes no negative time");
    }
    pose = List.copyOf(pose);
    stiffness = List.copyOf(stiffness);
    damping = List.copyOf(damping);
  }

  /**
   * A mode without a policy of its own.
   *
   * @param name not null
   * @param behaviour not null
   * @param blendNs at least 0
   * @param blendDownNs at least 0
   * @param pose as many as actuators, or empty
   * @param stiffness as many as actuators, or empty
   * @param damping as many as actuators, or empty
   */
  public Mode(
      String name,
      Behaviour behaviour,
      long blendNs,
      long blendDownNs,
      List<Double> pose,
      List<Double> stiffness,
      List<Double> damping) {
    this(name, behaviour, blendNs, blendDownNs, pose, stiffness, damping, "");
  }

  /**
   * Whether the run's own policy commands, which others can stand in for.
   *
   * @return false for further policies, and where none commands
   */
  public boolean isRunsPolicy() {
    return behaviour == Behaviour.POLICY && policy.isEmpty();
  }

  /**
   * The group of channels in which the command of the mode's policy stands.
   *
   * @return such as {@code nominal}; only of use if a policy commands
   */
  public String nominal() {
    return policy.isEmpty() ? NOMINAL : policy + "/" + NOMINAL;
  }

  /**
   * Place in the lattice of modes. The run's policy stands above those that it hands over to.
   *
   * @return 0 for the lowest
   */
  public int rank() {
    return isRunsPolicy() ? behaviour.rank() + 1 : behaviour.rank();
  }
}

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
 */
public record Mode(
    String name,
    Behaviour behaviour,
    long blendNs,
    long blendDownNs,
    List<Double> pose,
    List<Double> stiffness,
    List<Double> damping) {

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
   */
  public Mode {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(behaviour, "behaviour");
    if (blendNs < 0 || blendDownNs < 0) {
      throw new IllegalArgumentException("mode " + name + ": a blend takes no negative time");
    }
    pose = List.copyOf(pose);
    stiffness = List.copyOf(stiffness);
    damping = List.copyOf(damping);
  }

  /**
   * Place in the lattice of modes.
   *
   * @return 0 for the lowest
   */
  public int rank() {
    return behaviour.rank();
  }
}

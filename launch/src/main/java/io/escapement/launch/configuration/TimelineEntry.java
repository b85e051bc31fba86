package io.escapement.launch.configuration;

import io.escapement.controller.config.YamlNode;
import io.escapement.launch.operator.VelocityCommand;

/**
 * One entry of a run's {@code timeline} as it is written; modes and bodies are still names.
 *
 * @param atNs when, nanoseconds since the start of the run
 * @param command the velocity from then on, or null
 * @param mode the node that names the mode to ask for, or null
 * @param reset whether latches are reset
 * @param estop whether the emergency stop is pressed
 * @param push what pushes the simulated robot, or null
 */
public record TimelineEntry(
    long atNs,
    VelocityCommand command,
    YamlNode mode,
    boolean reset,
    boolean estop,
    PushEntry push) {

  /**
   * A push in the simulator.
   *
   * @param body the node that names the pushed body
   * @param forceN x, y, z in the world frame, N
   * @param durationNs how long, nanoseconds
   */
  public record PushEntry(YamlNode body, double[] forceN, long durationNs) {}
}

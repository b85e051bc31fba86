package io.escapement.controller.estimation;

import io.escapement.controller.kinematics.Chain;
import java.util.Objects;

/**
 * A foot.
 *
 * @param name its name, part of its channels' names
 * @param chain from the inertial unit to the foot's middle
 * @param radius of the ball that rolls on the ground, m; 0 for a foot that does not roll
 * @param contact the measured contact force, or null to estimate it from the joints' efforts
 */
public record FootSettings(String name, Chain chain, double radius, ContactInput contact) {

  /**
   * An element of a channel of sensors.
   *
   * @param channel name of the channel
   * @param count elements of the channel
   * @param element the element that is this foot's, N
   */
  public record ContactInput(String channel, int count, int element) {}

  /**
   * Checks that name and chain are there.
   *
   * @param name its name
   * @param chain from the inertial unit to the foot
   * @param radius m
   * @param contact the sensor, or null
   */
  public FootSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(chain, "chain");
  }
}

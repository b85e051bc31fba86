package io.escapement.policy.observation;

import java.util.Objects;

/**
 * A condition beside the period for a policy to be due. The first observation after a start or a
 * reset does not wait for it.
 *
 * @param channel name of a channel, one {@code i32}, that is 0 while the policy is not due
 * @param previous whether the channel is memory and read as the tick before left it
 * @param retryNs time after which it is looked at again, nanoseconds
 */
public record Gate(String channel, boolean previous, long retryNs) {

  /**
   * Checks the parts.
   *
   * @param channel name of a channel
   * @param previous whether it is read as the tick before left it
   * @param retryNs positive
   * @throws IllegalArgumentException if the time is not positive
   */
  public Gate {
    Objects.requireNonNull(channel, "channel");
    if (retryNs <= 0) {
      throw new IllegalArgumentException("retry after " + retryNs + " ns");
    }
  }
}

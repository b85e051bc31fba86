package io.escapement.policy.observation;

import java.util.Objects;

/**
 * Lets a policy start afresh (history filled anew, previous action zero, due at once) on the tick
 * after a channel has taken a value, such as the supervisor's mode that of the policy.
 *
 * @param channel name of a {@code memory i32[1]} channel
 * @param value the value that means that the policy is in force
 */
public record ResetOnEntry(String channel, int value) {

  /**
   * Checks that the channel is named.
   *
   * @param channel name of a channel
   * @param value the value that means that the policy is in force
   */
  public ResetOnEntry {
    Objects.requireNonNull(channel, "channel");
  }
}

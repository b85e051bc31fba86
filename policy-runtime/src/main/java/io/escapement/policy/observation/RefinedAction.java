package io.escapement.policy.observation;

import java.util.List;
import java.util.Objects;

/**
 * The action that a refinement starts from.
 *
 * @param channel name of the channel in which it stands on every tick, {@code f32}, before scale
 *     and offset
 * @param labels one for each element
 */
public record RefinedAction(String channel, List<String> labels) {

  /**
   * Keeps a copy.
   *
   * @param channel name of the channel
   * @param labels one for each element
   */
  public RefinedAction {
    Objects.requireNonNull(channel, "channel");
    labels = List.copyOf(labels);
  }
}

package io.escapement.policy.observation;

import io.escapement.policy.bundle.TensorChannel;

/** Names of the channels in which outputs of the last inference are remembered. */
public final class RememberedChannels {

  private RememberedChannels() {}

  /**
   * What the last inference gave.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param tensor the output's name
   * @return name of a memory channel, {@code f32}
   */
  public static String last(String prefix, String tensor) {
    return prefix + "remembered/" + TensorChannel.name(tensor);
  }

  /**
   * What the model gives before its first inference, for an observation of zeros.
   *
   * @param prefix of the policy's channels
   * @param tensor the output's name
   * @return name of a memory channel, {@code f32}
   */
  public static String atStart(String prefix, String tensor) {
    return prefix + "remembered_at_start/" + TensorChannel.name(tensor);
  }
}

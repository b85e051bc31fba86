package io.escapement.policy.observation;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.TensorChannel;
import io.escapement.policy.normaliser.Normaliser;
import java.util.Objects;
import java.util.Optional;

/** Composes one observation in the channel that a tensor of the model is bound to. */
public final class ObservationTensor {

  private final ObservationLayout layout;
  private final ObservationBlock[] blocks;
  private final F32Channel observation;
  private final F32Channel frames;
  private final Normaliser normaliser;

  private ObservationTensor(
      String channel, String history, ObservationLayout layout, Normaliser normaliser) {
    this.normaliser = normaliser;
    this.layout = Objects.requireNonNull(layout, "layout");
    this.blocks = layout.blocks().toArray(ObservationBlock[]::new);
    this.observation =
        new F32Channel(
            ChannelSpec.derived(channel, ChannelType.F32, layout.size())
                .withLabels(layout.labels()));
    this.frames =
        layout.memorySize() == 0
            ? null
            : new F32Channel(ChannelSpec.memory(history, ChannelType.F32, layout.memorySize()));
  }

  /**
   * The policy's main observation.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param layout its terms
   * @return the tensor
   */
  public static ObservationTensor main(String prefix, ObservationLayout layout) {
    return main(prefix, layout, Optional.empty());
  }

  /**
   * The policy's main observation, normalised.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param layout its terms
   * @param normaliser what the model takes is normalised by, empty for nothing
   * @return the tensor
   */
  public static ObservationTensor main(
      String prefix, ObservationLayout layout, Optional<Normaliser> normaliser) {
    return new ObservationTensor(
        prefix + "observation", prefix + "history", layout, normaliser.orElse(null));
  }

  /**
   * The observation that a further input of the model takes.
   *
   * @param prefix of the policy's channels
   * @param input name of the input
   * @param layout its terms
   * @return the tensor
   */
  public static ObservationTensor further(String prefix, String input, ObservationLayout layout) {
    return new ObservationTensor(
        prefix + "observation/" + TensorChannel.name(input),
        prefix + "history/" + TensorChannel.name(input),
        layout,
        null);
  }

  /**
   * The terms.
   *
   * @return in order
   */
  public ObservationLayout layout() {
    return layout;
  }

  /**
   * The channel in which the observation stands.
   *
   * @return its name
   */
  public String channel() {
    return observation.name();
  }

  void declare(Wiring wiring) {
    wiring.writes(observation);
    if (frames != null) {
      wiring.writes(frames);
    }
    for (ObservationBlock block : blocks) {
      block.declare(wiring);
    }
  }

  void glance() {
    for (ObservationBlock block : blocks) {
      block.glance(observation, frames, normaliser);
    }
  }

  void observe(boolean first) {
    for (ObservationBlock block : blocks) {
      block.observe(observation, frames, normaliser, first);
    }
  }
}

package io.escapement.policy.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.observation.ObserveStage;

/** Fills an input of a model that takes a clock or a constant, on ticks on which it is due. */
final class ModelInputStage implements Stage {

  private final String name;
  private final I32Channel due;
  private final I64Channel observations;
  private final F32Channel input;
  private final double[] constant;
  private final double start;
  private final double step;
  private final double last;

  /**
   * Creates the stage.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param tensor the input
   * @param spec what it takes
   */
  ModelInputStage(String prefix, BoundTensor tensor, InputSpec spec) {
    name = prefix + "input/" + tensor.tensor();
    due = I32Channel.reading(prefix + "due", 1);
    observations = I64Channel.reading(prefix + ObserveStage.OBSERVATIONS, 1);
    input = new F32Channel(ChannelSpec.derived(tensor.channel(), ChannelType.F32, tensor.size()));
    if (spec instanceof InputSpec.Clock clock) {
      constant = null;
      start = clock.start();
      step = clock.step();
      last = clock.last();
    } else if (spec instanceof InputSpec.Constant fixed) {
      constant = fixed.values().expand(tensor.size());
      start = 0;
      step = 0;
      last = 0;
    } else {
      throw new IllegalArgumentException(name + ": " + spec);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.OBSERVE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(due);
    wiring.reads(observations);
    wiring.writes(input);
  }

  @Override
  public void tick() {
    if (due.get(0) == 0) {
      return;
    }
    double clock = Math.min(start + step * (observations.get(0) - 1), last);
    for (int i = 0; i < input.count(); i++) {
      input.set(i, (float) (constant == null ? clock : constant[i]));
    }
  }
}

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
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.observation.Between;
import io.escapement.policy.observation.ObserveStage;
import io.escapement.policy.random.NoiseStream;

/**
 * Fills an input of a model that takes a clock, a constant or noise, on ticks on which it is due.
 * The noise follows from the seed and the number of the inference, and so is the same on replay.
 */
final class ModelInputStage implements Stage {

  private final String name;
  private final I32Channel due;
  private final I64Channel observations;
  private final I32Channel inPeriod;
  private final I64Channel calls;
  private final F32Channel input;
  private final Filling filling;

  /** Computes one element. */
  @FunctionalInterface
  private interface Filling {
    double element(int index);
  }

  /**
   * Creates the stage.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param tensor the input
   * @param spec what it takes
   * @param bundle whose random numbers and evaluations count
   */
  ModelInputStage(String prefix, BoundTensor tensor, InputSpec spec, PolicyBundle bundle) {
    name = prefix + "input/" + tensor.tensor();
    due = I32Channel.reading(prefix + "due", 1);
    observations = I64Channel.reading(prefix + ObserveStage.OBSERVATIONS, 1);
    input = new F32Channel(ChannelSpec.derived(tensor.channel(), ChannelType.F32, tensor.size()));
    inPeriod =
        bundle.evaluate().isPresent() ? I32Channel.reading(Between.inPeriod(prefix), 1) : null;
    calls = I64Channel.reading(prefix + "calls", 1);
    filling = filling(spec, NoiseStream.of(bundle.seed(), name), tensor.size());
  }

  private Filling filling(InputSpec spec, NoiseStream noise, int size) {
    if (spec instanceof InputSpec.Clock clock) {
      return i -> Math.min(clock.start() + clock.step() * inferences(), clock.last());
    }
    if (spec instanceof InputSpec.Constant constant) {
      double[] values = constant.values().expand(size);
      return i -> values[i];
    }
    if (spec instanceof InputSpec.Noise) {
      return i -> noise.normal(calls.get(0), i, 0);
    }
    throw new IllegalArgumentException(name + ": " + spec);
  }

  /** Inferences before this one; an evaluation in between sees what the next inference will. */
  private long inferences() {
    boolean between = inPeriod != null && inPeriod.get(0) == 0;
    return between ? observations.get(0) : observations.get(0) - 1;
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
    if (inPeriod != null) {
      wiring.reads(inPeriod);
    }
    wiring.readsPrevious(calls);
    wiring.writes(input);
  }

  @Override
  public void tick() {
    if (due.get(0) == 0) {
      return;
    }
    for (int i = 0; i < input.count(); i++) {
      input.set(i, (float) filling.element(i));
    }
  }
}

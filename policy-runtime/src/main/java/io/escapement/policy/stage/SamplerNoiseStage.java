package io.escapement.policy.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.random.NoiseStream;

/**
 * Draws the noise that a chunk is made of, on ticks on which the policy is due: a pure function of
 * the seed and the number of the inference.
 */
final class SamplerNoiseStage implements Stage {

  /** The noise ({@code f32} derived), after the policy's prefix. */
  static final String NOISE = "sampler/noise";

  private final String name;
  private final NoiseStream stream;
  private final I32Channel due;
  private final I64Channel calls;
  private final F32Channel noise;

  /**
   * Creates the stage.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param size number of elements
   * @param seed of the policy's random numbers
   */
  SamplerNoiseStage(String prefix, int size, long seed) {
    name = prefix + NOISE;
    stream = NoiseStream.of(seed, NOISE);
    due = I32Channel.reading(prefix + "due", 1);
    calls = I64Channel.reading(prefix + "calls", 1);
    noise = new F32Channel(ChannelSpec.derived(prefix + NOISE, ChannelType.F32, size));
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
    wiring.readsPrevious(calls);
    wiring.writes(noise);
  }

  @Override
  public void tick() {
    if (due.get(0) == 0) {
      return;
    }
    for (int i = 0; i < noise.count(); i++) {
      noise.set(i, (float) stream.normal(calls.get(0), i, 0));
    }
  }
}

package io.escapement.policy.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.asynchronous.CarriedTensor;
import java.util.Optional;

/** A state that a request takes from a memory channel and an answer gives in an input channel. */
final class AnsweredState implements CarriedTensor {

  private final double[] initial;
  private final F32Channel memory;
  private final F32Channel answer;
  private final F32Channel output;

  /**
   * Creates the state.
   *
   * @param state its tensors and channels
   * @param answer name of the channel in which answers bring it
   * @param output the part of the answer without which a state is not carried, the action's
   */
  AnsweredState(BoundModel.State state, String answer, F32Channel output) {
    int size = state.input().size();
    initial = state.spec().initial().expand(size);
    memory = new F32Channel(ChannelSpec.memory(state.input().channel(), ChannelType.F32, size));
    this.answer = F32Channel.reading(answer, size);
    this.output = output;
  }

  @Override
  public Optional<String> memory() {
    return Optional.of(memory.name());
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(answer);
    wiring.reads(output);
    wiring.writes(memory);
  }

  @Override
  public void initialise() {
    reset();
  }

  @Override
  public void reset() {
    for (int i = 0; i < initial.length; i++) {
      memory.set(i, (float) initial[i]);
    }
  }

  @Override
  public boolean finite() {
    return InferStage.finite(answer) && InferStage.finite(output);
  }

  @Override
  public void carry() {
    memory.copyFrom(answer);
  }
}

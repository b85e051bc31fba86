package io.escapement.policy.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.inference.TensorMemory;

/** A state that a model takes from a memory channel and gives in a boundary channel. */
final class CarriedState {

  private final BoundModel.State state;
  private final double[] initial;
  private final F32Channel memory;
  private final F32Channel output;

  CarriedState(BoundModel.State state) {
    this.state = state;
    initial = state.spec().initial().expand(state.input().size());
    memory =
        new F32Channel(
            ChannelSpec.memory(state.input().channel(), ChannelType.F32, state.input().size()));
    output =
        new F32Channel(
            ChannelSpec.boundary(state.output().channel(), ChannelType.F32, state.output().size()));
  }

  void declare(Wiring wiring) {
    wiring.writes(memory);
    wiring.writes(output);
  }

  TensorMemory input() {
    return state.input().in(memory.byteBuffer());
  }

  TensorMemory output() {
    return state.output().in(output.byteBuffer());
  }

  /** What the model remembers at a start. */
  void reset() {
    for (int i = 0; i < initial.length; i++) {
      memory.set(i, (float) initial[i]);
    }
  }

  boolean finite() {
    return InferStage.finite(output);
  }

  void carry() {
    memory.copyFrom(output);
  }

  void refuse() {
    InferStage.fillNaN(output);
  }
}

package io.escapement.policy.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.observation.RememberedChannels;
import java.nio.ByteBuffer;

/** An output that terms may read until the next inference. */
final class RememberedTensor {

  private final F32Channel output;
  private final F32Channel last;
  private final F32Channel start;

  RememberedTensor(String prefix, BoundTensor tensor, F32Channel output) {
    this.output = output;
    last = memory(RememberedChannels.last(prefix, tensor.tensor()), tensor);
    start = memory(RememberedChannels.atStart(prefix, tensor.tensor()), tensor);
  }

  private static F32Channel memory(String name, BoundTensor tensor) {
    return new F32Channel(ChannelSpec.memory(name, ChannelType.F32, tensor.size()));
  }

  void declare(Wiring wiring) {
    wiring.writes(last);
    wiring.writes(start);
  }

  /** Takes over what the model gives before its first inference. */
  void initialise(ByteBuffer values) {
    for (int i = 0; i < start.count(); i++) {
      start.set(i, values.getFloat(Float.BYTES * i));
    }
    last.copyFrom(start);
  }

  void remember() {
    if (InferStage.finite(output)) {
      last.copyFrom(output);
    }
  }
}

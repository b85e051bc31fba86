package io.escapement.policy.score;

import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.choice.ModelUse;
import java.nio.ByteBuffer;

/**
 * A tensor of a score's model, and the channel that it is bound to.
 *
 * @param channel the channel's name
 * @param tensor name and shape
 */
record ScoreTensor(String channel, ModelUse.Tensor tensor) {

  int size() {
    return tensor.size();
  }

  String text() {
    return tensor.name() + " " + tensor.shape();
  }

  TensorMemory in(ByteBuffer memory) {
    return new TensorMemory(tensor.name(), memory, tensor.shape());
  }
}

package io.escapement.policy.stage;

import io.escapement.policy.asynchronous.Computation;
import io.escapement.policy.asynchronous.Part;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** One evaluation of a model, from all its inputs to all the outputs that the policy uses. */
final class ModelComputation implements Computation {

  private final InferenceModel model;
  private final List<BoundTensor> inputs;
  private final List<BoundTensor> outputs;
  private final String prefix;

  /**
   * Creates the computation, which closes the model.
   *
   * @param prefix of the policy's channels
   * @param model the loaded model
   * @param tensors its tensors
   */
  ModelComputation(String prefix, InferenceModel model, BoundModel tensors) {
    this.prefix = prefix;
    this.model = model;
    inputs = new ArrayList<>();
    inputs.add(tensors.observation());
    inputs.addAll(tensors.inputs());
    outputs = new ArrayList<>();
    outputs.add(tensors.output());
    outputs.addAll(tensors.outputs());
    for (BoundModel.State state : tensors.states()) {
      inputs.add(state.input());
      outputs.add(state.output());
    }
  }

  /** A part for each input, taken from its channel. */
  List<Part> request() {
    return inputs.stream()
        .map(tensor -> new Part(name(tensor), tensor.size(), tensor.channel()))
        .toList();
  }

  /** A part for each output, named as its channel is inline. */
  List<Part> answer() {
    return outputs.stream().map(tensor -> Part.of(name(tensor), tensor.size())).toList();
  }

  private String name(BoundTensor tensor) {
    return tensor.channel().substring(prefix.length());
  }

  @Override
  public InferenceBinding bind(List<ByteBuffer> request, List<ByteBuffer> answer) {
    return model.bind(bound(inputs, request), bound(outputs, answer));
  }

  private static List<TensorMemory> bound(List<BoundTensor> tensors, List<ByteBuffer> memories) {
    List<TensorMemory> bound = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      bound.add(tensors.get(i).in(memories.get(i)));
    }
    return bound;
  }

  @Override
  public void close() {
    model.close();
  }
}

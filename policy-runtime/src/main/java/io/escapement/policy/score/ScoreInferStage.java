package io.escapement.policy.score;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a score's model on every tick. A model is not asked about what is no number, which its
 * operators might turn into one: then, and where the engine refuses, every output is NaN.
 */
final class ScoreInferStage implements Stage {

  private final String name;
  private final InferenceModel model;
  private final ScoreTensor inputTensor;
  private final List<ScoreTensor> outputTensors;
  private final F32Channel input;
  private final F32Channel[] outputs;
  private InferenceBinding binding;

  ScoreInferStage(String name, InferenceModel model, ScoreTensor input, List<ScoreTensor> outputs) {
    this.name = name;
    this.model = model;
    inputTensor = input;
    outputTensors = List.copyOf(outputs);
    this.input = F32Channel.reading(input.channel(), input.size());
    this.outputs =
        outputs.stream()
            .map(
                tensor ->
                    new F32Channel(
                        ChannelSpec.boundary(tensor.channel(), ChannelType.F32, tensor.size())))
            .toArray(F32Channel[]::new);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.SCORE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(input);
    for (F32Channel output : outputs) {
      wiring.writes(output);
    }
  }

  @Override
  public void initialise() {
    List<TensorMemory> out = new ArrayList<>();
    for (int i = 0; i < outputs.length; i++) {
      out.add(outputTensors.get(i).in(outputs[i].byteBuffer()));
    }
    binding = model.bind(List.of(inputTensor.in(input.byteBuffer())), out);
  }

  @Override
  public void tick() {
    if (isNumber() && binding.run()) {
      return;
    }
    for (F32Channel output : outputs) {
      for (int i = 0; i < output.count(); i++) {
        output.set(i, Float.NaN);
      }
    }
  }

  private boolean isNumber() {
    for (int i = 0; i < input.count(); i++) {
      if (!Float.isFinite(input.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    if (binding != null) {
      binding.close();
    }
    model.close();
  }
}

package io.escapement.policy.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import java.util.List;
import java.util.Objects;

/**
 * Runs the model on the ticks on which the policy is due; its tensors are the observation's and the
 * output's channels themselves. If the engine refuses, the output is NaN, and what follows is the
 * same as for a model that gives NaN.
 */
public final class InferStage implements Stage {

  private final String name;
  private final InferenceModel model;
  private final FeedforwardTensors tensors;
  private final I32Channel due;
  private final F32Channel observation;
  private final F32Channel output;
  private final I64Channel calls;
  private InferenceBinding binding;

  /**
   * Creates the stage, which closes the model.
   *
   * @param prefix of the policy's channels, such as {@code go1/policy/}
   * @param model the loaded model
   * @param tensors the model's input and output, with their shapes
   * @param labels one for each element of the output
   */
  public InferStage(
      String prefix, InferenceModel model, FeedforwardTensors tensors, List<String> labels) {
    this.name = Objects.requireNonNull(prefix, "prefix") + "infer";
    this.model = Objects.requireNonNull(model, "model");
    this.tensors = Objects.requireNonNull(tensors, "tensors");
    due = I32Channel.reading(prefix + "due", 1);
    observation = F32Channel.reading(prefix + "observation", tensors.inputSize());
    output =
        new F32Channel(
            ChannelSpec.boundary(prefix + "output", ChannelType.F32, tensors.outputSize())
                .withLabels(labels));
    calls = new I64Channel(ChannelSpec.memory(prefix + "calls", ChannelType.I64, 1));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.INFER;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(due);
    wiring.reads(observation);
    wiring.writes(output);
    wiring.writes(calls);
  }

  @Override
  public void initialise() {
    binding =
        model.bind(
            List.of(
                new TensorMemory(tensors.input(), observation.byteBuffer(), tensors.inputShape())),
            List.of(
                new TensorMemory(tensors.output(), output.byteBuffer(), tensors.outputShape())));
  }

  @Override
  public void tick() {
    if (due.get(0) == 0) {
      return;
    }
    if (!binding.run()) {
      for (int i = 0; i < output.count(); i++) {
        output.set(i, Float.NaN);
      }
    }
    calls.set(0, calls.get(0) + 1);
  }

  /**
   * Why the engine refused for the first time.
   *
   * @return its message, empty if it never did; not for the loop's thread
   */
  public String failure() {
    return binding == null ? "" : binding.failure();
  }

  @Override
  public void close() {
    if (binding != null) {
      binding.close();
    }
    model.close();
  }
}

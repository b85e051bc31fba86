package io.escapement.policy.stage;

import io.escapement.policy.bundle.ChunkSpec;
import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.bundle.SamplerSpec;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorType;
import io.escapement.policy.inference.choice.ModelUse;
import io.escapement.policy.inference.choice.RunModel;
import io.escapement.policy.sampler.ChunkSampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says how a composed policy uses its models. */
final class ModelUses {

  private final FormContext context;
  private final PolicyBundle bundle;
  private final BoundModel tensors;

  private ModelUses(FormContext context, BoundModel tensors) {
    this.context = context;
    this.bundle = context.policy().bundle();
    this.tensors = tensors;
  }

  static List<ModelUse> of(FormContext context, BoundModel tensors) {
    ModelUses uses = new ModelUses(context, tensors);
    List<ModelUse> all = new ArrayList<>(List.of(uses.main()));
    uses.bundle.sampler().ifPresent(sampler -> all.add(uses.denoiser(sampler)));
    return all;
  }

  private boolean inline() {
    return bundle.execution().isEmpty();
  }

  private ModelUse main() {
    List<ModelUse.Input> inputs = new ArrayList<>();
    List<ModelUse.Tensor> outputs = new ArrayList<>();
    inputs.add(input(tensors.observation(), Optional.empty(), Optional.empty()));
    for (BoundTensor input : tensors.inputs()) {
      Optional<List<Double>> start =
          start(bundle.tensors().inputs().get(input.tensor()), input.size());
      inputs.add(input(input, start, Optional.empty()));
    }
    outputs.add(tensor(tensors.output()));
    tensors.outputs().forEach(output -> outputs.add(tensor(output)));
    for (BoundModel.State state : tensors.states()) {
      int size = state.input().size();
      inputs.add(
          input(
              state.input(),
              Optional.of(list(state.spec().initial().expand(size))),
              Optional.of(state.output().tensor())));
      outputs.add(tensor(state.output()));
    }
    return new ModelUse(
        PolicyModels.read(
            bundle, context.options().policyName(), bundle.model().orElseThrow(), context.files()),
        inputs,
        outputs,
        golden(),
        inline(),
        1);
  }

  private List<Map<String, List<Double>>> golden() {
    return bundle.golden().stream()
        .flatMap(golden -> golden.cases().stream())
        .filter(one -> one.observation().size() == tensors.observation().size())
        .map(one -> Map.of(tensors.observation().tensor(), one.observation()))
        .toList();
  }

  /** What an input holds at a start; empty for what is new at each inference. */
  private static Optional<List<Double>> start(InputSpec spec, int size) {
    if (spec instanceof InputSpec.Clock clock) {
      return Optional.of(Collections.nCopies(size, clock.start()));
    }
    return spec instanceof InputSpec.Constant constant
        ? Optional.of(list(constant.values().expand(size)))
        : Optional.empty();
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static ModelUse.Input input(
      BoundTensor tensor, Optional<List<Double>> start, Optional<String> from) {
    return new ModelUse.Input(tensor(tensor), start, from);
  }

  private static ModelUse.Tensor tensor(BoundTensor tensor) {
    return new ModelUse.Tensor(tensor.tensor(), TensorType.FLOAT32, tensor.shape());
  }

  private ModelUse denoiser(SamplerSpec sampler) {
    String name = PolicyModels.denoiser(context.options().policyName());
    RunModel file = PolicyModels.read(bundle, name, sampler.model(), context.files());
    ChunkSpec chunk = bundle.chunk().orElseThrow();
    int size = chunk.length() * context.policy().actions().size();
    SamplerSpec.Tensors names = sampler.tensors();
    double middle =
        sampler.type() == SamplerSpec.Type.FLOW ? 0.5 : Math.floorDiv(sampler.trainingSteps(), 2);
    try (InferenceModel model = context.engine().load(file.where(), file.content())) {
      List<TensorInfo> inputs = model.signature().inputs();
      return new ModelUse(
          file,
          List.of(
              new ModelUse.Input(
                  tensor(inputs, names.sample(), size), Optional.empty(), Optional.empty()),
              new ModelUse.Input(
                  tensor(inputs, names.time(), 1), Optional.of(List.of(middle)), Optional.empty()),
              new ModelUse.Input(
                  tensor(inputs, names.condition(), tensors.output().size()),
                  Optional.empty(),
                  Optional.empty())),
          List.of(tensor(model.signature().outputs(), names.output(), size)),
          List.of(),
          inline(),
          sampler.steps());
    }
  }

  private ModelUse.Tensor tensor(List<TensorInfo> all, String name, int size) {
    TensorInfo tensor =
        all.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    bundle
                        .places()
                        .of("sampler")
                        .preflight()
                        .summary("the denoiser has no tensor '" + name + "'")
                        .build());
    return new ModelUse.Tensor(name, tensor.type(), ChunkSampler.shape(tensor, size));
  }
}

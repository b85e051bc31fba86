package io.escapement.launch.bench;

import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.bundle.StateSpec;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorType;
import io.escapement.policy.inference.choice.ModelUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How a model is used without a robot: sizes are the model's own, one where it leaves them open;
 * what comes back is what the policy says, or for a bare model {@code h_in} from {@code h_out}; all
 * else is drawn anew for each inference.
 */
final class SubjectUse {

  private static final String IN = "_in";

  private final PolicySubject subject;
  private final ModelSignature signature;

  private SubjectUse(PolicySubject subject, ModelSignature signature) {
    this.subject = subject;
    this.signature = signature;
  }

  static ModelUse of(PolicySubject subject, ModelSignature signature) {
    SubjectUse use = new SubjectUse(subject, signature);
    return new ModelUse(
        subject.model(),
        signature.inputs().stream().map(use::input).toList(),
        signature.outputs().stream()
            .filter(output -> output.type() != TensorType.OTHER)
            .map(SubjectUse::tensor)
            .toList(),
        List.of(),
        true,
        1);
  }

  private ModelUse.Input input(TensorInfo info) {
    ModelUse.Tensor tensor = tensor(info);
    Optional<StateSpec> state = state(info.name());
    if (state.isPresent()) {
      return new ModelUse.Input(
          tensor,
          Optional.of(list(state.get().initial().expand(tensor.size()))),
          Optional.of(state.get().output()));
    }
    return new ModelUse.Input(tensor, start(info.name(), tensor.size()), Optional.empty());
  }

  private Optional<StateSpec> state(String input) {
    if (subject.bundle().isPresent()) {
      return subject.bundle().get().tensors().states().stream()
          .filter(state -> state.input().equals(input))
          .findFirst();
    }
    String output = input.replaceFirst(IN + "$", "_out");
    boolean comesBack =
        input.endsWith(IN)
            && signature
                .output(output)
                .filter(other -> other.shape().equals(signature.input(input).orElseThrow().shape()))
                .isPresent();
    return comesBack ? Optional.of(StateSpec.zero(input, output)) : Optional.empty();
  }

  private Optional<List<Double>> start(String input, int size) {
    Optional<InputSpec> spec =
        subject.bundle().map(PolicyBundle::tensors).map(tensors -> tensors.inputs().get(input));
    if (spec.isPresent() && spec.get() instanceof InputSpec.Clock clock) {
      return Optional.of(Collections.nCopies(size, clock.start()));
    }
    return spec.isPresent() && spec.get() instanceof InputSpec.Constant constant
        ? Optional.of(list(constant.values().expand(size)))
        : Optional.empty();
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static ModelUse.Tensor tensor(TensorInfo info) {
    List<Long> shape = new ArrayList<>();
    info.shape().forEach(size -> shape.add(size == TensorInfo.DYNAMIC ? 1 : size));
    return new ModelUse.Tensor(info.name(), info.type(), shape);
  }
}

package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.action.DecodeStage;
import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.observation.ObservationTensor;
import io.escapement.policy.observation.ObserveStage;
import java.util.ArrayList;
import java.util.List;

/** An ONNX model between observations and actions, put together from the parts of the bundle. */
public final class ComposedForm implements PolicyForm {

  /** Creates the form; called by the service loader. */
  public ComposedForm() {}

  @Override
  public String name() {
    return PolicyBundle.FEEDFORWARD;
  }

  @Override
  public ModelCheck check(FormContext context) {
    ResolvedPolicy policy = context.policy();
    InferenceModel model = context.model().orElseThrow();
    BoundModel tensors;
    try {
      tensors = bind(model, policy);
    } catch (PreflightException e) {
      return new ModelCheck(e.problems(), List.of(), 0, 0);
    }
    List<String> notices = new ArrayList<>(tensors.notices());
    if (policy.bundle().golden().isEmpty()) {
      notices.add(
          "no golden vectors are given: whether the model computes what was trained is open");
      return new ModelCheck(List.of(), notices, 0, 0);
    }
    GoldenComparison golden =
        GoldenComparison.of(policy.bundle().golden().get(), tensors, model, policy);
    return new ModelCheck(golden.problems(), notices, golden.cases(), golden.worst());
  }

  @Override
  public List<Stage> stages(FormContext context) {
    ResolvedPolicy policy = context.policy();
    InferenceModel model = context.model().orElseThrow();
    PolicyBundle bundle = policy.bundle();
    String prefix = policy.prefix();
    BoundModel tensors = bind(model, policy);
    List<ObservationTensor> observed = new ArrayList<>();
    observed.add(ObservationTensor.main(prefix, policy.layout()));
    policy
        .furtherLayouts()
        .forEach((input, layout) -> observed.add(ObservationTensor.further(prefix, input, layout)));
    List<Stage> stages = new ArrayList<>();
    stages.add(
        new ObserveStage(
            prefix,
            observed,
            bundle.periodNs(),
            context.options().controlPeriodNs(),
            context.options().reset()));
    for (BoundTensor input : tensors.inputs()) {
      InputSpec spec = bundle.tensors().inputs().get(input.tensor());
      if (!(spec instanceof InputSpec.Observed)) {
        stages.add(new ModelInputStage(prefix, input, spec));
      }
    }
    stages.add(new InferStage(prefix, model, tensors, bundle, policy.actions().labels()));
    stages.add(
        new DecodeStage(
            prefix,
            context.nominalPrefix(),
            policy.robot(),
            new DecodeStage.From(prefix + "due", prefix + "output"),
            policy.actions()));
    return stages;
  }

  private static BoundModel bind(InferenceModel model, ResolvedPolicy policy) {
    return TensorBinder.bind(model.signature(), policy, ExpectedOutput.action(policy), List.of());
  }
}

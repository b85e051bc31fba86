package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.action.HoldStage;
import io.escapement.policy.bundle.HeadSpec;
import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.NormaliserSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.head.HeadStage;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.observation.ObservationTensor;
import io.escapement.policy.observation.ObserveStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    observed.add(
        ObservationTensor.main(
            prefix, policy.layout(), bundle.normaliser().map(NormaliserSpec::normaliser)));
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
        stages.add(new ModelInputStage(prefix, input, spec, bundle.seed()));
      }
    }
    boolean labelled = tensors.output().size() == policy.actions().size();
    stages.add(
        new InferStage(
            prefix, model, tensors, bundle, labelled ? policy.actions().labels() : List.of()));
    bundle
        .head()
        .ifPresent(
            head ->
                stages.add(
                    new HeadStage(prefix, head, 1, policy.actions().labels(), bundle.seed())));
    stages.addAll(
        context.actionStages(
            new HoldStage.From(
                prefix + "due", prefix + (bundle.head().isPresent() ? "head/action" : "output"))));
    return stages;
  }

  private static BoundModel bind(InferenceModel model, ResolvedPolicy policy) {
    Optional<HeadSpec> head = policy.bundle().head();
    BoundModel bound =
        TensorBinder.bind(
            model.signature(),
            policy,
            ExpectedOutput.action(policy),
            head.flatMap(HeadSpec::furtherOutput).map(List::of).orElse(List.of()));
    HeadAndNormaliserCheck.demandFitting(policy, bound);
    return bound;
  }
}

package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.action.DecodeStage;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.observation.ObserveStage;
import java.util.ArrayList;
import java.util.List;

/** One observation in, one action out, inline in the tick. */
public final class FeedforwardForm implements PolicyForm {

  /** Creates the form; called by the service loader. */
  public FeedforwardForm() {}

  @Override
  public String name() {
    return PolicyBundle.FEEDFORWARD;
  }

  @Override
  public ModelCheck check(InferenceModel model, ResolvedPolicy policy) {
    FeedforwardTensors tensors;
    try {
      tensors = FeedforwardTensors.of(model.signature(), policy.bundle(), policy);
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
  public List<Stage> stages(ResolvedPolicy policy, InferenceModel model, PolicyOptions options) {
    PolicyBundle bundle = policy.bundle();
    String prefix = policy.prefix();
    FeedforwardTensors tensors = FeedforwardTensors.of(model.signature(), bundle, policy);
    return List.of(
        new ObserveStage(
            prefix, policy.layout(), bundle.periodNs(), options.controlPeriodNs(), options.reset()),
        new InferStage(prefix, model, tensors, policy.actions().labels()),
        new DecodeStage(
            prefix,
            nominalPrefix(policy, options),
            policy.robot(),
            prefix + "output",
            policy.actions()));
  }

  /** The main policy's command is the run's; any other policy's has a place of its own. */
  private static String nominalPrefix(ResolvedPolicy policy, PolicyOptions options) {
    return options.policyName().equals(PolicyOptions.MAIN)
        ? policy.robot().name() + "/nominal/"
        : policy.prefix() + "nominal/";
  }
}

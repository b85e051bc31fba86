package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.action.DecodeStage;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.observation.ObserveStage;
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
  public List<Problem> check(
      ModelSignature signature, ResolvedPolicy policy, List<String> notices) {
    try {
      notices.addAll(FeedforwardTensors.of(signature, policy.bundle(), policy).notices());
      return List.of();
    } catch (PreflightException e) {
      return e.problems();
    }
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
            policy.robot().name() + "/nominal/",
            policy.robot(),
            prefix + "output",
            policy.actions()));
  }
}

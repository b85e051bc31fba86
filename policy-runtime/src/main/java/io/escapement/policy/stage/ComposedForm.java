package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.bundle.ChunkSpec;
import io.escapement.policy.bundle.HeadSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.choice.ModelUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    List<Problem> problems = ChunkCheck.problems(policy, context.options());
    problems.addAll(RememberedCheck.problems(policy, tensors));
    problems.addAll(SamplerCheck.problems(context, model, tensors));
    List<String> notices = new ArrayList<>(tensors.notices());
    if (policy.bundle().golden().isEmpty()) {
      notices.add(
          "no golden vectors are given: whether the model computes what was trained is open");
      return new ModelCheck(problems, notices, 0, 0);
    }
    GoldenComparison golden =
        GoldenComparison.of(policy.bundle().golden().get(), tensors, model, policy);
    problems.addAll(golden.problems());
    return new ModelCheck(problems, notices, golden.cases(), golden.worst());
  }

  @Override
  public List<Stage> stages(FormContext context) {
    return parts(context).stages();
  }

  @Override
  public PolicyParts parts(FormContext context) {
    return Composition.of(context, bind(context.model().orElseThrow(), context.policy()));
  }

  @Override
  public List<ModelUse> uses(FormContext context) {
    return ModelUses.of(context, bind(context.model().orElseThrow(), context.policy()));
  }

  private static BoundModel bind(InferenceModel model, ResolvedPolicy policy) {
    PolicyBundle bundle = policy.bundle();
    Map<String, String> further = new LinkedHashMap<>();
    bundle.head().flatMap(HeadSpec::furtherOutput).ifPresent(name -> further.put(name, "head"));
    bundle
        .chunk()
        .flatMap(ChunkSpec::critic)
        .ifPresent(name -> further.putIfAbsent(name, "chunk.critic"));
    BoundModel bound =
        TensorBinder.bind(model.signature(), policy, ExpectedOutput.action(policy), further);
    HeadAndNormaliserCheck.demandFitting(policy, bound);
    ChunkCheck.demandFitting(policy, bound);
    return bound;
  }
}

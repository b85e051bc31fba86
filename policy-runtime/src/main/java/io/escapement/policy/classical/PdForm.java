package io.escapement.policy.classical;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.stage.FormContext;
import io.escapement.policy.stage.ModelCheck;
import io.escapement.policy.stage.PolicyForm;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.List;

/** Joints that go to a pose and stay there, as a policy. */
public final class PdForm implements PolicyForm {

  private static final String SCHEMA = "policy-pd.schema.json";

  /** Creates the form; called by the service loader. */
  public PdForm() {}

  @Override
  public String name() {
    return "pd";
  }

  @Override
  public boolean usesModel() {
    return false;
  }

  @Override
  public ModelCheck check(FormContext context) {
    stages(context);
    return new ModelCheck(List.of(), List.of(), 0, 0);
  }

  @Override
  public List<Stage> stages(FormContext context) {
    YamlNode settings = ClassicalStages.settings(context, SCHEMA);
    ResolvedPolicy policy = context.policy();
    ActionJoints actions = new ActionJoints(policy);
    Waypoints pose = Waypoints.constant(Poses.of(settings.get("pose"), policy, actions));
    Approach approach = new Approach(policy, actions, settings.get("duration").durationNs());
    return ClassicalStages.of(
        context, new TrajectoryMotion(pose, approach), ActionLaw.of(policy, settings));
  }
}

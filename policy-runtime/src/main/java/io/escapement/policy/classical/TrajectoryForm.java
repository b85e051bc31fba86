package io.escapement.policy.classical;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.stage.FormContext;
import io.escapement.policy.stage.ModelCheck;
import io.escapement.policy.stage.PolicyForm;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.ArrayList;
import java.util.List;

/** Joints that go through waypoints in time, as a policy. */
public final class TrajectoryForm implements PolicyForm {

  private static final String SCHEMA = "policy-trajectory.schema.json";

  /** Creates the form; called by the service loader. */
  public TrajectoryForm() {}

  @Override
  public String name() {
    return "trajectory";
  }

  @Override
  public boolean usesModel() {
    return false;
  }

  @Override
  public ModelCheck check(FormContext context) {
    stages(context);
    ActionJoints actions = new ActionJoints(context.policy());
    List<Waypoints.Point> points =
        TrajectoryReader.points(ClassicalStages.settings(context, SCHEMA), context, actions);
    return new ModelCheck(List.of(), beyondLimits(points, actions), 0, 0);
  }

  /** A motion may come from another body; what lies beyond the end stops will be cut off. */
  private static List<String> beyondLimits(List<Waypoints.Point> points, ActionJoints actions) {
    List<String> notices = new ArrayList<>();
    for (int i = 0; i < actions.count(); i++) {
      Joint joint = actions.robot().joints().get(actions.joint(i));
      int element = i;
      long beyond =
          points.stream()
              .mapToDouble(point -> point.positions()[element])
              .filter(q -> q < joint.positionMin() || q > joint.positionMax())
              .count();
      if (beyond > 0) {
        notices.add(
            beyond
                + " of "
                + points.size()
                + " waypoints lie beyond the limits of "
                + joint.name()
                + ", "
                + joint.positionMin()
                + " to "
                + joint.positionMax());
      }
    }
    return notices;
  }

  @Override
  public List<Stage> stages(FormContext context) {
    YamlNode settings = ClassicalStages.settings(context, SCHEMA);
    ResolvedPolicy policy = context.policy();
    ActionJoints actions = new ActionJoints(policy);
    Waypoints waypoints =
        new Waypoints(
            TrajectoryReader.points(settings, context, actions),
            settings
                .optional("interpolation")
                .map(node -> node.oneOf(Waypoints.Interpolation.class))
                .orElse(Waypoints.Interpolation.CUBIC),
            TrajectoryReader.end(settings));
    long approachNs = settings.optional("approach").map(YamlNode::durationNs).orElse(0L);
    return ClassicalStages.of(
        context,
        new TrajectoryMotion(waypoints, new Approach(policy, actions, approachNs)),
        ActionLaw.of(policy, settings));
  }
}

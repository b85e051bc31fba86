package io.escapement.policy.classical;

import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.action.HoldStage;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.observation.ObserveStage;
import io.escapement.policy.stage.FormContext;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.ArrayList;
import java.util.List;

/** What the forms of this package have in common. */
final class ClassicalStages {

  private ClassicalStages() {}

  /**
   * The form's own keys.
   *
   * @param context the bundle
   * @param schema what they are checked against
   * @return the mapping under {@code form}
   * @throws io.escapement.controller.config.ConfigurationException if there is none, or it is wrong
   */
  static YamlNode settings(FormContext context, String schema) {
    PolicyBundle bundle = context.policy().bundle();
    YamlNode settings =
        bundle
            .formSettings()
            .orElseThrow(
                () ->
                    bundle
                        .places()
                        .of("form")
                        .error()
                        .summary("the form " + bundle.form() + " has keys of its own")
                        .expected("{type: " + bundle.form() + ", ...}")
                        .found(bundle.form())
                        .build());
    SchemaCheck.of(schema).check(settings);
    if (!bundle.observations().isEmpty()) {
      throw bundle
          .places()
          .of("observations")
          .error()
          .summary("a policy of the form " + bundle.form() + " observes nothing")
          .remedy("leave out observations")
          .build();
    }
    return settings;
  }

  /**
   * The stages of a policy without a model.
   *
   * @param context bundle and robot
   * @param motion where the joints should be
   * @param law turns that into an action
   * @return the stages in order
   */
  static List<Stage> of(FormContext context, JointMotion motion, ActionLaw law) {
    ResolvedPolicy policy = context.policy();
    String prefix = policy.prefix();
    List<Stage> stages = new ArrayList<>();
    stages.add(
        new ObserveStage(
            prefix,
            List.of(),
            policy.bundle().periodNs(),
            context.options().controlPeriodNs(),
            context.options().reset()));
    stages.add(new MotionStage(prefix, motion, law, policy.actions().labels()));
    stages.addAll(context.actionStages(new HoldStage.From(prefix + "due", prefix + "output")));
    return stages;
  }
}

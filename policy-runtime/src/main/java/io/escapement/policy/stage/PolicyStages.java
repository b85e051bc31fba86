package io.escapement.policy.stage;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.Origin;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Gives a run the stages of its policy. */
public final class PolicyStages {

  private PolicyStages() {}

  /**
   * Binds a bundle to a robot, loads its model and makes its stages.
   *
   * @param bundle the bundle
   * @param robot the robot
   * @param files where the model comes from
   * @param engine what evaluates it
   * @param options how the run uses the policy
   * @return the stages, in the order in which they are to be added to a pipeline
   * @throws io.escapement.controller.config.PreflightException if anything does not fit
   */
  public static List<Stage> of(
      PolicyBundle bundle,
      RobotModel robot,
      FileSource files,
      InferenceEngine engine,
      PolicyOptions options) {
    PolicyForm form = form(bundle);
    ResolvedPolicy policy = ResolvedPolicy.of(bundle, robot, options.policyName());
    byte[] bytes = bundle.model().read(files, bundle.places());
    InferenceModel model = engine.load(Origin.display(bundle.model().path()), bytes);
    try {
      return form.stages(policy, model, options);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Finds the form that a bundle asks for.
   *
   * @param bundle the bundle
   * @return the form
   * @throws io.escapement.controller.config.ConfigurationException if no jar brings it
   */
  public static PolicyForm form(PolicyBundle bundle) {
    List<String> names = new ArrayList<>();
    for (PolicyForm form : ServiceLoader.load(PolicyForm.class)) {
      if (form.name().equals(bundle.form())) {
        return form;
      }
      names.add(form.name());
    }
    throw bundle
        .places()
        .of("form")
        .error()
        .summary("there is no policy form \"" + bundle.form() + "\"")
        .remedy(NearestNames.remedy(bundle.form(), names))
        .build();
  }
}

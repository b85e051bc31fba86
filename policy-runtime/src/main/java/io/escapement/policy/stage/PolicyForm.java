package io.escapement.policy.stage;

import io.escapement.controller.stage.Stage;
import io.escapement.policy.inference.InferenceModel;
import java.util.List;

/**
 * A way to execute a model, found by the bundle's {@code form} through {@link
 * java.util.ServiceLoader}. A form gives the stages between the sensors and the nominal command;
 * refinements of the command come after them.
 */
public interface PolicyForm {

  /**
   * Name under which bundles ask for the form.
   *
   * @return such as {@code feedforward}
   */
  String name();

  /**
   * Holds a model against what the bundle says of it: tensors, sizes, golden vectors.
   *
   * @param model the loaded model, which stays the caller's
   * @param policy the bundle on the robot
   * @return what was found
   */
  ModelCheck check(InferenceModel model, ResolvedPolicy policy);

  /**
   * Makes the stages.
   *
   * @param policy the bundle on the robot
   * @param model the loaded model, which the stages close
   * @param options how the run uses the policy
   * @return the stages, in the order in which they are to be added to a pipeline
   * @throws io.escapement.controller.config.PreflightException if the model does not fit
   */
  List<Stage> stages(ResolvedPolicy policy, InferenceModel model, PolicyOptions options);
}

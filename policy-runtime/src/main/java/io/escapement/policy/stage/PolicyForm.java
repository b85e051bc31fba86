package io.escapement.policy.stage;

import io.escapement.controller.stage.Stage;
import io.escapement.policy.inference.choice.ModelUse;
import java.util.List;

/**
 * A way to execute a model, found by the bundle's {@code form} through {@link
 * java.util.ServiceLoader}, on the class path or among the run's plug-ins. A form gives the stages
 * between the sensors and the nominal command; refinements of the command come after them.
 */
public interface PolicyForm {

  /**
   * Name under which bundles ask for the form.
   *
   * @return such as {@code feedforward}
   */
  String name();

  /**
   * Whether the form evaluates a model, so that a bundle must name one.
   *
   * @return false for a form that computes its actions itself
   */
  default boolean usesModel() {
    return true;
  }

  /**
   * Holds a model against what the bundle says of it: tensors, sizes, golden vectors; without a
   * model, the form's own keys.
   *
   * @param context bundle, robot and model, which stays the caller's
   * @return what was found
   */
  ModelCheck check(FormContext context);

  /**
   * Makes the stages.
   *
   * @param context bundle, robot and model, which the stages close
   * @return the stages, in the order in which they are to be added to a pipeline
   * @throws io.escapement.controller.config.PreflightException if the model does not fit
   */
  List<Stage> stages(FormContext context);

  /**
   * Makes the stages, and what the policy does beside the loop.
   *
   * @param context bundle, robot and model, which the stages close
   * @return the parts
   * @throws io.escapement.controller.config.PreflightException if the model does not fit
   */
  default PolicyParts parts(FormContext context) {
    return PolicyParts.inline(stages(context));
  }

  /**
   * How the form uses the bundle's model, and further ones that it loads: by this, engines are held
   * against each other and measured before a run. A model that is not among them is evaluated by
   * ONNX Runtime.
   *
   * @param context bundle, robot and model, which stays the caller's
   * @return one for each model; the bundle's own has the name of {@link PolicyModels#of}
   * @throws io.escapement.controller.config.PreflightException if a model does not fit
   */
  default List<ModelUse> uses(FormContext context) {
    return List.of();
  }
}

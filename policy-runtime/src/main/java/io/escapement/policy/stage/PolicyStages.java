package io.escapement.policy.stage;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.bundle.ModelFile;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    PolicyParts parts = parts(bundle, robot, files, engine, options);
    if (parts.offLoop().isPresent()) {
      parts.stages().forEach(Stage::close);
      throw bundle
          .places()
          .of("execution")
          .preflight()
          .summary("a policy in this place cannot run beside the loop")
          .expected("mode: inline")
          .build();
    }
    return parts.stages();
  }

  /**
   * Binds a bundle to a robot, loads its model and makes its stages, and what it does beside the
   * loop.
   *
   * @param bundle the bundle
   * @param robot the robot
   * @param files where the model comes from
   * @param engine what evaluates it
   * @param options how the run uses the policy
   * @return the parts
   * @throws io.escapement.controller.config.PreflightException if anything does not fit
   */
  public static PolicyParts parts(
      PolicyBundle bundle,
      RobotModel robot,
      FileSource files,
      InferenceEngine engine,
      PolicyOptions options) {
    PolicyForm form = form(bundle, options.extensions());
    ResolvedPolicy policy = ResolvedPolicy.of(bundle, robot, options);
    Optional<InferenceModel> model = bundle.model().map(file -> load(bundle, file, files, engine));
    try {
      PolicyParts parts = form.parts(new FormContext(policy, model, files, engine, options));
      // A refinement starts from the base's action of the same tick, and so runs after it.
      return options.refines().isEmpty()
          ? parts
          : new PolicyParts(inRefinement(parts.stages()), parts.offLoop());
    } catch (RuntimeException e) {
      model.ifPresent(InferenceModel::close);
      throw e;
    }
  }

  private static List<Stage> inRefinement(List<Stage> stages) {
    return stages.stream().<Stage>map(stage -> new StageInPhase(stage, Phase.REFINE)).toList();
  }

  private static InferenceModel load(
      PolicyBundle bundle, ModelFile file, FileSource files, InferenceEngine engine) {
    return engine.load(Origin.display(file.path()), file.read(files, bundle.places()));
  }

  /**
   * Finds the form that a bundle asks for.
   *
   * @param bundle the bundle
   * @param extensions where it is looked up
   * @return the form
   * @throws io.escapement.controller.config.ConfigurationException if no jar brings it, or the
   *     bundle names no model that it needs
   */
  public static PolicyForm form(PolicyBundle bundle, Extensions extensions) {
    List<String> names = new ArrayList<>();
    for (PolicyForm form : extensions.load(PolicyForm.class)) {
      if (form.name().equals(bundle.form())) {
        demandModel(bundle, form);
        return form;
      }
      names.add(form.name());
    }
    throw bundle
        .places()
        .of("form")
        .error()
        .summary("there is no policy form \"" + bundle.form() + "\"")
        .remedy(Extensions.remedy(bundle.form(), names))
        .build();
  }

  private static void demandModel(PolicyBundle bundle, PolicyForm form) {
    if (form.usesModel() != bundle.model().isPresent()) {
      throw bundle
          .places()
          .of(form.usesModel() ? "form" : "model")
          .error()
          .summary(
              "a policy of the form \""
                  + form.name()
                  + "\" "
                  + (form.usesModel() ? "needs a model" : "has no model"))
          .remedy(
              form.usesModel()
                  ? "name the ONNX file: model, sha256, input, output"
                  : "leave out model, sha256, input and output")
          .build();
    }
  }
}

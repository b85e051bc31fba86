package io.escapement.policy.stage;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.bundle.ModelFile;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.bundle.SamplerSpec;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.choice.ModelUse;
import io.escapement.policy.inference.choice.RunModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models of a policy, and how they are used: for the choice of an engine. */
public final class PolicyModels {

  private PolicyModels() {}

  /**
   * Reads a policy's models.
   *
   * @param bundle the policy
   * @param policyName its name in the run, which is its own model's; a sampler's denoiser has
   *     {@code /denoiser} after it
   * @param files where they come from
   * @return its own model first; empty if one is not there, which the policy's check says
   */
  public static List<RunModel> of(PolicyBundle bundle, String policyName, FileSource files) {
    List<RunModel> models = new ArrayList<>();
    try {
      if (bundle.model().isPresent()) {
        models.add(read(bundle, policyName, bundle.model().get(), files));
      }
      if (bundle.sampler().isPresent()) {
        SamplerSpec sampler = bundle.sampler().get();
        models.add(read(bundle, denoiser(policyName), sampler.model(), files));
      }
      return models;
    } catch (PreflightException e) {
      return List.of();
    }
  }

  static String denoiser(String policyName) {
    return policyName + "/denoiser";
  }

  static RunModel read(PolicyBundle bundle, String name, ModelFile file, FileSource files) {
    return RunModel.of(name, Origin.display(file.path()), file.read(files, bundle.places()));
  }

  /**
   * How a policy uses its models.
   *
   * @param bundle the policy
   * @param robot the robot
   * @param files where models come from
   * @param engine says what they take and give
   * @param options how the run uses the policy
   * @return one for each model; none if they do not fit, which the policy's check says
   */
  public static List<ModelUse> uses(
      PolicyBundle bundle,
      RobotModel robot,
      FileSource files,
      InferenceEngine engine,
      PolicyOptions options) {
    if (bundle.model().isEmpty()) {
      return List.of();
    }
    PolicyForm form = PolicyStages.form(bundle, options.extensions());
    try {
      ResolvedPolicy policy = ResolvedPolicy.of(bundle, robot, options);
      RunModel model = read(bundle, options.policyName(), bundle.model().get(), files);
      try (InferenceModel loaded = engine.load(model.where(), model.content())) {
        return form.uses(new FormContext(policy, Optional.of(loaded), files, engine, options));
      }
    } catch (PreflightException e) {
      return List.of();
    }
  }
}

package io.escapement.policy.stage;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.action.DecodeStage;
import io.escapement.policy.action.HoldStage;
import io.escapement.policy.bundle.ModelFile;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a form works with.
 *
 * @param policy the bundle on the robot
 * @param model the bundle's model, loaded; empty if it has none
 * @param files where further files come from
 * @param engine evaluates models
 * @param options how the run uses the policy
 */
public record FormContext(
    ResolvedPolicy policy,
    Optional<InferenceModel> model,
    FileSource files,
    InferenceEngine engine,
    PolicyOptions options) {

  /**
   * Checks that all are there.
   *
   * @param policy the bundle on the robot
   * @param model the bundle's model
   * @param files where further files come from
   * @param engine evaluates models
   * @param options how the run uses the policy
   */
  public FormContext {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(options, "options");
  }

  /**
   * Loads a further model, such as the denoiser of a sampled policy.
   *
   * @param file its file and hash
   * @return the model, to be closed by the caller
   * @throws io.escapement.controller.config.PreflightException if it is absent or another
   */
  public InferenceModel load(ModelFile file) {
    return engine.load(Origin.display(file.path()), file.read(files, policy.bundle().places()));
  }

  /**
   * The last stages of a form: new actions are taken over and held, and each tick's is turned into
   * the nominal command, unless the policy refines the action of another.
   *
   * @param from where the form's new actions stand
   * @return the stages
   */
  public List<Stage> actionStages(HoldStage.From from) {
    String prefix = policy.prefix();
    List<Stage> stages = new ArrayList<>();
    stages.add(new HoldStage(prefix, from, policy.actions()));
    if (options.refines().isEmpty()) {
      stages.add(
          new DecodeStage(
              nominalPrefix(),
              policy.robot(),
              HoldStage.actionChannel(prefix),
              HoldStage.validChannel(prefix),
              policy.actions()));
    }
    return stages;
  }

  /**
   * Prefix of the nominal command's channels. The main policy's command is the run's; any other
   * policy's, and one that is still to be refined, has a place of its own.
   *
   * @return such as {@code go1/nominal/}
   */
  public String nominalPrefix() {
    return options.policyName().equals(PolicyOptions.MAIN) && !options.refined()
        ? policy.robot().name() + "/nominal/"
        : policy.prefix() + "nominal/";
  }
}

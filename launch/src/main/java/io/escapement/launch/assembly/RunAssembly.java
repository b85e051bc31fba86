package io.escapement.launch.assembly;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.estimation.LeggedEstimation;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.extension.StageCatalog;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.PipelineException;
import io.escapement.controller.stage.Stage;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.summary.ModeNames;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.faults.PolicyFault;
import io.escapement.policy.importer.PolicyReference;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.choice.EngineRule;
import io.escapement.policy.inference.choice.ModelUse;
import io.escapement.policy.inference.choice.RunModel;
import io.escapement.policy.observation.ResetOnEntry;
import io.escapement.policy.refinement.Refinements;
import io.escapement.policy.refinement.ResidualSpec;
import io.escapement.policy.score.NetworkScore;
import io.escapement.policy.stage.PolicyCheck;
import io.escapement.policy.stage.PolicyModels;
import io.escapement.policy.stage.PolicyOptions;
import io.escapement.policy.stage.PolicyParts;
import io.escapement.policy.stage.PolicyReport;
import io.escapement.policy.stage.PolicyStages;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.SafetyStages;
import io.escapement.safety.scoring.ScoreReader;
import io.escapement.safety.scoring.Scores;
import io.escapement.safety.supervisor.Cause;
import io.escapement.safety.supervisor.ModeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a run computes, live or on replay: the stages between the inputs and the command. Each
 * pipeline gets stages of its own.
 */
public final class RunAssembly {

  private final RunConfiguration configuration;
  private final ConfigurationLoader loader;
  private final Extensions extensions;
  private final OwnStages ownStages;
  private final RobotModel robot;
  private final Optional<LeggedEstimation> estimation;
  private final PolicyBundle bundle;
  private final List<ResidualSpec> residuals;
  private final FurtherPolicies further;
  private final SafetySettings safety;
  private final List<NetworkScore> networkScores = new ArrayList<>();
  private final Scores scores;
  private final List<PolicyFault> faults;
  private final RunEngines engines;

  private RunAssembly(
      RunConfiguration configuration,
      ConfigurationLoader loader,
      Extensions extensions,
      RobotModel robot,
      SafetySettings safety,
      List<PolicyFault> faults,
      EngineRule rule) {
    this.configuration = configuration;
    this.loader = loader;
    this.extensions = extensions;
    this.robot = robot;
    this.estimation = LeggedEstimation.read(configuration.robot(), robot, loader.files());
    this.bundle =
        PolicyReference.read(configuration.policy(), loader, extensions, Optional.of(robot));
    this.residuals =
        configuration.refine() == null
            ? List.of()
            : ResidualSpec.read(configuration.refine(), loader, extensions, robot);
    this.further =
        FurtherPolicies.read(
            configuration.safety(),
            safety.modes(),
            loader,
            robot,
            PolicyOptions.main(configuration.loop().periodNs()).extensions(extensions),
            residuals.stream().map(ResidualSpec::name).collect(Collectors.toSet()));
    this.scores = readScores(safety);
    this.safety =
        scores.entries().isEmpty()
            ? safety
            : safety.withMonitors(safety.monitors().withScores(true));
    this.ownStages =
        new OwnStages(configuration, loader, new StageCatalog(extensions), robot, this.safety);
    this.faults = faults;
    this.engines = new RunEngines(rule, this::models, this::modelUses);
  }

  private Scores readScores(SafetySettings safety) {
    long periodNs = configuration.loop().periodNs();
    return new ScoreReader(safety.drives(), loader.files(), periodNs, safety.modes())
        .read(configuration.scores(), this::networkScore);
  }

  private Supplier<List<Stage>> networkScore(YamlNode entry, String name) {
    NetworkScore score =
        NetworkScore.read(entry, robot.name(), name, loader.files())
            .orElseThrow(() -> entry.get("type").error().summary("there is no such score").build());
    networkScores.add(score);
    return () -> score.stages(engines.chosen());
  }

  /**
   * Reads the robot of a run.
   *
   * @param configuration the run
   * @param loader serves its files
   * @return the robot model
   */
  public static RobotModel robot(RunConfiguration configuration, ConfigurationLoader loader) {
    return RobotReader.read(configuration.robot(), loader.files());
  }

  /**
   * Reads policy and safety settings.
   *
   * @param configuration the run
   * @param loader serves its files
   * @param extensions where stages and parts of the policy are looked up
   * @param robot the robot
   * @param simulator whether nothing real can move
   * @param rule how each model comes by its engine
   * @return the parts, not yet checked against each other
   */
  public static RunAssembly of(
      RunConfiguration configuration,
      ConfigurationLoader loader,
      Extensions extensions,
      RobotModel robot,
      boolean simulator,
      EngineRule rule) {
    SafetySettings safety =
        SafetySettings.read(
            configuration.safety(),
            robot,
            simulator,
            configuration.loop().periodNs(),
            new BodyCapabilities(robot, loader.files()));
    List<PolicyFault> faults =
        configuration
            .root()
            .optional("policy_faults")
            .map(list -> PolicyFault.read(list, simulator))
            .orElse(List.of());
    return new RunAssembly(configuration, loader, extensions, robot, safety, faults, rule);
  }

  /**
   * The robot.
   *
   * @return its model
   */
  public RobotModel robot() {
    return robot;
  }

  /**
   * What is estimated beside what is measured.
   *
   * @return the estimation that the robot's file asks for, if it does
   */
  public Optional<LeggedEstimation> estimation() {
    return estimation;
  }

  /**
   * The policy.
   *
   * @return the bundle
   */
  public PolicyBundle bundle() {
    return bundle;
  }

  /**
   * What refines the policy's action.
   *
   * @return in the order of application
   */
  public List<ResidualSpec> residuals() {
    return residuals;
  }

  /**
   * The policies to which the run's own may hand over.
   *
   * @return those that modes bring with them
   */
  public FurtherPolicies further() {
    return further;
  }

  /**
   * What the safety stages go by.
   *
   * @return the settings, read for this robot
   */
  public SafetySettings safety() {
    return safety;
  }

  /**
   * The supervisor's modes.
   *
   * @return names and indexes
   */
  public ModeTable modes() {
    return safety.modes();
  }

  /**
   * What evaluates the run's models.
   *
   * @return decided with the first question, which may measure
   */
  public RunEngines engines() {
    return engines;
  }

  /**
   * The models of policy, refinements and scores.
   *
   * @return the policy's own first; those that can be read
   */
  public List<RunModel> models() {
    List<RunModel> models =
        new ArrayList<>(PolicyModels.of(bundle, PolicyOptions.MAIN, loader.files()));
    for (ResidualSpec residual : residuals) {
      models.addAll(PolicyModels.of(residual.bundle(), residual.name(), loader.files()));
    }
    models.addAll(further.models());
    networkScores.forEach(score -> models.addAll(score.models()));
    return models;
  }

  private List<ModelUse> modelUses(InferenceEngine reference) {
    List<ModelUse> uses =
        new ArrayList<>(PolicyModels.uses(bundle, robot, loader.files(), reference, options()));
    if (!residuals.isEmpty() && !uses.isEmpty()) {
      uses.addAll(refinements(reference).uses());
    }
    uses.addAll(further.uses(reference));
    networkScores.forEach(score -> uses.addAll(score.uses(reference)));
    return uses;
  }

  /**
   * Names for the numbers in the supervisor's channels.
   *
   * @return names of modes and causes
   */
  public ModeNames names() {
    return new ModeNames(modes()::name, code -> Cause.of(code).label());
  }

  /**
   * Holds the policy against robot, model, loop and inputs.
   *
   * @param supplied whether something in the run supplies an input channel
   * @return everything that was found
   */
  public PolicyReport checkPolicy(Predicate<String> supplied) {
    return further.check(checkRunsPolicy(supplied), engines.chosen(), supplied);
  }

  private PolicyReport checkRunsPolicy(Predicate<String> supplied) {
    PolicyReport report =
        PolicyCheck.of(bundle, robot, loader.files(), engines.chosen(), options(), supplied);
    if (residuals.isEmpty() || report.policy().isEmpty()) {
      return report;
    }
    List<Problem> problems = new ArrayList<>(report.problems());
    List<String> notices = new ArrayList<>(report.notices());
    for (PolicyReport refinement : refinements(engines.chosen()).check(supplied)) {
      problems.addAll(refinement.problems());
      notices.addAll(refinement.notices());
    }
    return report.with(problems, notices);
  }

  /**
   * Makes the estimators, which the user's own stages may read.
   *
   * @return new stages in the order of adding
   */
  public List<Stage> estimators() {
    return estimation.<List<Stage>>map(e -> List.of(e.stage())).orElse(List.of());
  }

  /**
   * Makes the user's own stages.
   *
   * @return new stages in the order of adding
   * @throws io.escapement.controller.config.ConfigurationException if there is no such type, or an
   *     entry is wrong
   */
  public List<Stage> userStages() {
    return ownStages.stages();
  }

  /**
   * What scores the state and the policy's action.
   *
   * @return the scores, none where the run has none
   */
  public Scores scores() {
    return scores;
  }

  /**
   * Makes the stages of one pipeline: estimators, the user's own, policy, scores, then safety.
   *
   * @return new stages in the order of adding, which close what the policy does beside the loop
   */
  public PolicyParts parts() {
    List<Stage> stages = new ArrayList<>(estimators());
    stages.addAll(ownStages.dynamics());
    stages.addAll(ownStages.stages());
    PolicyParts policy =
        PolicyStages.parts(bundle, robot, loader.files(), engines.chosen(), options());
    stages.addAll(policy.stages());
    if (isRefined()) {
      stages.addAll(refinements(engines.chosen()).stages(faults));
    }
    stages.addAll(further.stages(engines.chosen()));
    stages.addAll(scores.stages());
    stages.addAll(SafetyStages.of(safety, scores.filters()));
    return new PolicyParts(stages, policy.offLoop());
  }

  /**
   * Builds a pipeline that re-executes a recorded run.
   *
   * @param journaled layout of the recorded records
   * @return a new pipeline, to be closed
   * @throws PreflightException if the stages need what the run did not record
   */
  public Pipeline replayPipeline(RecordLayout journaled) {
    PipelineBuilder builder = new PipelineBuilder().recordedInputs(journaled);
    PolicyParts parts = parts();
    parts.stages().forEach(builder::add);
    parts.offLoop().ifPresent(off -> off.recomputations().forEach(builder::add));
    return built(builder, parts.stages());
  }

  /** Builds a pipeline; where its wiring breaks a rule, its stages are closed again. */
  static Pipeline built(PipelineBuilder builder, List<Stage> stages) {
    try {
      return builder.build();
    } catch (PipelineException e) {
      stages.forEach(Stage::close);
      throw PreflightException.at("pipeline").summary(e.getMessage()).cause(e).build();
    }
  }

  private Refinements refinements(InferenceEngine engine) {
    return new Refinements(residuals, bundle, robot, loader.files(), engine, options());
  }

  private PolicyOptions options() {
    // A policy that comes back into force must not act on what it remembers of before.
    PolicyOptions options =
        PolicyOptions.main(configuration.loop().periodNs())
            .extensions(extensions)
            .resetOn(new ResetOnEntry(robot.name() + "/supervisor/mode", ModeTable.POLICY));
    return isRefined() ? options.toBeRefined() : options;
  }

  /** Whether something stands between the policy's action and the nominal command. */
  private boolean isRefined() {
    return !residuals.isEmpty() || !faults.isEmpty();
  }
}

package io.escapement.policy.refinement;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.action.ActionMap;
import io.escapement.policy.action.DecodeStage;
import io.escapement.policy.action.HoldStage;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.faults.PolicyFault;
import io.escapement.policy.faults.PolicyFaultStage;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.choice.ModelUse;
import io.escapement.policy.observation.RefinedAction;
import io.escapement.policy.stage.PolicyCheck;
import io.escapement.policy.stage.PolicyModels;
import io.escapement.policy.stage.PolicyOptions;
import io.escapement.policy.stage.PolicyReport;
import io.escapement.policy.stage.PolicyStages;
import io.escapement.policy.stage.ResolvedPolicy;
import io.escapement.policy.stage.StageInPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Puts a run's refinements behind its base policy, one after the other. */
public final class Refinements {

  private final RobotModel robot;
  private final FileSource files;
  private final InferenceEngine engine;
  private final PolicyOptions base;
  private final List<ResidualSpec> residuals;
  private final ActionMap baseActions;

  /**
   * Binds refinements to a base.
   *
   * @param residuals in the order of application
   * @param bundle the base
   * @param robot the robot
   * @param files where models come from
   * @param engine evaluates them
   * @param base how the run uses the base
   * @throws PreflightException if the base does not fit the robot
   */
  public Refinements(
      List<ResidualSpec> residuals,
      PolicyBundle bundle,
      RobotModel robot,
      FileSource files,
      InferenceEngine engine,
      PolicyOptions base) {
    this.residuals = List.copyOf(residuals);
    this.robot = Objects.requireNonNull(robot, "robot");
    this.files = Objects.requireNonNull(files, "files");
    this.engine = Objects.requireNonNull(engine, "engine");
    this.base = Objects.requireNonNull(base, "base");
    this.baseActions = ResolvedPolicy.of(bundle, robot, base).actions();
  }

  /**
   * Holds every refinement against robot, model, loop, inputs and base.
   *
   * @param supplied says for the name of an input channel whether something in the run supplies it
   * @return one report for each, in order
   */
  public List<PolicyReport> check(Predicate<String> supplied) {
    List<PolicyReport> reports = new ArrayList<>();
    RefinedAction action = baseAction();
    for (ResidualSpec spec : residuals) {
      PolicyReport report =
          PolicyCheck.of(
              spec.bundle(), robot, files, engine, base.refining(spec.name(), action), supplied);
      List<Problem> problems = new ArrayList<>(report.problems());
      report.policy().ifPresent(policy -> problems.addAll(misfits(spec, policy)));
      reports.add(report.with(problems, named(spec, report.notices())));
      action = after(spec, action);
    }
    return reports;
  }

  /**
   * How every refinement uses its models.
   *
   * @return one for each model, in order; none for one that does not fit, which the check says
   */
  public List<ModelUse> uses() {
    List<ModelUse> uses = new ArrayList<>();
    RefinedAction action = baseAction();
    for (ResidualSpec spec : residuals) {
      PolicyOptions options = base.refining(spec.name(), action);
      uses.addAll(PolicyModels.uses(spec.bundle(), robot, files, engine, options));
      action = after(spec, action);
    }
    return uses;
  }

  /**
   * Makes the stages.
   *
   * @return the stages behind the base's, the last of which gives the nominal command
   * @throws PreflightException if a refinement does not fit
   */
  public List<Stage> stages() {
    return stages(List.of());
  }

  /**
   * Makes the stages, and spoils the action on its way to the nominal command.
   *
   * @param faults what goes wrong, none for nothing
   * @return the stages behind the base's, the last of which gives the nominal command
   * @throws PreflightException if a refinement does not fit
   */
  public List<Stage> stages(List<PolicyFault> faults) {
    List<Stage> stages = new ArrayList<>();
    RefinedAction action = baseAction();
    String valid = HoldStage.validChannel(prefix(PolicyOptions.MAIN));
    for (ResidualSpec spec : residuals) {
      PolicyOptions options = base.refining(spec.name(), action);
      ResolvedPolicy policy = ResolvedPolicy.of(spec.bundle(), robot, options);
      List<Problem> misfits = misfits(spec, policy);
      if (!misfits.isEmpty()) {
        throw new PreflightException(misfits);
      }
      stages.addAll(PolicyStages.of(spec.bundle(), robot, files, engine, options));
      String prefix = prefix(spec.name());
      stages.add(
          new ResidualStage(
              prefix,
              spec.combination(),
              new ResidualStage.From(
                  action.channel(),
                  valid,
                  HoldStage.actionChannel(prefix),
                  HoldStage.validChannel(prefix)),
              baseActions,
              policy.actions(),
              authority(spec, policy.actions())));
      action = after(spec, action);
      valid = ResidualStage.validChannel(prefix);
    }
    String last = action.channel();
    if (!faults.isEmpty()) {
      stages.add(new PolicyFaultStage(robot, faults, last, valid, baseActions));
      last = PolicyFaultStage.actionChannel(robot);
      valid = PolicyFaultStage.validChannel(robot);
    }
    stages.add(
        new StageInPhase(
            new DecodeStage(robot.name() + "/nominal/", robot, last, valid, baseActions),
            Phase.REFINE));
    return stages;
  }

  private static List<String> named(ResidualSpec spec, List<String> notices) {
    return notices.stream().map(notice -> spec.name() + ": " + notice).toList();
  }

  private RefinedAction baseAction() {
    return new RefinedAction(
        HoldStage.actionChannel(prefix(PolicyOptions.MAIN)), baseActions.labels());
  }

  private RefinedAction after(ResidualSpec spec, RefinedAction before) {
    return new RefinedAction(ResidualStage.refinedChannel(prefix(spec.name())), before.labels());
  }

  private String prefix(String policy) {
    return robot.name() + "/" + policy + "/";
  }

  private static double[] authority(ResidualSpec spec, ActionMap actions) {
    return actions.labels().stream()
        .mapToDouble(
            joint ->
                spec.authority().containsKey(joint)
                    ? spec.authority().get(joint)
                    : spec.authority().get(ResidualSpec.ALL))
        .toArray();
  }

  /** A residual joint that the base does not command, or one whose authority nobody has said. */
  private List<Problem> misfits(ResidualSpec spec, ResolvedPolicy policy) {
    List<Problem> problems = new ArrayList<>();
    for (String joint : policy.actions().labels()) {
      if (!baseActions.labels().contains(joint)) {
        problems.add(
            policy
                .bundle()
                .places()
                .of("actions")
                .preflight()
                .summary("the residual acts on " + joint + ", which the base does not command")
                .remedy(NearestNames.remedy(joint, baseActions.labels()))
                .problem());
      }
      if (!spec.authority().containsKey(joint) && !spec.authority().containsKey(ResidualSpec.ALL)) {
        problems.add(
            spec.place()
                .preflight()
                .summary("no authority is given for " + joint)
                .remedy("name it, or give one number for all joints")
                .problem());
      }
    }
    for (String joint : spec.authority().keySet()) {
      if (!joint.equals(ResidualSpec.ALL) && !policy.actions().labels().contains(joint)) {
        problems.add(
            spec.place()
                .preflight()
                .summary("the residual does not act on " + joint)
                .remedy(NearestNames.remedy(joint, policy.actions().labels()))
                .problem());
      }
    }
    return problems;
  }
}

package io.escapement.policy.stage;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.bundle.EvaluateSpec;
import io.escapement.policy.bundle.ModelFile;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.observation.ResolvedTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds a bundle against the robot, the model, the loop and the world before anything moves, and
 * reports all that does not hold at once.
 */
public final class PolicyCheck {

  private final PolicyBundle bundle;
  private final RobotModel robot;
  private final FileSource files;
  private final InferenceEngine engine;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private Optional<ModelSignature> signature = Optional.empty();
  private ModelCheck found = ModelCheck.NONE;

  private PolicyCheck(
      PolicyBundle bundle, RobotModel robot, FileSource files, InferenceEngine engine) {
    this.bundle = Objects.requireNonNull(bundle, "bundle");
    this.robot = Objects.requireNonNull(robot, "robot");
    this.files = Objects.requireNonNull(files, "files");
    this.engine = Objects.requireNonNull(engine, "engine");
  }

  /**
   * Checks a bundle.
   *
   * @param bundle the bundle
   * @param robot the robot
   * @param files where the model comes from
   * @param engine what would evaluate it
   * @param options how the run would use it
   * @param supplied says for the name of an input channel whether something in the run supplies it
   * @return what was found
   * @throws io.escapement.controller.config.ConfigurationException if the bundle names a term, a
   *     parameter or a form that there is not
   */
  public static PolicyReport of(
      PolicyBundle bundle,
      RobotModel robot,
      FileSource files,
      InferenceEngine engine,
      PolicyOptions options,
      Predicate<String> supplied) {
    PolicyForm form = PolicyStages.form(bundle, options.extensions());
    PolicyCheck check = new PolicyCheck(bundle, robot, files, engine);
    Optional<ResolvedPolicy> policy = check.resolved(options);
    policy.ifPresent(resolved -> check.inputs(resolved, supplied));
    check.period(options.controlPeriodNs());
    check.evaluations(options.controlPeriodNs());
    check.form(form, policy, options);
    return new PolicyReport(
        check.problems,
        check.notices,
        engine.identity(),
        check.signature,
        policy,
        check.found.goldenCases(),
        check.found.goldenWorst());
  }

  private Optional<ResolvedPolicy> resolved(PolicyOptions options) {
    try {
      return Optional.of(ResolvedPolicy.of(bundle, robot, options));
    } catch (PreflightException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private void inputs(ResolvedPolicy policy, Predicate<String> supplied) {
    inputs(policy.layout().terms(), "observations", supplied);
    policy
        .furtherLayouts()
        .forEach(
            (input, layout) ->
                inputs(layout.terms(), "inputs." + input + ".observations", supplied));
  }

  private void inputs(List<ResolvedTerm> terms, String key, Predicate<String> supplied) {
    String baseVelocity = robot.name() + "/base/linear_velocity";
    for (int i = 0; i < terms.size(); i++) {
      for (String channel : terms.get(i).term().inputs()) {
        if (!supplied.test(channel)) {
          problems.add(
              bundle
                  .places()
                  .of(key + "[" + i + "]")
                  .preflight()
                  .summary("nothing in this run supplies " + channel)
                  .found("the term " + terms.get(i).name() + " needs it")
                  .remedy(
                      channel.equals(baseVelocity)
                          ? "only a simulator knows the base's velocity: run there, estimate it (key"
                              + " estimation of the robot's file), use a policy that does without,"
                              + " or map a sensor that measures it"
                          : "give the run a driver that supplies it, or map a sensor in the robot's"
                              + " file")
                  .problem());
        }
      }
    }
  }

  private void period(long controlPeriodNs) {
    if (bundle.periodNs() % controlPeriodNs != 0) {
      problems.add(
          bundle
              .places()
              .of("period")
              .preflight()
              .summary("the policy's period is no multiple of the loop's")
              .expected("a multiple of " + controlPeriodNs / 1e6 + " ms")
              .found(bundle.periodNs() / 1e6 + " ms")
              .remedy("set loop.rate_hz to a multiple of the policy's rate")
              .problem());
    }
  }

  private void evaluations(long controlPeriodNs) {
    long evaluationNs = bundle.evaluate().map(EvaluateSpec::periodNs).orElse(controlPeriodNs);
    if (evaluationNs % controlPeriodNs != 0) {
      problems.add(
          bundle
              .places()
              .of("evaluate.period")
              .preflight()
              .summary("the time between evaluations is no multiple of the loop's period")
              .expected("a multiple of " + controlPeriodNs / 1e6 + " ms")
              .found(evaluationNs / 1e6 + " ms")
              .remedy("set loop.rate_hz to a multiple of the evaluations' rate")
              .problem());
    }
  }

  private void form(PolicyForm form, Optional<ResolvedPolicy> policy, PolicyOptions options) {
    try {
      Optional<InferenceModel> model = bundle.model().map(this::load);
      try {
        signature = model.map(InferenceModel::signature);
        if (policy.isPresent()) {
          found = form.check(new FormContext(policy.get(), model, files, engine, options));
          problems.addAll(found.problems());
          notices.addAll(found.notices());
        }
      } finally {
        model.ifPresent(InferenceModel::close);
      }
    } catch (PreflightException e) {
      problems.addAll(e.problems());
    }
  }

  private InferenceModel load(ModelFile file) {
    byte[] bytes = file.read(files, bundle.places());
    if (file.sha256().isEmpty()) {
      notices.add("no sha256 is given: any model of this shape would be taken");
    }
    return engine.load(Origin.display(file.path()), bytes);
  }
}

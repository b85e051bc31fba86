package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.action.ActionMap;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.EvaluateSpec;
import io.escapement.policy.bundle.InputSpec;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.observation.ObservationLayout;
import io.escapement.policy.observation.ObservationTerm;
import io.escapement.policy.observation.RefinedAction;
import io.escapement.policy.observation.ResolvedTerm;
import io.escapement.policy.observation.TermContext;
import io.escapement.policy.observation.TermRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A bundle on a robot: joints bound by name, sizes known, every number in its place. */
public final class ResolvedPolicy {

  private final PolicyBundle bundle;
  private final RobotModel robot;
  private final String prefix;
  private final List<Problem> problems = new ArrayList<>();
  private ActionMap actions = new ActionMap();
  private int[] joints = {};
  private double[] pose = {};
  private final Map<String, ObservationLayout> furtherLayouts = new LinkedHashMap<>();
  private final Optional<RefinedAction> refines;
  private ObservationLayout layout;

  private ResolvedPolicy(
      PolicyBundle bundle, RobotModel robot, String policyName, Optional<RefinedAction> refines) {
    this.bundle = bundle;
    this.robot = robot;
    this.refines = refines;
    this.prefix = robot.name() + "/" + policyName + "/";
  }

  /**
   * Binds a bundle to a robot, with the observation terms of the class path.
   *
   * @param bundle the bundle
   * @param robot the robot
   * @param policyName the policy's part of its channels' names, {@code policy} for the main one
   * @return the bound policy
   * @throws PreflightException with everything in which they do not fit
   */
  public static ResolvedPolicy of(PolicyBundle bundle, RobotModel robot, String policyName) {
    return resolved(
        new ResolvedPolicy(bundle, robot, policyName, Optional.empty()), Extensions.onClassPath());
  }

  /**
   * Binds a bundle to a robot as a run uses it.
   *
   * @param bundle the bundle
   * @param robot the robot
   * @param options its name, what it refines, and where observation terms are looked up
   * @return the bound policy
   * @throws PreflightException with everything in which they do not fit
   */
  public static ResolvedPolicy of(PolicyBundle bundle, RobotModel robot, PolicyOptions options) {
    return resolved(
        new ResolvedPolicy(bundle, robot, options.policyName(), options.refines()),
        options.extensions());
  }

  private static ResolvedPolicy resolved(ResolvedPolicy resolved, Extensions extensions) {
    resolved.resolve(TermRegistry.of(extensions));
    if (!resolved.problems.isEmpty()) {
      throw new PreflightException(resolved.problems);
    }
    return resolved;
  }

  private void resolve(TermRegistry registry) {
    joints = attempt(() -> bundle.joints().resolve(robot, place("joints")), null);
    if (joints == null) {
      return;
    }
    pose =
        attempt(
            () -> bundle.defaultPose().on(robot, joints, place("default_pose")),
            robot.defaultPositions());
    ActionResolver resolver = new ActionResolver(bundle, robot, joints, pose, refines.isPresent());
    actions = resolver.resolve();
    problems.addAll(resolver.problems());
    layout = layout(registry, bundle.observations(), "observations");
    problems.addAll(HeadAndNormaliserCheck.problems(bundle, actions, layout));
    bundle
        .tensors()
        .inputs()
        .forEach(
            (input, spec) -> {
              if (spec instanceof InputSpec.Observed observed) {
                String key = "inputs." + input + ".observations";
                furtherLayouts.put(input, layout(registry, observed.observations(), key));
              }
            });
  }

  private ObservationLayout layout(
      TermRegistry registry, List<ObservationSpec> observations, String key) {
    List<ResolvedTerm> terms = new ArrayList<>();
    for (int i = 0; i < observations.size(); i++) {
      ObservationSpec spec = observations.get(i);
      String termKey = key + "[" + i + "]";
      attempt(() -> terms.add(term(registry, spec, termKey)), false);
    }
    return new ObservationLayout(terms);
  }

  private ResolvedTerm term(TermRegistry registry, ObservationSpec spec, String key) {
    Place place = place(key);
    int[] own = spec.joints().map(selection -> selection.resolve(robot, place)).orElse(joints);
    ObservationTerm term =
        registry.create(
            new TermContext(
                spec,
                key,
                place,
                robot,
                prefix,
                own,
                pose,
                bundle.velocityRange(),
                actions.labels(),
                bundle.evaluate().map(EvaluateSpec::averages).orElse(false),
                refines));
    ResolvedTerm resolved =
        new ResolvedTerm(spec.term(), term, spec.conditioning(), spec.history());
    Conditioning numbers = spec.conditioning();
    int size = resolved.size();
    boolean fits =
        numbers.scale().fits(size)
            && numbers.offset().fits(size)
            && numbers.rawClip().fits(size)
            && numbers.clip().fits(size);
    if (!fits) {
      throw place
          .preflight()
          .summary("scale, offset or clip of " + spec.term() + " do not fit its elements")
          .expected(
              "one number for all, or " + size + " (" + String.join(", ", term.labels()) + ")")
          .build();
    }
    return resolved;
  }

  private Place place(String key) {
    return bundle.places().of(key);
  }

  private <T> T attempt(Supplier<T> step, T otherwise) {
    try {
      return step.get();
    } catch (PreflightException e) {
      problems.addAll(e.problems());
      return otherwise;
    }
  }

  /**
   * The bundle.
   *
   * @return what was bound
   */
  public PolicyBundle bundle() {
    return bundle;
  }

  /**
   * The robot.
   *
   * @return what it was bound to
   */
  public RobotModel robot() {
    return robot;
  }

  /**
   * Prefix of the policy's channels.
   *
   * @return such as {@code go1/policy/}
   */
  public String prefix() {
    return prefix;
  }

  /**
   * The observation.
   *
   * @return its terms in order
   */
  public ObservationLayout layout() {
    return layout;
  }

  /**
   * The observations that further inputs of the model take.
   *
   * @return by the input's name, in the bundle's order
   */
  public Map<String, ObservationLayout> furtherLayouts() {
    return Collections.unmodifiableMap(furtherLayouts);
  }

  /**
   * The action.
   *
   * @return its elements in order
   */
  public ActionMap actions() {
    return actions;
  }

  /**
   * The pose that relative positions are relative to.
   *
   * @return a new array of positions in the robot's joint order, rad or m
   */
  public double[] defaultPose() {
    return pose.clone();
  }

  /**
   * The policy's joints.
   *
   * @return names in the policy's order
   */
  public List<String> jointNames() {
    return Arrays.stream(joints).mapToObj(i -> robot.joints().get(i).name()).toList();
  }
}

package io.escapement.policy.stage;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.Capability;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.action.ActionMap;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the actuators that a bundle's actions command, and refuses what a drive does not take. */
final class ActionResolver {

  private final PolicyBundle bundle;
  private final RobotModel robot;
  private final int[] joints;
  private final double[] pose;
  private final boolean refines;
  private final List<Problem> problems = new ArrayList<>();
  private final ActionMap actions = new ActionMap();

  /**
   * Creates a resolver.
   *
   * @param bundle the bundle
   * @param robot the robot
   * @param joints the policy's joints, as indices into the robot's
   * @param pose default positions in the robot's joint order, rad or m
   * @param refines whether the policy refines the action of another
   */
  ActionResolver(
      PolicyBundle bundle, RobotModel robot, int[] joints, double[] pose, boolean refines) {
    this.bundle = bundle;
    this.robot = robot;
    this.joints = joints;
    this.pose = pose;
    this.refines = refines;
  }

  /** The elements of the action, as far as they fit. */
  ActionMap resolve() {
    for (int i = 0; i < bundle.actions().size(); i++) {
      addAction(bundle.actions().get(i), "actions[" + i + "]");
    }
    refuseDoublyNamedActuators();
    if (!refines) {
      refuseUnnamedActuators();
    }
    return actions;
  }

  /** Everything that does not fit. */
  List<Problem> problems() {
    return problems;
  }

  private void addAction(ActionSpec spec, String key) {
    Place place = place(key);
    boolean residual = spec.type() == ActionSpec.Type.RESIDUAL;
    if (residual != refines) {
      problems.add(
          place
              .preflight()
              .summary(
                  residual
                      ? "a residual commands nothing by itself"
                      : "a policy that refines another's action does not command joints")
              .remedy(
                  residual
                      ? "name it under the run's \"refine\", beside a policy that it refines"
                      : "give its actions the type residual")
              .problem());
      return;
    }
    int[] own;
    try {
      own = spec.joints().map(s -> s.resolve(robot, place(key + ".joints"))).orElse(joints);
    } catch (PreflightException e) {
      problems.addAll(e.problems());
      return;
    }
    List<String> labels = Arrays.stream(own).mapToObj(i -> robot.joints().get(i).name()).toList();
    boolean fits =
        spec.scale().fits(own.length)
            && spec.offset().map(numbers -> numbers.fits(own.length)).orElse(true)
            && spec.rawClip().fits(own.length)
            && spec.clip().fits(own.length)
            && spec.stiffness().fits(own.length)
            && spec.damping().fits(own.length);
    if (!fits) {
      problems.add(
          place
              .preflight()
              .summary("scale, offset, clip, stiffness or damping do not fit the action's joints")
              .expected("one number for all, or " + own.length)
              .problem());
      return;
    }
    if (spec.stiffness().values().stream().anyMatch(gain -> gain < 0)
        || spec.damping().values().stream().anyMatch(gain -> gain < 0)) {
      problems.add(
          place
              .preflight()
              .summary("a negative stiffness or damping drives a joint away from its target")
              .expected("gains of 0 or more")
              .problem());
      return;
    }
    int[] actuators = new int[own.length];
    for (int i = 0; i < own.length; i++) {
      actuators[i] = actuator(own[i], spec, i, own.length, place);
    }
    if (Arrays.stream(actuators).noneMatch(index -> index < 0)) {
      double[] positions = Arrays.stream(own).mapToDouble(joint -> pose[joint]).toArray();
      actions.add(spec, labels, actuators, positions);
    }
  }

  /** Index of a joint's actuator, -1 with a problem where the policy cannot command it. */
  private int actuator(int joint, ActionSpec spec, int element, int count, Place place) {
    String jointName = robot.joints().get(joint).name();
    Actuator actuator = robot.actuatorOfJoint(joint).orElse(null);
    if (actuator == null) {
      problems.add(
          place.preflight().summary("no actuator drives the joint " + jointName).problem());
      return -1;
    }
    if (spec.type() == ActionSpec.Type.RESIDUAL) {
      return actuator.index();
    }
    Capability needed =
        switch (spec.type()) {
          case JOINT_POSITION -> Capability.POSITION;
          case JOINT_EFFORT -> Capability.EFFORT;
          case JOINT_VELOCITY -> Capability.VELOCITY;
          case RESIDUAL -> throw new IllegalStateException("residual");
        };
    boolean able = actuator.accepts(needed);
    if (!able) {
      problems.add(
          place
              .preflight()
              .summary("actuator " + actuator.name() + " does not take what the policy commands")
              .expected(word(needed))
              .found("it takes " + words(actuator.accepts()))
              .problem());
    }
    double stiffness = spec.stiffness().expand(count)[element];
    double damping = spec.damping().expand(count)[element];
    able &= gainFits(actuator, Capability.STIFFNESS, stiffness, actuator.stiffness(), place);
    able &= gainFits(actuator, Capability.DAMPING, damping, actuator.damping(), place);
    return able ? actuator.index() : -1;
  }

  /**
   * A drive that takes no gain has one built in, and it must be the one that the policy wants. One
   * that takes efforts alone has none: its gains are those of the runtime's own modes.
   */
  private boolean gainFits(
      Actuator actuator, Capability gain, double wanted, double ownGain, Place place) {
    boolean effortAlone =
        !actuator.accepts(Capability.POSITION) && !actuator.accepts(Capability.VELOCITY);
    double builtIn = effortAlone ? 0 : ownGain;
    if (actuator.accepts(gain) || wanted == builtIn) {
      return true;
    }
    problems.add(
        place
            .preflight()
            .summary("actuator " + actuator.name() + " takes no " + word(gain))
            .expected("the policy's " + word(gain) + ", " + wanted)
            .found(builtIn + ", built into the drive")
            .problem());
    return false;
  }

  private static String word(Capability capability) {
    return capability.name().toLowerCase(Locale.ROOT);
  }

  private static String words(Iterable<Capability> capabilities) {
    List<String> words = new ArrayList<>();
    capabilities.forEach(capability -> words.add(word(capability)));
    return words.isEmpty() ? "nothing" : String.join(", ", words);
  }

  private boolean[] named() {
    boolean[] named = new boolean[robot.actuators().size()];
    actions.elements().forEach(element -> named[element.actuator()] = true);
    return named;
  }

  private void refuseDoublyNamedActuators() {
    Set<Integer> named = new HashSet<>();
    for (ActionMap.Element element : actions.elements()) {
      if (!named.add(element.actuator())) {
        problems.add(
            place("actions")
                .preflight()
                .summary("two elements of the action command " + element.label())
                .problem());
      }
    }
  }

  private void refuseUnnamedActuators() {
    boolean[] named = named();
    List<String> others =
        robot.actuators().stream().filter(a -> !named[a.index()]).map(Actuator::name).toList();
    if (!others.isEmpty() && !bundle.unnamedPassive() && problems.isEmpty()) {
      problems.add(
          place("actions")
              .preflight()
              .summary("the policy does not say what becomes of " + String.join(", ", others))
              .remedy("name them in the actions, or write \"unnamed: passive\" for no effort")
              .problem());
    }
  }

  private Place place(String key) {
    return bundle.places().of(key);
  }
}

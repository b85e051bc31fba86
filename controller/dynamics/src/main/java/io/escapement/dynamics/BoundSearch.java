package io.escapement.dynamics;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.ProblemBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks for the bounds of one robot: samples first, then what is worse near the worst of them. */
final class BoundSearch {

  /** States that all climbs together may look at, beside the samples. */
  private static final int CLIMBED_STATES = 8000;

  /** From how many states the effort that is left is climbed for: it has many tops. */
  private static final int ROUNDS = 4;

  /** Climbs a joint: those, gravity, what is assured, error, acceleration. */
  private static final int CLIMBS = ROUNDS + 4;

  private final JointBox box;
  private final BoundSettings settings;
  private final StateBox states;
  private final SampledBodies bodies;
  private final StateSearch search;
  private final EffortRows efforts;
  private final ModelError modelError;
  private final AccelerationRows happening;
  private final AccelerationRows assured;
  private final InertiaBounds inertia;
  private final double light;
  private final double heavy;
  private final int budget;
  private final WorstStates gravity;
  private final WorstStates load;
  private final WorstStates error;
  private final WorstStates maximum;
  private double[] acceleration;

  BoundSearch(DynamicsModel model, JointBox box, BoundSettings settings) {
    this.box = box;
    this.settings = settings;
    int n = box.size();
    states = new StateBox(box, model.robot().defaultPositions());
    bodies = new SampledBodies(model);
    search = new StateSearch(states, bodies);
    modelError = new ModelError(model, box, settings.massError());
    efforts = new EffortRows(box, settings, bodies, modelError);
    double[] most = most(box, settings);
    happening = new AccelerationRows(most);
    assured = new AccelerationRows(most);
    inertia = new InertiaBounds(n, settings.massError());
    light = 1 - settings.massError();
    heavy = 1 + settings.massError();
    budget = Math.max(1, CLIMBED_STATES / (CLIMBS * n));
    gravity = new WorstStates(n, states.size());
    load = new WorstStates(n, states.size());
    error = new WorstStates(n, states.size());
    maximum = new WorstStates(n, states.size());
  }

  ModelBounds run() {
    double[] state = new double[states.size()];
    for (int k = 0; k < settings.samples(); k++) {
      states.sample(k, state);
      bodies.set(state);
      take(state);
    }
    climb(gravity, (joint, at) -> Math.abs(at.gravity(joint)), this::take);
    requireEfforts();
    acceleration = happening.solve();
    for (int round = 0; round < ROUNDS; round++) {
      climb(happening, acceleration, round, efforts::happening);
      requireEfforts();
      acceleration = happening.solve();
    }
    double[] certain = solveAssured();
    for (int k = 0; k < settings.samples(); k++) {
      states.sample(k, state);
      bodies.set(state);
      takeMotion(state);
    }
    climb(error, (joint, at) -> errorAt(joint), this::takeMotion);
    climb(maximum, (joint, at) -> maximumAt(joint), this::takeMotion);
    return new ModelBounds(
        acceleration, certain, error.values(), gravity.values(), maximum.values(), inertia);
  }

  /** Nothing is assured if the error eats all up in some state. */
  private double[] solveAssured() {
    if (!assured.hasRoom()) {
      return new double[box.size()];
    }
    climb(assured, assured.solve(), 0, efforts::assured);
    return assured.hasRoom() ? assured.solve() : new double[box.size()];
  }

  private void climb(AccelerationRows rows, double[] wanted, int rank, Supplier<double[]> effort) {
    for (int i = 0; i < box.size(); i++) {
      int joint = i;
      double[] state = rows.tightest(joint, wanted, rank, settings.samples());
      search.climb(state, at -> AccelerationRows.load(effort.get(), joint, wanted), budget);
      take(state);
    }
  }

  private static double[] most(JointBox box, BoundSettings settings) {
    double[] most = new double[box.size()];
    for (int i = 0; i < most.length; i++) {
      most[i] =
          box.velocityRadS(i) == Double.POSITIVE_INFINITY
              ? BoundSettings.ENDLESS_RAD_S2
              : box.velocityRadS(i) / settings.stoppingTimeS();
    }
    return most;
  }

  /** What a joint has in the bodies' state. */
  private interface Badness {
    double of(int joint, SampledBodies at);
  }

  private void climb(WorstStates worst, Badness badness, Consumer<double[]> then) {
    for (int i = 0; i < box.size(); i++) {
      int joint = i;
      double[] state = worst.state(i);
      search.climb(state, at -> badness.of(joint, at), budget);
      then.accept(state);
    }
  }

  private void take(double[] state) {
    happening.add(state, efforts.happening());
    assured.add(state, efforts.assured());
    for (int i = 0; i < box.size(); i++) {
      gravity.take(i, Math.abs(bodies.gravity(i)), state);
      load.take(i, bodies.load(i), state);
    }
  }

  private void takeMotion(double[] state) {
    bodies.update(modelError);
    for (int i = 0; i < box.size(); i++) {
      error.take(i, modelError.errorRadS2(i, acceleration), state);
    }
    bodies.invert(light);
    inertia.takeLight(bodies);
    takeMaximum(light, state);
    bodies.invert(heavy);
    inertia.takeHeavy(bodies);
    takeMaximum(heavy, state);
  }

  private void takeMaximum(double factor, double[] state) {
    for (int i = 0; i < box.size(); i++) {
      maximum.take(i, maximum(factor, i), state);
    }
  }

  private double errorAt(int joint) {
    bodies.update(modelError);
    return modelError.errorRadS2(joint, acceleration);
  }

  private double maximumAt(int joint) {
    bodies.invert(light);
    double found = maximum(light, joint);
    bodies.invert(heavy);
    return Math.max(found, maximum(heavy, joint));
  }

  private double maximum(double factor, int i) {
    double sum = factor * unforced(i);
    for (int j = 0; j < box.size(); j++) {
      sum += Math.abs(bodies.inverse(i, j)) * (box.effortNm(j) + box.disturbanceNm(j));
    }
    return sum;
  }

  /** How a joint accelerates by the model's bias alone, at its velocity or at rest. */
  private double unforced(int i) {
    double moving = 0;
    double resting = 0;
    for (int j = 0; j < box.size(); j++) {
      moving += bodies.inverse(i, j) * bodies.bias(j);
      resting += bodies.inverse(i, j) * bodies.gravity(j);
    }
    return Math.max(Math.abs(moving), Math.abs(resting));
  }

  private void requireEfforts() {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < box.size(); i++) {
      if (lacks(i, gravity)) {
        problems.add(
            problem(i, gravity)
                .summary("the joint's effort does not hold it up everywhere in its limits")
                .remedy(
                    "narrow the position limits under joints in robot.yaml, or raise the effort")
                .problem());
      } else if (lacks(i, load)) {
        problems.add(
            problem(i, load)
                .summary("the joint's effort does not keep its speed everywhere in its limits")
                .remedy("lower the velocity limits under joints in robot.yaml")
                .problem());
      }
    }
    if (!problems.isEmpty()) {
      throw new PreflightException(problems);
    }
  }

  private boolean lacks(int joint, WorstStates worst) {
    return !(heavy * worst.value(joint) < efforts.there(joint));
  }

  private ProblemBuilder<PreflightException> problem(int joint, WorstStates worst) {
    StringBuilder pose = new StringBuilder();
    double[] state = worst.state(joint);
    for (int i = 0; i < box.size(); i++) {
      pose.append(i == 0 ? "" : ", ")
          .append(box.name(i))
          .append(String.format(Locale.ROOT, " %.3g", state[i]));
    }
    return PreflightException.at("joint " + box.name(joint))
        .expected(
            String.format(
                Locale.ROOT,
                "less than %.4g, %.0f %% of its limit %.4g%s",
                efforts.there(joint),
                100 * settings.effortShare(),
                box.effortNm(joint),
                box.disturbanceNm(joint) > 0
                    ? String.format(
                        Locale.ROOT, " less disturbances of %.4g", box.disturbanceNm(joint))
                    : ""))
        .found(
            String.format(
                Locale.ROOT,
                "%.4g at %s%s",
                heavy * worst.value(joint),
                pose,
                settings.massError() > 0
                    ? String.format(
                        Locale.ROOT, ", with masses %.0f %% too large", 100 * settings.massError())
                    : ""));
  }
}

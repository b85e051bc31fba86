package io.escapement.dynamics;

import java.util.Arrays;
import java.util.Objects;

/**
 * Between what the inertias of joints are, over a box of positions and for bodies that may be
 * heavier or lighter than the model's. Immutable.
 *
 * <p>The <em>diagonal</em> is what a joint feels if no other joint accelerates; the
 * <em>apparent</em> inertia, one over the diagonal of the inverse, is what it feels if all others,
 * and a floating base, give way. Both are found by looking at samples: states between them may be a
 * little outside.
 */
public final class InertiaBounds {

  private final double[] leastDiagonal;
  private final double[] greatestDiagonal;
  private final double[] leastApparent;
  private final double[] greatestApparent;
  private final double error;

  InertiaBounds(int joints, double massError) {
    leastDiagonal = filled(joints, Double.POSITIVE_INFINITY);
    greatestDiagonal = new double[joints];
    leastApparent = filled(joints, Double.POSITIVE_INFINITY);
    greatestApparent = new double[joints];
    error = massError;
  }

  private static double[] filled(int count, double value) {
    double[] values = new double[count];
    Arrays.fill(values, value);
    return values;
  }

  /**
   * Looks for the bounds of a robot, whether its base is fixed or floats. Off the loop.
   *
   * @param model the robot's bodies, with masses
   * @param box its joints' limits, of which positions count
   * @param settings how to look
   * @return the bounds
   * @throws IllegalArgumentException if the model is kinematic or the box is another robot's
   */
  public static InertiaBounds of(DynamicsModel model, JointBox box, BoundSettings settings) {
    Objects.requireNonNull(settings, "settings");
    requireFit(model, box);
    StateBox states = new StateBox(box, model.robot().defaultPositions());
    SampledBodies bodies = new SampledBodies(model);
    InertiaBounds bounds = new InertiaBounds(box.size(), settings.massError());
    double[] state = new double[states.size()];
    for (int k = 0; k < settings.samples(); k++) {
      states.sample(k, state);
      bodies.set(state);
      bodies.invert(1 - settings.massError());
      bounds.takeLight(bodies);
      bodies.invert(1 + settings.massError());
      bounds.takeHeavy(bodies);
    }
    return bounds;
  }

  static void requireFit(DynamicsModel model, JointBox box) {
    if (!model.isDynamic()) {
      throw new IllegalArgumentException("a kinematic model: " + model.kinematicReason());
    }
    if (model.robot().joints().size() != box.size()) {
      throw new IllegalArgumentException(
          "the robot has " + model.robot().joints().size() + " joints, the box " + box.size());
    }
  }

  /** Takes a state in, with the inverse for the lightest bodies: a matrix grows with the masses. */
  void takeLight(SampledBodies bodies) {
    for (int i = 0; i < leastDiagonal.length; i++) {
      double diagonal = (1 - error) * bodies.mass(i, i) + bodies.armature(i);
      leastDiagonal[i] = Math.min(leastDiagonal[i], diagonal);
      leastApparent[i] = Math.min(leastApparent[i], 1 / bodies.inverse(i, i));
    }
  }

  /** Takes a state in, with the inverse for the heaviest bodies. */
  void takeHeavy(SampledBodies bodies) {
    for (int i = 0; i < greatestDiagonal.length; i++) {
      double diagonal = (1 + error) * bodies.mass(i, i) + bodies.armature(i);
      greatestDiagonal[i] = Math.max(greatestDiagonal[i], diagonal);
      greatestApparent[i] = Math.max(greatestApparent[i], 1 / bodies.inverse(i, i));
    }
  }

  /**
   * The least element of the mass matrix's diagonal.
   *
   * @param joint its index
   * @return kg m^2 or kg
   */
  public double leastDiagonal(int joint) {
    return leastDiagonal[joint];
  }

  /**
   * The greatest element of the mass matrix's diagonal.
   *
   * @param joint its index
   * @return kg m^2 or kg
   */
  public double greatestDiagonal(int joint) {
    return greatestDiagonal[joint];
  }

  /**
   * The least apparent inertia.
   *
   * @param joint its index
   * @return kg m^2 or kg
   */
  public double leastApparent(int joint) {
    return leastApparent[joint];
  }

  /**
   * The greatest apparent inertia.
   *
   * @param joint its index
   * @return kg m^2 or kg
   */
  public double greatestApparent(int joint) {
    return greatestApparent[joint];
  }
}

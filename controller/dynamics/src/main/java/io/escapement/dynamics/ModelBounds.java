package io.escapement.dynamics;

/**
 * What a robot on a fixed base can do anywhere in the box of its joints' limits, by its model.
 * Worked out before a run; immutable; the same bits for the same model, box and settings.
 *
 * <p>This is sampled, it is no proof. Some thousand states are looked at, the worst of them are
 * made worse by a local search, and what holds in all of these is taken to hold in the box. Masses
 * and moments of inertia of all bodies are off by one factor, at both ends of the settings' mass
 * error. In each state, accelerations, efforts and disturbances of any signs are covered exactly,
 * not by samples. The model knows nothing of friction, damping, springs, contacts and loads: they
 * count where {@link JointBox#withDisturbance} names them, and nowhere else.
 */
public final class ModelBounds {

  private final double[] acceleration;
  private final double[] assured;
  private final double[] error;
  private final double[] gravity;
  private final double[] maximumAcceleration;
  private final InertiaBounds inertia;

  ModelBounds(
      double[] acceleration,
      double[] assured,
      double[] error,
      double[] gravity,
      double[] maximumAcceleration,
      InertiaBounds inertia) {
    this.acceleration = acceleration.clone();
    this.assured = assured.clone();
    this.error = error.clone();
    this.gravity = gravity.clone();
    this.maximumAcceleration = maximumAcceleration.clone();
    this.inertia = inertia;
  }

  /**
   * Looks for the bounds. Off the loop: takes some tenths of a second.
   *
   * @param model the robot's bodies, with masses, on a fixed base
   * @param box its joints' limits
   * @param settings how to look
   * @return the bounds
   * @throws io.escapement.controller.config.PreflightException for each joint whose effort does not
   *     hold it up somewhere in the box, or not at its speed: which joint, in which pose, with what
   *     effort
   * @throws IllegalArgumentException if the model is kinematic, its base floats, or the box is
   *     another robot's
   */
  public static ModelBounds of(DynamicsModel model, JointBox box, BoundSettings settings) {
    InertiaBounds.requireFit(model, box);
    if (model.baseVelocities() > 0) {
      throw new IllegalArgumentException(
          "what a joint of a floating base can do depends on its contacts");
    }
    return new BoundSearch(model, box, settings).run();
  }

  /**
   * An acceleration that a joint can always be given: every combination of accelerations up to
   * these, of any signs, needs no more than the settings' share of the effort limits.
   *
   * @param joint its index
   * @return rad/s^2 or m/s^2, at most what the settings' stopping time asks for
   */
  public double accelerationRadS2(int joint) {
    return acceleration[joint];
  }

  /**
   * The largest difference between the acceleration that happens and the one that was meant, when
   * efforts are worked out by the model, its masses are wrong, the disturbances act, and no joint
   * is meant to accelerate by more than {@link #accelerationRadS2}.
   *
   * @param joint its index
   * @return rad/s^2 or m/s^2
   */
  public double errorRadS2(int joint) {
    return error[joint];
  }

  /**
   * An acceleration that really happens, at least, although the masses are wrong: in each state,
   * what is to be meant for it, {@code meant = this + error}, needs no more than the settings'
   * share of the effort limits, for all joints at once, of any signs. The error is that of the
   * state, by {@link ModelError#compensate}: it is large where an arm is folded and light and has
   * effort to spare, so that this is much more than {@link #accelerationRadS2} less {@link
   * #errorRadS2}, which are of different states.
   *
   * @param joint its index
   * @return rad/s^2 or m/s^2; 0 for every joint if the masses are too uncertain somewhere
   */
  public double assuredRadS2(int joint) {
    return assured[joint];
  }

  /**
   * The largest effort that holds a joint up at rest, with the model's own masses.
   *
   * @param joint its index
   * @return Nm or N
   */
  public double gravityNm(int joint) {
    return gravity[joint];
  }

  /**
   * The largest acceleration that happens at all, whatever the efforts within their limits.
   *
   * @param joint its index
   * @return rad/s^2 or m/s^2
   */
  public double maximumAccelerationRadS2(int joint) {
    return maximumAcceleration[joint];
  }

  /**
   * Between what the joints' inertias are.
   *
   * @return the bounds, mass errors included
   */
  public InertiaBounds inertia() {
    return inertia;
  }
}

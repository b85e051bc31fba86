package io.escapement.safety;

import io.escapement.safety.chain.ChainModel;
import io.escapement.safety.chain.JointCapabilities;
import io.escapement.safety.command.Drive;

/**
 * What is assumed of a joint unless the run says otherwise, rad/s^2.
 *
 * @param acceleration A
 * @param error E, what is left once a disturbance has been observed
 * @param disturbance what may be observed
 * @param accelerationMax what may happen at all
 */
record JointDefaults(
    double acceleration, double error, double disturbance, double accelerationMax) {

  /** In which time a joint of unknown masses may take up its greatest speed, s. */
  private static final double KINEMATIC_RISE_S = 0.1;

  /** In which time a joint on a floating base counts as able to lose its greatest speed, s. */
  private static final double DECOUPLED_RISE_S = 0.025;

  /** Speed that stands for the one that a robot model does not give, rad/s. */
  private static final double UNKNOWN_SPEED = 20;

  /** Part of a drive's effort that is left for slowing its joint down, on a floating base. */
  private static final double DECOUPLED_SHARE = 0.5;

  /** By how much more than its own drive an impact accelerates a joint on a floating base. */
  private static final double DECOUPLED_IMPACT = 10;

  /** Part of A by which accelerations are off at least, whatever is said of the masses. */
  private static final double LEAST_ERROR = 0.05;

  /** Part of A that the load may be misjudged by, on a floating base. */
  private static final double DECOUPLED_ERROR = 0.25;

  static JointDefaults of(
      ChainModel model,
      JointCapabilities known,
      Drive drive,
      double velocityScale,
      double massError) {
    double speed =
        Double.isFinite(drive.velocityMax()) ? drive.velocityMax() * velocityScale : UNKNOWN_SPEED;
    int joint = drive.joint();
    return switch (model) {
      case DYNAMIC ->
          new JointDefaults(
              known.acceleration().get(joint),
              Math.max(LEAST_ERROR, massError) * known.acceleration().get(joint),
              known.error().get(joint),
              known.accelerationMax().get(joint));
      case DECOUPLED -> {
        double full = drive.effortMax() / known.inertia().get(joint);
        double given = Math.min(DECOUPLED_SHARE * full, speed / DECOUPLED_RISE_S);
        yield new JointDefaults(given, DECOUPLED_ERROR * given, given, DECOUPLED_IMPACT * full);
      }
      case KINEMATIC -> {
        double given = speed / KINEMATIC_RISE_S;
        yield new JointDefaults(given, 0, 0, given);
      }
    };
  }
}

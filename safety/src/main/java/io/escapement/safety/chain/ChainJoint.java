package io.escapement.safety.chain;

import io.escapement.safety.viability.JointLimits;
import java.util.Objects;

/**
 * A joint that the chain controls, with what the proof assumes of it.
 *
 * @param name the actuator's name
 * @param actuator index of the actuator that moves it
 * @param joint index in the robot model's order of joints
 * @param limits position, velocity, and the acceleration A that it can always be given, within E
 * @param disturbanceMax bound on the acceleration that may be observed beside the model, rad/s^2
 * @param accelerationMax bound on its acceleration whatever pushes it, rad/s^2 (m/s^2); infinity
 *     where nothing relies on one
 * @param effortMax greatest effort of its drive, Nm (N)
 * @param gravityMax greatest effort that gravity asks for, which no account of energy counts, Nm
 * @param builtInStiffness of a servo that keeps its gains to itself, Nm/rad; 0 of other drives
 * @param builtInDamping likewise, Nm s/rad
 */
public record ChainJoint(
    String name,
    int actuator,
    int joint,
    JointLimits limits,
    double disturbanceMax,
    double accelerationMax,
    double effortMax,
    double gravityMax,
    double builtInStiffness,
    double builtInDamping) {

  /**
   * Checks the ranges.
   *
   * @param name not null
   * @param actuator at least 0
   * @param joint at least 0
   * @param limits not null
   * @param disturbanceMax at least 0
   * @param accelerationMax at least what {@code limits} plan with
   * @param effortMax above 0, finite
   * @param gravityMax at least 0
   * @param builtInStiffness at least 0
   * @param builtInDamping at least 0
   * @throws IllegalArgumentException if one of these does not hold
   */
  public ChainJoint {
    Objects.requireNonNull(name, "name");
    boolean fits =
        actuator >= 0
            && joint >= 0
            && disturbanceMax >= 0
            && accelerationMax >= limits.acceleration()
            && effortMax > 0
            && Double.isFinite(effortMax)
            && gravityMax >= 0
            && builtInStiffness >= 0
            && builtInDamping >= 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "joint of "
              + name
              + ": expected accelerationMax >= "
              + limits.acceleration()
              + " rad/s^2, a finite effort above 0 and gains of at least 0, found "
              + accelerationMax
              + ", "
              + effortMax
              + ", "
              + builtInStiffness
              + ", "
              + builtInDamping);
    }
  }

  /**
   * The greatest effort that an account of energy can see.
   *
   * @return Nm
   */
  public double accountedEffort() {
    return effortMax + gravityMax;
  }
}

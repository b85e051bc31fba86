package io.escapement.hardware.mujoco;

import io.escapement.controller.robot.Capability;
import java.util.EnumSet;
import java.util.Set;

/** What MuJoCo's actuators look like from outside: which of the five numbers one can take. */
enum DriveKind {
  /** A force proportional to the control: {@code motor}. The drive's law is computed here. */
  MOTOR(EnumSet.allOf(Capability.class)),
  /** A servo on the position: {@code position}. MuJoCo itself computes the law. */
  POSITION(EnumSet.of(Capability.POSITION, Capability.STIFFNESS, Capability.DAMPING)),
  /** A servo on the velocity: {@code velocity}. MuJoCo itself computes the law. */
  VELOCITY(EnumSet.of(Capability.VELOCITY, Capability.DAMPING)),
  /** Anything else, such as muscles and integrators. */
  OTHER(EnumSet.noneOf(Capability.class));

  private final EnumSet<Capability> takes;

  DriveKind(EnumSet<Capability> takes) {
    this.takes = takes;
  }

  /** The numbers that such a drive can take at most. */
  Set<Capability> takes() {
    return takes.clone();
  }

  /**
   * Tells what an actuator is from its parameters: force = gain * control + bias0 + bias1 * length
   * + bias2 * velocity.
   */
  static DriveKind of(MujocoModel model, int actuator) {
    StructOffsets constants = model.offsets();
    int dynamics = model.intAt("actuator_dyntype", actuator);
    boolean direct =
        (dynamics == constants.get("mjDYN_NONE") || dynamics == constants.get("mjDYN_FILTER"))
            && model.intAt("actuator_gaintype", actuator) == constants.get("mjGAIN_FIXED");
    int bias = model.intAt("actuator_biastype", actuator);
    double gain = model.doubleAt("actuator_gainprm", actuator * constants.get("mjNGAIN"));
    if (!direct || gain == 0) {
      return OTHER;
    }
    if (bias == constants.get("mjBIAS_NONE")) {
      return MOTOR;
    }
    int first = actuator * constants.get("mjNBIAS");
    double bias0 = model.doubleAt("actuator_biasprm", first);
    double bias1 = model.doubleAt("actuator_biasprm", first + 1);
    double bias2 = model.doubleAt("actuator_biasprm", first + 2);
    if (bias != constants.get("mjBIAS_AFFINE") || bias0 != 0) {
      return OTHER;
    }
    if (bias1 == -gain) {
      return POSITION;
    }
    if (bias1 == 0 && bias2 == -gain) {
      return VELOCITY;
    }
    return bias1 == 0 && bias2 == 0 ? MOTOR : OTHER;
  }
}

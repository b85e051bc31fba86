package io.escapement.hardware.mujoco;

import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.Capability;
import io.escapement.controller.robot.RobotModel;
import io.escapement.hardware.channels.CommandChannels;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The simulated drives: takes the five numbers of each actuator once a tick and turns them into
 * MuJoCo's controls. Motors get the law {@code effort + stiffness (position - q) + damping
 * (velocity - dq)} anew in each physics step; servos get their target and, where they take them,
 * their gains. MuJoCo clamps controls and forces to the ranges of the model.
 *
 * <p>Commands are on the joint's side; the model's gear turns them to the drive's. What an actuator
 * does not accept is not looked at: its own stiffness and damping stand in for gains.
 */
final class Drives {

  private static final int NONE = -1;

  private final List<Actuator> actuators;
  private final DriveKind[] kinds;
  private final int[] ctrlAt;
  private final int[] positionAt;
  private final int[] velocityAt;
  private final int[] gainAt;
  private final int[] biasAt;
  private final double[] gear;
  private final double[] gain;
  private final boolean[][] accepts;
  private final double[] position;
  private final double[] velocity;
  private final double[] stiffness;
  private final double[] damping;
  private final double[] effort;
  private final UnsafeBuffer gains;
  private final UnsafeBuffer biases;
  private final double[] firstGains;
  private final double[] firstBiases;
  private final MujocoData data;
  private final double strength;

  /**
   * Binds actuators by name.
   *
   * @param robot the robot's actuators
   * @param names finds them in the model, and collects what does not fit
   * @param data the state that they act on
   * @param strength part of the effort asked for that the drives give
   */
  Drives(RobotModel robot, NameBinding names, MujocoData data, double strength) {
    this.actuators = robot.actuators();
    this.data = data;
    this.strength = strength;
    int count = actuators.size();
    kinds = new DriveKind[count];
    ctrlAt = new int[count];
    positionAt = new int[count];
    velocityAt = new int[count];
    gainAt = new int[count];
    biasAt = new int[count];
    gear = new double[count];
    gain = new double[count];
    accepts = new boolean[count][Capability.values().length];
    position = new double[count];
    velocity = new double[count];
    stiffness = new double[count];
    damping = new double[count];
    effort = new double[count];
    MujocoModel model = names.model();
    int controls = model.size("nu");
    int gainsEach = model.offsets().get("mjNGAIN");
    int biasesEach = model.offsets().get("mjNBIAS");
    gains = model.array("actuator_gainprm", controls * gainsEach * Double.BYTES);
    biases = model.array("actuator_biasprm", controls * biasesEach * Double.BYTES);
    firstGains = copyOf(gains);
    firstBiases = copyOf(biases);
    for (int i = 0; i < count; i++) {
      int index = names.actuator(actuators.get(i).name());
      if (index != MujocoModel.NOT_FOUND) {
        ctrlAt[i] = index * Double.BYTES;
        gainAt[i] = index * gainsEach * Double.BYTES;
        biasAt[i] = index * biasesEach * Double.BYTES;
        bind(i, index, robot, names);
        if (kinds[i] != DriveKind.MOTOR) {
          weaken(firstGains, index * gainsEach, gainsEach);
          weaken(firstBiases, index * biasesEach, biasesEach);
        }
      }
    }
    reset();
  }

  private void bind(int i, int index, RobotModel robot, NameBinding names) {
    Actuator actuator = actuators.get(i);
    MujocoModel model = names.model();
    kinds[i] = DriveKind.of(model, index);
    gear[i] = model.doubleAt("actuator_gear", 6 * index);
    gain[i] = gains.getDouble(gainAt[i]);
    for (Capability capability : Capability.values()) {
      accepts[i][capability.ordinal()] = actuator.accepts(capability);
    }
    boolean onJoint =
        model.intAt("actuator_trntype", index) == model.offsets().get("mjTRN_JOINT")
            && actuator.jointIndex() >= 0;
    positionAt[i] = NONE;
    velocityAt[i] = NONE;
    if (onJoint) {
      int joint = model.intAt("actuator_trnid", 2 * index);
      String driven = model.name("mjOBJ_JOINT", joint);
      String expected = robot.joints().get(actuator.jointIndex()).name();
      if (!driven.equals(expected)) {
        names.refuse(
            "actuator \"" + actuator.name() + "\" drives another joint than the robot model says",
            expected,
            driven,
            "let the robot model and the simulator's model agree");
      }
      positionAt[i] = model.intAt("jnt_qposadr", joint) * Double.BYTES;
      velocityAt[i] = model.intAt("jnt_dofadr", joint) * Double.BYTES;
    }
    Set<Capability> beyond = EnumSet.noneOf(Capability.class);
    beyond.addAll(actuator.accepts());
    beyond.removeAll(
        kinds[i] == DriveKind.MOTOR && !onJoint ? EnumSet.of(Capability.EFFORT) : kinds[i].takes());
    if (!beyond.isEmpty() || kinds[i] == DriveKind.OTHER || gear[i] == 0) {
      names.refuse(
          "actuator \"" + actuator.name() + "\" cannot be driven as the robot model says",
          "a motor, position or velocity actuator with a gear, that takes " + actuator.accepts(),
          kinds[i] + " with gear " + gear[i] + " that takes " + kinds[i].takes(),
          "narrow its accepts: in robot.yaml, or change the actuator in the MJCF");
    }
  }

  /** A servo's law is in its gains; a motor's is computed here. */
  private void weaken(double[] numbers, int first, int count) {
    for (int i = first; i < first + count; i++) {
      numbers[i] *= strength;
    }
  }

  private static double[] copyOf(UnsafeBuffer numbers) {
    double[] copy = new double[numbers.capacity() / Double.BYTES];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = numbers.getDouble(i * Double.BYTES);
    }
    return copy;
  }

  /** Forgets every command and puts the model's own gains back. */
  void reset() {
    for (int i = 0; i < actuators.size(); i++) {
      position[i] = 0;
      velocity[i] = 0;
      effort[i] = 0;
      stiffness[i] = 0;
      damping[i] = 0;
    }
    for (int i = 0; i < firstGains.length; i++) {
      gains.putDouble(i * Double.BYTES, firstGains[i]);
    }
    for (int i = 0; i < firstBiases.length; i++) {
      biases.putDouble(i * Double.BYTES, firstBiases[i]);
    }
  }

  /** Takes the command out of the record, once a tick. */
  void take(CommandChannels command) {
    for (int i = 0; i < kinds.length; i++) {
      Actuator own = actuators.get(i);
      position[i] = accepts(i, Capability.POSITION) ? command.position().get(i) : 0;
      velocity[i] = accepts(i, Capability.VELOCITY) ? command.velocity().get(i) : 0;
      effort[i] = accepts(i, Capability.EFFORT) ? command.effort().get(i) : 0;
      stiffness[i] =
          accepts(i, Capability.STIFFNESS)
              ? command.stiffness().get(i)
              : accepts(i, Capability.POSITION) ? own.stiffness() : 0;
      // A drive that takes efforts alone has no gains: its effort is the whole law's already.
      boolean effortAlone = !accepts(i, Capability.POSITION) && !accepts(i, Capability.VELOCITY);
      damping[i] =
          accepts(i, Capability.DAMPING)
              ? command.damping().get(i)
              : effortAlone ? 0 : own.damping();
      if (kinds[i] != DriveKind.MOTOR) {
        serve(i);
      }
    }
  }

  private boolean accepts(int i, Capability capability) {
    return accepts[i][capability.ordinal()];
  }

  /** Sets the target of a servo, and those of its gains that it takes. */
  private void serve(int i) {
    boolean onPosition = kinds[i] == DriveKind.POSITION;
    double target = onPosition ? position[i] : velocity[i];
    data.ctrl().putDouble(ctrlAt[i], gear[i] * target);
    double gearSquared = gear[i] * gear[i];
    if (onPosition && accepts(i, Capability.STIFFNESS)) {
      double perDrive = strength * stiffness[i] / gearSquared;
      gains.putDouble(gainAt[i], perDrive);
      biases.putDouble(biasAt[i] + Double.BYTES, -perDrive);
    }
    if (accepts(i, Capability.DAMPING)) {
      double perDrive = strength * damping[i] / gearSquared;
      biases.putDouble(biasAt[i] + 2 * Double.BYTES, -perDrive);
      if (!onPosition) {
        gains.putDouble(gainAt[i], perDrive);
      }
    }
  }

  /** Computes the motors' controls from where their joints are now, before each physics step. */
  void apply() {
    UnsafeBuffer qpos = data.qpos();
    UnsafeBuffer qvel = data.qvel();
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == DriveKind.MOTOR) {
        double jointEffort = effort[i];
        if (positionAt[i] != NONE) {
          double q = qpos.getDouble(positionAt[i]);
          double dq = qvel.getDouble(velocityAt[i]);
          jointEffort =
              effort[i] + stiffness[i] * (position[i] - q) + damping[i] * (velocity[i] - dq);
        }
        data.ctrl().putDouble(ctrlAt[i], strength * jointEffort / (gear[i] * gain[i]));
      }
    }
  }
}

package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drive;
import io.escapement.safety.tank.DriveLaw;

/**
 * What the drives did in the period just over beyond holding the efforts that were booked.
 *
 * <p>An effort x was worked out at q_c, v_c, where gravity was g_c. A drive of stiffness K and
 * damping D makes {@code x - K (q - q_c) - D (v - v_c)} of it. Over the displacement dq in the time
 * dt that is {@code dq [(g_c - g) - K (q - q_c) + D (v_c - dq / dt)]} beyond {@code (x - g_c) dq}
 * at most, with q and g in the middle of the way: the mean of {@code v^2} is at least the square of
 * the mean. Gravity's middle is the mean of both ends, exact up to the third order of dq.
 *
 * <p>A command that was given while nothing was measured is known by what it would have made where
 * the joint was last seen. Once it is seen again the whole way from there is booked by it.
 */
final class DriveLaws implements DriveLaw {

  private static final int POSITION = 0;
  private static final int VELOCITY = 1;
  private static final int GRAVITY = 2;
  private static final int STIFFNESS = 3;
  private static final int DAMPING = 4;
  private static final int KNOWN = 5;
  private static final int PER_COMMAND = 6;

  private final int variables;
  private final int slots;
  private final int[] jointOf;
  private final ActuatorMapping mapping;
  private final F64Channel commands;
  private final double[] middle;
  private final double[] gravity;
  private double dtS;

  DriveLaws(CertifiedSettings settings, ActuatorMapping mapping) {
    this.mapping = mapping;
    variables = settings.joints().size();
    slots = settings.delayTicks() + 1;
    jointOf = settings.joints().stream().mapToInt(ChainJoint::joint).toArray();
    middle = new double[variables];
    gravity = new double[variables];
    commands =
        new F64Channel(
            ChannelSpec.memory(
                    settings.robot() + "/certified/tank_commands",
                    ChannelType.F64,
                    slots * variables * PER_COMMAND)
                .withUnit("position, velocity, gravity, stiffness, damping, known; latest first"));
  }

  void declare(Wiring wiring) {
    wiring.writes(commands);
  }

  private double get(int slot, int variable, int what) {
    return commands.get((slot * variables + variable) * PER_COMMAND + what);
  }

  private void set(int variable, int what, double value) {
    commands.set(variable * PER_COMMAND + what, value);
  }

  /** Takes the end of the period just over. */
  void arrive(Motion motion, double elapsedS) {
    dtS = elapsedS;
    for (int i = 0; i < variables; i++) {
      middle[i] = (get(0, i, POSITION) + motion.position[jointOf[i]]) / 2;
      gravity[i] = (get(0, i, GRAVITY) + motion.gravity[jointOf[i]]) / 2;
    }
  }

  @Override
  public double excessJ(int variable, int age, double displacement) {
    // Where the period began or how the command was is not known.
    if (get(0, variable, KNOWN) == 0 || get(age, variable, KNOWN) == 0) {
      return 0;
    }
    double spring =
        get(age, variable, STIFFNESS) * (middle[variable] - get(age, variable, POSITION));
    double slower = dtS > 0 ? get(age, variable, VELOCITY) - displacement / dtS : 0;
    double damper = get(age, variable, DAMPING) * slower;
    double lighter = get(age, variable, GRAVITY) - gravity[variable];
    return displacement * (lighter - spring + damper);
  }

  /**
   * The effort beyond gravity of a command that is given blindly, as far as is known: where the
   * joint was when that was last measured, at rest.
   */
  double blindEffort(int variable) {
    boolean known = get(0, variable, KNOWN) != 0;
    double there = mapping.effortAt(variable, get(0, variable, POSITION));
    return known && Drive.physical(there) ? there - get(0, variable, GRAVITY) : 0;
  }

  /** Remembers a command that was given blindly, by where the joint was last measured. */
  void commitBlind() {
    shift();
    for (int i = 0; i < variables; i++) {
      set(i, VELOCITY, 0);
      set(i, STIFFNESS, mapping.stiffness(i));
      set(i, DAMPING, mapping.damping(i));
    }
  }

  private void shift() {
    int length = variables * PER_COMMAND;
    for (int i = slots * length - 1; i >= length; i--) {
      commands.set(i, commands.get(i - length));
    }
  }

  /** Remembers the command of this tick. */
  void commit(Motion motion) {
    shift();
    for (int i = 0; i < variables; i++) {
      set(i, KNOWN, 1);
      set(i, POSITION, motion.position[jointOf[i]]);
      set(i, VELOCITY, motion.velocity[jointOf[i]]);
      set(i, GRAVITY, motion.gravity[jointOf[i]]);
      set(i, STIFFNESS, mapping.stiffness(i));
      set(i, DAMPING, mapping.damping(i));
    }
  }
}

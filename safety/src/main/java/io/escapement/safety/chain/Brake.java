package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drive;
import io.escapement.safety.viability.Viability;

/**
 * What is commanded where the program has no solution: every joint is slowed down to rest, no
 * harder than it can always be, and held where it stopped.
 *
 * <p>On a fixed base by inverse dynamics, {@code x = M a + bias}, with {@code |a| <= A}: that this
 * is within the efforts is what A was chosen for, so that no program has to be solved. Where the
 * joints are taken by themselves, each by itself. Between rest and the reset the mode's own command
 * counts again.
 */
final class Brake {

  /** In how many holds of a command a joint is to stop, if its acceleration lets it. */
  private static final double HOLDS = 4;

  /** Speed below which a joint is at rest, as a part of its limit. */
  private static final double REST = 0.01;

  private final ChainJoint[] joints;
  private final ChainModel model;
  private final double holdS;
  private final double[] asked;
  private final double[] matrix;
  private final double[] right;
  private final I32Channel cause;
  private final I32Channel braking;
  private final F64Channel gravity;

  Brake(CertifiedSettings settings) {
    joints = settings.joints().toArray(ChainJoint[]::new);
    model = settings.model();
    holdS = settings.holdS();
    int n = joints.length;
    asked = new double[n];
    matrix = new double[n * n];
    right = new double[n];
    String group = settings.robot() + "/certified/";
    cause =
        new I32Channel(
            ChannelSpec.memory(group + "brake", ChannelType.I32, 1)
                .withUnit("code of the cause, 0 none"));
    braking =
        new I32Channel(
            ChannelSpec.memory(group + "braking", ChannelType.I32, 1)
                .withUnit("1 until the joints are at rest"));
    gravity =
        new F64Channel(
            ChannelSpec.memory(group + "last_gravity", ChannelType.F64, n)
                .withUnit("Nm")
                .withLabels(settings.names()));
  }

  void declare(Wiring wiring) {
    wiring.writes(cause);
    wiring.writes(braking);
    wiring.writes(gravity);
  }

  boolean inForce() {
    return braking.get(0) != 0;
  }

  /** Begins to brake; the first cause stays until the reset. */
  void begin(BrakeCause why) {
    if (cause.get(0) == 0) {
      cause.set(0, why.code());
    }
    braking.set(0, 1);
  }

  /** The operator's reset. */
  void reset() {
    cause.set(0, 0);
    braking.set(0, 0);
  }

  /** Ends braking once all joints are at rest. */
  void release(Motion motion) {
    for (ChainJoint joint : joints) {
      double speed = Math.abs(motion.velocity[joint.joint()]);
      if (!(speed <= REST * Math.min(1, joint.limits().velocity()))) {
        return;
      }
    }
    braking.set(0, 0);
  }

  /** Remembers what holds the robot up, for a time when nothing is measured. */
  void remember(Motion motion) {
    for (int i = 0; i < joints.length; i++) {
      gravity.set(i, motion.gravity[joints[i].joint()]);
    }
  }

  /** What holds the joint up as far as is known while nothing is measured, Nm. */
  double blind(int i) {
    return gravity.get(i);
  }

  /**
   * The variables that brake.
   *
   * @param motion of this tick
   * @param bounds what the actuators can be brought to, without slew limits
   * @param x written
   */
  void command(Motion motion, EffortBounds bounds, double[] x) {
    for (int i = 0; i < joints.length; i++) {
      ChainJoint joint = joints[i];
      double q = motion.position[joint.joint()];
      double v = motion.velocity[joint.joint()];
      double most = joint.limits().acceleration();
      // Slowly where there is room, and inside the viability box where there is little.
      double least = Viability.lower(joint.limits(), q, v, holdS);
      double greatest = Viability.upper(joint.limits(), q, v, holdS);
      double wanted = Math.max(least, Math.min(greatest, -v / (HOLDS * holdS)));
      asked[i] = Math.max(-most, Math.min(most, wanted));
    }
    if (model == ChainModel.DYNAMIC) {
      inverseDynamics(motion, x);
    } else {
      for (int i = 0; i < joints.length; i++) {
        int joint = joints[i].joint();
        x[i] = (asked[i] - motion.offset[joint]) / motion.gain[joint * motion.variables + i];
      }
    }
    for (int i = 0; i < joints.length; i++) {
      double known = Drive.physical(x[i]) ? x[i] : gravity.get(i);
      x[i] = Math.max(bounds.lower[i], Math.min(bounds.upper[i], known));
    }
  }

  /** Solves gain x = asked - offset over the controlled joints, by elimination with pivots. */
  private void inverseDynamics(Motion motion, double[] x) {
    int n = joints.length;
    for (int row = 0; row < n; row++) {
      int joint = joints[row].joint();
      System.arraycopy(motion.gain, joint * n, matrix, row * n, n);
      // What pushes the joint beside the model would make it drift.
      right[row] = asked[row] - motion.offset[joint] - motion.disturbance[joint];
    }
    LinearSystem.solve(matrix, right, n);
    System.arraycopy(right, 0, x, 0, n);
  }
}

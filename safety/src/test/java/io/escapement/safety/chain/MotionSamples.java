package io.escapement.safety.chain;

import io.escapement.safety.chain.CertifiedSettings.ModeAuthority;
import io.escapement.safety.viability.JointLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Motions at random, for rows by themselves, and settings to go with them. */
final class MotionSamples {

  static final long PERIOD_NS = 2_000_000;
  static final double EFFORT_NM = 40;
  static final JointLimits LIMITS = new JointLimits(-1, 1.5, 3, 60, 8);

  private MotionSamples() {}

  /** Settings of a robot whose last joint is not the chain's, where it has more than one. */
  static CertifiedSettings settings(ChainModel model, int joints, int hold, int delay) {
    List<ChainJoint> controlled = new ArrayList<>();
    for (int i = 0; i < Math.max(1, joints - 1); i++) {
      controlled.add(new ChainJoint("m" + i, i, i, LIMITS, 30, 200, EFFORT_NM, 10, 0, 0));
    }
    return new CertifiedSettings(
        "r",
        joints,
        model,
        controlled,
        PERIOD_NS,
        hold,
        delay,
        1,
        .2,
        List.of(),
        List.of(),
        List.of(),
        Collections.nCopies(3, ModeAuthority.BOUND),
        0,
        0,
        List.of());
  }

  /** A motion at random in which every variable moves its own joint more than any other. */
  static Motion motion(CertifiedSettings settings, Random random) {
    Motion motion = new Motion(settings);
    for (int joint = 0; joint < motion.joints; joint++) {
      for (int i = 0; i < motion.variables; i++) {
        boolean own = motion.variableOf[joint] == i;
        motion.gain[joint * motion.variables + i] =
            own ? 4 + random.nextDouble() : random.nextDouble() - .5;
      }
      motion.offset[joint] = 20 * random.nextDouble() - 10;
      motion.disturbance[joint] = 6 * random.nextDouble() - 3;
      motion.velocity[joint] = 2 * random.nextDouble() - 1;
      motion.position[joint] = random.nextDouble() - .5;
    }
    return motion;
  }

  /** The joints' accelerations that values of the variables make. */
  static double[] accelerations(Motion motion, double[] x) {
    double[] a = motion.offset.clone();
    for (int joint = 0; joint < motion.joints; joint++) {
      for (int i = 0; i < motion.variables; i++) {
        a[joint] += motion.gain[joint * motion.variables + i] * x[i];
      }
    }
    return a;
  }

  /** Bounds as wide as drives are. */
  static EffortBounds bounds(CertifiedSettings settings) {
    EffortBounds bounds = new EffortBounds(settings.joints().size());
    Arrays.fill(bounds.lower, -EFFORT_NM);
    Arrays.fill(bounds.upper, EFFORT_NM);
    return bounds;
  }
}

package io.escapement.safety.chain;

import io.escapement.safety.viability.JointLimits;

/**
 * What the bounds of a leg's joint count on, as it may stand on the ground on the next tick or lift
 * off.
 *
 * <p>In the air a joint can be slowed down with A; on the ground the same drive has to slow down
 * the robot, against its weight, and makes less than a tenth of that of it. A joint that swings
 * towards its limit as if it could always brake like a leg in the air is lost when it lands. So
 * there are two sets of states, and the joint has to be in one of them: those from which what a leg
 * on the ground can be given is enough ({@link #standing}), and those that a leg in the air may be
 * in besides, which keep {@link #LANDING_MARGIN} clear of the limits ({@link #swinging}). Where the
 * two meet a joint has the speed with which it may land.
 *
 * <p>What loads a leg changes between two ticks by more than anything can know beforehand: all
 * limits are kept with the room that an error E of the acceleration takes up in a hold, {@code E
 * H^2 / 2}.
 */
final class LegLimits {

  /** How much further from its limits a joint counts as one in the air, rad (m). */
  static final double LANDING_MARGIN = 0.06;

  /** The part of A that is left on the ground. */
  static final double STANDING_PART = 1.0 / 16;

  /** Each of the two margins is no more than this part of the range. */
  private static final double MOST_OF_RANGE = 1.0 / 16;

  /** Halvings of the acceleration that a joint is counted on for. */
  private static final int LEVELS = 6;

  private final CountedLimits standing;
  private final CountedLimits[] swinging = new CountedLimits[LEVELS];

  /**
   * Works out the limits.
   *
   * @param full of the joint, with A and E of a leg in the air
   * @param holdS H, the longest time for which a command is held, s
   */
  LegLimits(JointLimits full, double holdS) {
    double most = MOST_OF_RANGE * (full.upper() - full.lower());
    double load = Math.min(most, full.error() * holdS * holdS / 2);
    standing = CountedLimits.of(inside(full, load, STANDING_PART), holdS);
    for (int level = 0; level < LEVELS; level++) {
      double margin = load + Math.min(most, LANDING_MARGIN);
      swinging[level] = CountedLimits.of(inside(full, margin, 1.0 / (1 << level)), holdS);
    }
  }

  private static JointLimits inside(JointLimits full, double margin, double part) {
    return new JointLimits(
        full.lower() + margin,
        full.upper() - margin,
        full.velocity(),
        full.acceleration() * part,
        full.error() * part);
  }

  /** Limits and abilities of a joint whose leg is on the ground. */
  CountedLimits standing() {
    return standing;
  }

  /**
   * Limits and abilities of a joint whose leg is in the air.
   *
   * @param share how much of its mobility the joint has shown, up to 1
   */
  CountedLimits swinging(double share) {
    int level = 0;
    double part = 0.5;
    while (level < LEVELS - 1 && share <= part) {
      part /= 2;
      level++;
    }
    return swinging[level];
  }
}

package io.escapement.safety.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What changed an actuator's command: one bit each in {@code safety/intervention}. */
public enum Intervention {
  /** One of the five numbers was NaN, infinite or beyond all reason. */
  NOT_A_NUMBER,
  /** A stiffness or damping was negative. */
  NEGATIVE_GAIN,
  /** A stiffness or damping was above its maximum. */
  GAIN,
  /** The position set-point was outside the joint's limits. */
  POSITION,
  /** The velocity set-point was above the joint's limit. */
  VELOCITY,
  /** The feed-forward effort was above the actuator's limit. */
  EFFORT,
  /** The position set-point moved faster than the slew limit. */
  POSITION_SLEW,
  /** The velocity set-point changed faster than the slew limit. */
  VELOCITY_SLEW,
  /** The feed-forward effort changed faster than the slew limit. */
  EFFORT_SLEW,
  /** The drive would have made more effort of the command than it may. */
  DRIVE_EFFORT,
  /** The drive would have pushed a joint farther beyond a limit that it has already passed. */
  OUTWARD,
  /** The hardware clamp acted: the filters before it are at fault. */
  HARDWARE_CLAMP,
  /** The joint could not have kept its position or velocity limit for good. */
  VIABILITY,
  /** A barrier would have been left. */
  BARRIER,
  /** A link or the robot's power would have been above the limit near people. */
  SPEED,
  /** The energy that is left does not pay for it. */
  TANK,
  /** The certified filter brakes. */
  BRAKE,
  /** A barrier learned from data did not let it pass. */
  KERNEL_BARRIER,
  /** The motion would have led away from its goal. */
  STABLE_PROJECTION,
  /** A fallback slows the policy down. */
  SLOW;

  private static final Intervention[] ALL = values();

  /** Number of interventions. */
  public static final int COUNT = ALL.length;

  /**
   * The intervention's bit.
   *
   * @return a mask of one bit
   */
  public int bit() {
    return 1 << ordinal();
  }

  /**
   * Name in labels and summaries.
   *
   * @return the constant's name in lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The labels of channels that have one element per intervention.
   *
   * @return one label per bit, from the lowest
   */
  public static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (Intervention intervention : ALL) {
      labels.add(intervention.label());
    }
    return labels;
  }
}

package io.escapement.policy.sampler;

import io.escapement.policy.bundle.PrefixSchedule;

/**
 * Weights with which real-time chunking (Black, Galliker, Levine: "Real-time execution of action
 * chunking flow policies", 2025) holds a new chunk to what is left of the one before: fully where
 * an action will have been executed by the time the new chunk is there, not at all behind the old
 * chunk's end, and less and less between.
 */
public final class PrefixWeights {

  private static final double E_MINUS_1 = StrictMath.expm1(1);

  private PrefixWeights() {}

  /**
   * The weight of one action.
   *
   * @param schedule how the weights fade
   * @param index of the action, from 0
   * @param delay number of actions at the start that are executed whatever comes
   * @param end number of actions that the old chunk still has, from where on the weight is 0; taken
   *     as the delay if it is less
   * @return from 1 to 0
   */
  public static double weight(PrefixSchedule schedule, int index, int delay, int end) {
    if (index < delay) {
      return 1;
    }
    if (index >= end) {
      return 0;
    }
    double faded = (double) (end - index) / (end - delay + 1);
    return switch (schedule) {
      case LINEAR -> faded;
      case EXPONENTIAL -> faded * (StrictMath.expm1(faded) / E_MINUS_1);
      case SMOOTH -> faded * faded * (3 - 2 * faded);
    };
  }
}

package io.escapement.safety.chain;

import io.escapement.safety.viability.JointLimits;
import io.escapement.safety.viability.Viability;

/**
 * Limits of a joint and what their bounds count on, which takes a root to work out.
 *
 * @param limits of the joint
 * @param counted P for the longest hold, rad/s^2 (m/s^2)
 */
record CountedLimits(JointLimits limits, double counted) {

  static CountedLimits of(JointLimits limits, double holdS) {
    return new CountedLimits(limits, Viability.counted(limits, holdS));
  }
}

package io.escapement.controller.estimation;

/**
 * When a foot counts as standing.
 *
 * @param touchN vertical force from which a foot in the air stands, N
 * @param releaseN vertical force below which a standing foot is in the air, N; less than the other
 * @param filterNs time constant of the low-pass over the force, nanoseconds; 0 for none
 * @param settleNs how long a foot must have stood before its velocity is believed, nanoseconds
 */
public record ContactSettings(double touchN, double releaseN, long filterNs, long settleNs) {

  /** What suits a quadruped of some ten kilograms. */
  public static final ContactSettings DEFAULT = new ContactSettings(25, 12, 5_000_000, 20_000_000);
}

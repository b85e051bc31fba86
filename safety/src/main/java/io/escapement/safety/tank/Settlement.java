package io.escapement.safety.tank;

/** What came out when the energy of the period just over was booked. */
public enum Settlement {
  /** Booked from the encoders, within what had been reserved. */
  SETTLED,

  /** A joint that carried effort could not be read: what had been reserved was booked instead. */
  UNMEASURED,

  /**
   * Booked from the encoders, but more than had been reserved: the bound on the acceleration or on
   * how long an effort is held does not hold.
   */
  OVERDRAWN
}

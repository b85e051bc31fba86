package io.escapement.safety.tank;

/**
 * What drives do between two ticks beyond holding the effort that was committed: their own springs
 * and dampers go on, and gravity changes along the way.
 */
@FunctionalInterface
public interface DriveLaw {

  /** Efforts are held. */
  DriveLaw HELD = (joint, age, displacement) -> 0;

  /**
   * The energy of the period just over that a drive gave beyond {@code tau' dq}.
   *
   * @param joint of the ledger, by index
   * @param age of the command that may have acted: 0 for the last one committed, 1 for the one
   *     before, up to the largest delay
   * @param displacement dq of that period, rad (m); may be no number
   * @return J, or an upper bound of it; below 0 where the drive took energy
   */
  double excessJ(int joint, int age, double displacement);
}

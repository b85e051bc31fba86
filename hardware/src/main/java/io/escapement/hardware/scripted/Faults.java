package io.escapement.hardware.scripted;

/**
 * What goes wrong with a scripted device, on purpose.
 *
 * @param activation whether the drives refuse to be activated
 * @param staleFromNs from when on no new samples come, nanoseconds since the start of the run;
 *     {@link #NEVER} for never
 * @param stallAtNs from when on the next read does not return for a while, nanoseconds since the
 *     start of the run; {@link #NEVER} for never
 * @param stallForNs how long that read takes, nanoseconds
 */
public record Faults(boolean activation, long staleFromNs, long stallAtNs, long stallForNs) {

  /** A time that does not come. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Nothing goes wrong. */
  public static final Faults NONE = new Faults(false, NEVER, NEVER, 0);

  /**
   * Drives that refuse to be activated.
   *
   * @return these faults and no others
   */
  public static Faults refusesActivation() {
    return new Faults(true, NEVER, NEVER, 0);
  }

  /**
   * Samples that cease.
   *
   * @param timeNs from when on, nanoseconds since the start of the run
   * @return these faults and no others
   */
  public static Faults staleFrom(long timeNs) {
    return new Faults(false, timeNs, NEVER, 0);
  }

  /**
   * One read that takes long.
   *
   * @param timeNs from when on, nanoseconds since the start of the run
   * @param durationNs how long it takes, nanoseconds
   * @return these faults and no others
   */
  public static Faults stall(long timeNs, long durationNs) {
    return new Faults(false, NEVER, timeNs, durationNs);
  }
}

package io.escapement.controller.robot;

/** How a joint moves, and with it its units. */
public enum JointKind {
  /** Turns about an axis: rad, rad/s, Nm. */
  HINGE("rad", "Nm"),
  /** Slides along an axis: m, m/s, N. */
  SLIDE("m", "N");

  private final String positionUnit;
  private final String effortUnit;

  JointKind(String positionUnit, String effortUnit) {
    this.positionUnit = positionUnit;
    this.effortUnit = effortUnit;
  }

  /**
   * The unit of positions.
   *
   * @return rad or m
   */
  public String positionUnit() {
    return positionUnit;
  }

  /**
   * The unit of velocities.
   *
   * @return rad/s or m/s
   */
  public String velocityUnit() {
    return positionUnit + "/s";
  }

  /**
   * The unit of efforts.
   *
   * @return Nm or N
   */
  public String effortUnit() {
    return effortUnit;
  }
}

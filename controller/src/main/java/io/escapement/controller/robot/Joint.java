package io.escapement.controller.robot;

/**
 * A joint with one degree of freedom.
 *
 * @param name its name in the model
 * @param index its place in the robot's joint order, from 0
 * @param kind hinge (rad, Nm) or slide (m, N)
 * @param positionMin least position, rad or m; negative infinity where there is no limit
 * @param positionMax greatest position, rad or m; infinite where there is no limit
 * @param velocityMax greatest speed, rad/s or m/s; infinite where there is no limit
 * @param effortMax greatest effort either way, Nm or N; infinite where there is no limit
 * @param defaultPosition position in the default pose, rad or m
 * @param armature inertia of the drive on the joint's side as {@code robot.yaml} says it, kg m^2 or
 *     kg; NaN where it says nothing, and the model's counts
 */
public record Joint(
    String name,
    int index,
    JointKind kind,
    double positionMin,
    double positionMax,
    double velocityMax,
    double effortMax,
    double defaultPosition,
    double armature) {

  /**
   * A joint of whose drive {@code robot.yaml} says nothing.
   *
   * @param name its name
   * @param index its place
   * @param kind hinge or slide
   * @param positionMin rad or m
   * @param positionMax rad or m
   * @param velocityMax rad/s or m/s
   * @param effortMax Nm or N
   * @param defaultPosition rad or m
   */
  public Joint(
      String name,
      int index,
      JointKind kind,
      double positionMin,
      double positionMax,
      double velocityMax,
      double effortMax,
      double defaultPosition) {
    this(
        name,
        index,
        kind,
        positionMin,
        positionMax,
        velocityMax,
        effortMax,
        defaultPosition,
        Double.NaN);
  }

  /**
   * Says whether the joint has end stops.
   *
   * @return true if a position limit is finite
   */
  public boolean isLimited() {
    return Double.isFinite(positionMin) || Double.isFinite(positionMax);
  }
}

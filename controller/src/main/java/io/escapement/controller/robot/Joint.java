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
 */
public record Joint(
    String name,
    int index,
    JointKind kind,
    double positionMin,
    double positionMax,
    double velocityMax,
    double effortMax,
    double defaultPosition) {

  /**
   * Says whether the joint has end stops.
   *
   * @return true if a position limit is finite
   */
  public boolean isLimited() {
    return Double.isFinite(positionMin) || Double.isFinite(positionMax);
  }
}

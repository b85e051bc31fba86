package io.escapement.safety;

/**
 * The five numbers of one actuator, in tests.
 *
 * @param position set-point
 * @param velocity set-point
 * @param stiffness gain
 * @param damping gain
 * @param effort feed-forward
 */
public record Command(
    double position, double velocity, double stiffness, double damping, double effort) {

  /** No effort. */
  public static final Command NONE = new Command(0, 0, 0, 0, 0);

  /**
   * A feed-forward effort alone.
   *
   * @param effort Nm
   * @return the command
   */
  public static Command effort(double effort) {
    return new Command(0, 0, 0, 0, effort);
  }

  /**
   * A set-point with a stiffness.
   *
   * @param position rad
   * @param stiffness Nm/rad
   * @return the command
   */
  public static Command pose(double position, double stiffness) {
    return new Command(position, 0, stiffness, 0, 0);
  }
}

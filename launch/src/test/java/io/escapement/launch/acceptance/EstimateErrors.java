package io.escapement.launch.acceptance;

import java.nio.file.Path;
import java.util.List;

/**
 * How far a run's estimate was from the simulator's truth, as root of the mean square over all but
 * the first second.
 *
 * @param forward m/s along the unit's x axis
 * @param sideways m/s along the unit's y axis
 * @param upwards m/s along the unit's z axis
 * @param height m
 * @param worstDeviation greatest standard deviation that the filter gave for a velocity, m/s
 */
record EstimateErrors(
    double forward, double sideways, double upwards, double height, double worstDeviation) {

  /**
   * Compares a run.
   *
   * @param unit where the inertial unit is on the base, m; its axes are the base's
   * @param startTicks ticks that are left out
   */
  static EstimateErrors of(Path run, String robot, double[] unit, int startTicks) {
    JournalReading journal = JournalReading.of(run);
    List<double[]> velocity = journal.doubles(robot + "/truth/linear_velocity");
    List<double[]> rate = journal.doubles(robot + "/truth/angular_velocity");
    List<double[]> orientation = journal.doubles(robot + "/truth/orientation");
    List<double[]> position = journal.doubles(robot + "/truth/position");
    List<double[]> estimate = journal.doubles(robot + "/base/linear_velocity");
    List<double[]> height = journal.doubles(robot + "/base/height");
    List<double[]> covariance = journal.doubles(robot + "/estimate/covariance");
    double[] squares = new double[4];
    double worst = 0;
    for (int i = startTicks; i < velocity.size(); i++) {
      double[] truth = inUnit(orientation.get(i), velocity.get(i), rate.get(i), unit);
      for (int axis = 0; axis < 3; axis++) {
        double error = estimate.get(i)[axis] - truth[axis];
        squares[axis] += error * error;
        worst = Math.max(worst, Math.sqrt(covariance.get(i)[3 + axis]));
      }
      double error = height.get(i)[0] - position.get(i)[2];
      squares[3] += error * error;
    }
    int n = velocity.size() - startTicks;
    return new EstimateErrors(
        Math.sqrt(squares[0] / n),
        Math.sqrt(squares[1] / n),
        Math.sqrt(squares[2] / n),
        Math.sqrt(squares[3] / n),
        worst);
  }

  /** Velocity of the inertial unit in its own axes. */
  private static double[] inUnit(double[] q, double[] v, double[] rate, double[] unit) {
    double w = q[0];
    double x = q[1];
    double y = q[2];
    double z = q[3];
    double[][] r = {
      {1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)},
      {2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)},
      {2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)}
    };
    double[] lever = {
      rate[1] * unit[2] - rate[2] * unit[1],
      rate[2] * unit[0] - rate[0] * unit[2],
      rate[0] * unit[1] - rate[1] * unit[0]
    };
    double[] result = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      result[axis] = r[0][axis] * v[0] + r[1][axis] * v[1] + r[2][axis] * v[2] + lever[axis];
    }
    return result;
  }
}

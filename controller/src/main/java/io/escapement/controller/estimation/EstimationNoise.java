package io.escapement.controller.estimation;

/**
 * How far the filter trusts what it is told: standard deviations.
 *
 * @param acceleration of the accelerometer, (m/s^2)/sqrt(Hz)
 * @param accelerationBias of the walk of the accelerometer's bias, (m/s^2)/sqrt(s); 0 for none
 * @param footPosition of a foot's place against the base in one sample, m
 * @param footVelocity of a standing foot's horizontal velocity in one sample, m/s
 * @param footVelocityVertical of its vertical velocity in one sample, m/s; greater, as soles and
 *     grounds give way and spring back for a whole step
 * @param footCreep of the walk of a standing foot's place along the ground, m/sqrt(s)
 * @param footCreepVertical of the walk of its height, m/sqrt(s)
 * @param groundHeight of the ground under a new foothold against that at the start, m
 */
public record EstimationNoise(
    double acceleration,
    double accelerationBias,
    double footPosition,
    double footVelocity,
    double footVelocityVertical,
    double footCreep,
    double footCreepVertical,
    double groundHeight) {

  /** What suits a quadruped of some ten kilograms on a firm floor. */
  public static final EstimationNoise DEFAULT =
      new EstimationNoise(0.1, 0.005, 0.005, 0.1, 1, 0.01, 0.1, 0.02);

  /**
   * What a standing foot's velocity is trusted.
   *
   * @param axis of the world, 0 to 2
   * @return standard deviation, m/s
   */
  public double footVelocity(int axis) {
    return axis == 2 ? footVelocityVertical : footVelocity;
  }

  /**
   * How a standing foot walks.
   *
   * @param axis of the world, 0 to 2
   * @return standard deviation, m/sqrt(s)
   */
  public double footCreep(int axis) {
    return axis == 2 ? footCreepVertical : footCreep;
  }
}

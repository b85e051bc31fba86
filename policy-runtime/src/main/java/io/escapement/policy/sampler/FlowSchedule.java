package io.escapement.policy.sampler;

import java.util.Objects;

/**
 * Integration of a flow policy's velocity field by Euler's method. Pure.
 *
 * @param steps number of steps, at least 1
 * @param direction which way time runs
 */
public record FlowSchedule(int steps, Direction direction) {

  /** Which way time runs from noise to action, and with it the velocity's sign. */
  public enum Direction {
    /** From 0 to 1, {@code x += v / n}, as in Kinetix. */
    UP,
    /** From 1 to 0, {@code x += -v / n}, as in openpi and LeRobot. */
    DOWN
  }

  /**
   * Checks the number.
   *
   * @param steps at least 1
   * @param direction which way time runs
   * @throws IllegalArgumentException if there is no step
   */
  public FlowSchedule {
    Objects.requireNonNull(direction, "direction");
    if (steps < 1) {
      throw new IllegalArgumentException(steps + " steps");
    }
  }

  /**
   * How far sampling has come.
   *
   * @param step from 0
   * @return 0 at noise, less than 1
   */
  public double progress(int step) {
    return (double) step / steps;
  }

  /**
   * The time at which the velocity of a step is asked for.
   *
   * @param step from 0
   * @return from 0 up or from 1 down
   */
  public double time(int step) {
    return direction == Direction.UP ? progress(step) : 1 - progress(step);
  }

  /**
   * One element after a step.
   *
   * @param x the element before
   * @param velocity its velocity
   * @return the element after
   */
  public double next(double x, double velocity) {
    return direction == Direction.UP ? x + velocity / steps : x - velocity / steps;
  }

  /**
   * What an element would become if its velocity stayed.
   *
   * @param x the element
   * @param velocity its velocity
   * @param step the step
   * @return an estimate of the action
   */
  public double estimate(double x, double velocity, int step) {
    double left = 1 - progress(step);
    return direction == Direction.UP ? x + left * velocity : x - left * velocity;
  }

  /**
   * A velocity that is drawn to a target.
   *
   * @param velocity as the model gives it
   * @param pull weight times what is missing, with the sign of the action
   * @return the velocity to go on with
   */
  public double guided(double velocity, double pull) {
    return direction == Direction.UP ? velocity + pull : velocity - pull;
  }
}

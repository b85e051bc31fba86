package io.escapement.safety.stability;

import java.util.List;

/**
 * How a velocity field over joint positions is kept from leading away from its goal, with {@code V
 * = sum_i w_i (q_i - goal_i)^2}.
 *
 * @param actuators indexes of the actuators whose velocities are the field
 * @param goal positions of their joints, rad (m)
 * @param weight w, one for each, above 0
 * @param rate a, 1/s: what the field keeps to, {@code dV/dt <= -a V}
 * @param checkedRate a', 1/s, below the rate: what a step keeps to, {@code V' <= (1 - a' dt) V}
 */
public record StableSettings(
    List<Integer> actuators,
    List<Double> goal,
    List<Double> weight,
    double rate,
    double checkedRate) {

  /** Squared length of V's gradient below which the goal counts as reached. */
  private static final double REACHED = 1e-9;

  /**
   * Keeps copies.
   *
   * @param actuators one or more
   * @param goal one for each
   * @param weight one for each, above 0
   * @param rate above 0
   * @param checkedRate from 0 to below the rate
   */
  public StableSettings {
    actuators = List.copyOf(actuators);
    goal = List.copyOf(goal);
    weight = List.copyOf(weight);
    boolean fits = goal.size() == actuators.size() && weight.size() == actuators.size();
    if (actuators.isEmpty() || !fits || weight.stream().anyMatch(w -> !(w > 0))) {
      throw new IllegalArgumentException("expected a goal and a weight above 0 for each actuator");
    }
    if (!(checkedRate >= 0 && rate > checkedRate)) {
      throw new IllegalArgumentException(
          "expected 0 <= checked rate < rate, found " + checkedRate + " and " + rate);
    }
  }

  /** The projection that these settings describe. */
  StableProjection projection() {
    return new StableProjection(lyapunov(), goal.size(), rate, checkedRate, REACHED);
  }

  /** V itself. */
  LyapunovFunction lyapunov() {
    int size = goal.size();
    double[] diagonal = new double[size * size];
    for (int i = 0; i < size; i++) {
      diagonal[i * size + i] = weight.get(i);
    }
    return new QuadraticLyapunov(
        goal.stream().mapToDouble(Double::doubleValue).toArray(), diagonal);
  }
}

package io.escapement.dynamics;

import java.util.function.ToDoubleFunction;

/** Makes a bad state worse: one number at a time, by steps that get smaller. */
final class StateSearch {

  private static final double FIRST_STEP = 0.5;
  private static final double LAST_STEP = 1.0 / 64;

  private final StateBox box;
  private final SampledBodies bodies;
  private final double[] tried;

  StateSearch(StateBox box, SampledBodies bodies) {
    this.box = box;
    this.bodies = bodies;
    tried = new double[box.size()];
  }

  /**
   * Climbs.
   *
   * @param state where to begin; the worst that was found on return, at which the bodies are then
   * @param badness what to make larger
   * @param budget how many states to look at, at most
   * @return the badness at the state
   */
  double climb(double[] state, ToDoubleFunction<SampledBodies> badness, int budget) {
    double worst = at(state, badness);
    int left = budget - 1;
    for (double step = FIRST_STEP; step >= LAST_STEP && left > 0; step /= 2) {
      boolean better = true;
      while (better && left > 0) {
        double before = worst;
        for (int i = 0; i < state.length && left > 0; i++) {
          for (int sign = -1; sign <= 1 && left > 0; sign += 2) {
            double value = box.clamp(i, state[i] + sign * step * box.width(i));
            if (value != state[i]) {
              left--;
              worst = better(state, i, value, badness, worst);
            }
          }
        }
        // A sweep that gains next to nothing is worth less than one of finer steps.
        better = worst > before * 1.01;
      }
    }
    return at(state, badness);
  }

  private double better(
      double[] state, int i, double value, ToDoubleFunction<SampledBodies> badness, double worst) {
    System.arraycopy(state, 0, tried, 0, state.length);
    tried[i] = value;
    double found = at(tried, badness);
    if (!(found > worst)) {
      return worst;
    }
    state[i] = value;
    return found;
  }

  private double at(double[] state, ToDoubleFunction<SampledBodies> badness) {
    bodies.set(state);
    return badness.applyAsDouble(bodies);
  }
}

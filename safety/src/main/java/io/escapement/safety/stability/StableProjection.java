package io.escapement.safety.stability;

/**
 * Learned dynamics made stable (Kolter and Manek, 2019): {@code f* = f - gradV relu(gradV.f + a V)
 * / |gradV|^2}, so that {@code dV/dt <= -a V}.
 *
 * <p>That holds in continuous time; an Euler step of a sampled f* can still raise V. {@link #step}
 * therefore checks {@code V(x + s dt f*) <= (1 - a' s dt) V(x)} and halves s until it holds. Where
 * the projection is active f* meets the rate a with equality, and no step, however short, keeps
 * that of a curved V: the rate checked, a', must be below a. Immutable, allocation-free.
 */
public final class StableProjection {

  private static final int MOST_HALVINGS = 40;

  private final LyapunovFunction lyapunov;
  private final int size;
  private final double rate;
  private final double checkedRate;
  private final double epsilon;

  /**
   * Creates the projection.
   *
   * @param lyapunov V
   * @param size number of values of the state
   * @param rate a, 1/s, above 0
   * @param checkedRate a', 1/s, 0 to below a
   * @param epsilon squared length of the gradient below which the state counts as the equilibrium,
   *     where f* is 0
   * @throws IllegalArgumentException if a value is out of its range
   */
  public StableProjection(
      LyapunovFunction lyapunov, int size, double rate, double checkedRate, double epsilon) {
    if (!(rate > 0 && checkedRate >= 0 && checkedRate < rate && epsilon > 0) || size < 1) {
      throw new IllegalArgumentException(
          "expected a rate above the checked one and an epsilon above 0, found "
              + rate
              + ", "
              + checkedRate
              + ", "
              + epsilon);
    }
    this.lyapunov = lyapunov;
    this.size = size;
    this.rate = rate;
    this.checkedRate = checkedRate;
    this.epsilon = epsilon;
  }

  /**
   * Projects a velocity in place.
   *
   * @param x state
   * @param f velocity of the state, per second; then f*
   * @param scratch as long as the state, overwritten
   * @return true if f was changed
   */
  public boolean project(double[] x, double[] f, double[] scratch) {
    lyapunov.gradient(x, scratch);
    double square = 0;
    double slope = 0;
    for (int i = 0; i < size; i++) {
      square += scratch[i] * scratch[i];
      slope += scratch[i] * f[i];
    }
    double excess = slope + rate * lyapunov.value(x);
    if (!(square >= epsilon) || !Double.isFinite(excess) || square == Double.POSITIVE_INFINITY) {
      boolean changed = false;
      for (int i = 0; i < size; i++) {
        changed |= f[i] != 0;
        f[i] = 0;
      }
      return changed;
    }
    if (excess <= 0) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      f[i] -= scratch[i] * (excess / square);
    }
    return true;
  }

  /**
   * How much of an Euler step of f* lowers V as it should.
   *
   * @param x state
   * @param f f*, after {@link #project}
   * @param dtS period, s
   * @param next written: x + s dt f*
   * @return s: 1, a half, a quarter ...; 0 if none does, and then next is x
   */
  public double step(double[] x, double[] f, double dtS, double[] next) {
    double now = lyapunov.value(x);
    double part = 1;
    for (int halving = 0; halving < MOST_HALVINGS; halving++) {
      double s = part * dtS;
      for (int i = 0; i < size; i++) {
        next[i] = x[i] + s * f[i];
      }
      if (lyapunov.value(next) <= (1 - checkedRate * s) * now) {
        return part;
      }
      part /= 2;
    }
    for (int i = 0; i < size; i++) {
      next[i] = x[i];
    }
    return 0;
  }
}

package io.escapement.safety.stability;

/**
 * A function of the state that is 0 at the equilibrium and positive elsewhere.
 *
 * <p>Called on the loop's thread: it must not allocate, and must give the same for the same state.
 */
public interface LyapunovFunction {

  /**
   * The value.
   *
   * @param x state
   * @return V(x), 0 or more
   */
  double value(double[] x);

  /**
   * The gradient.
   *
   * @param x state
   * @param gradient written, as long as the state
   */
  void gradient(double[] x, double[] gradient);
}

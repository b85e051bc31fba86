package io.escapement.safety.tank;

/**
 * How far a set-point may move inside an energy budget.
 *
 * <p>Moving the set-point by {@code alpha delta} changes the spring energy {@code e.K.e/2}, with
 * {@code e = q - q_d}, by {@code alpha^2 c / 2 - alpha g}, where {@code c = delta.K.delta} and
 * {@code g = e.K.delta}. The largest alpha inside the budget B is {@code (g + sqrt(g^2 + 2 B c)) /
 * c}, clipped to [0, 1].
 */
public final class SetPointMove {

  private SetPointMove() {}

  /**
   * The largest part of a move that the budget pays.
   *
   * @param projection g = e.K.delta, J
   * @param curvature c = delta.K.delta, J
   * @param budgetJ B, J
   * @return alpha, 0 to 1; 0 also where a value is no number
   */
  public static double fraction(double projection, double curvature, double budgetJ) {
    if (!(curvature > 0)) {
      return curvature == 0 ? 1 : 0;
    }
    double root = StrictMath.sqrt(projection * projection + 2 * budgetJ * curvature);
    double alpha = (projection + root) / curvature;
    return alpha > 0 ? Math.min(1, alpha) : 0;
  }
}

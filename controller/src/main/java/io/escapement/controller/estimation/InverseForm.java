package io.escapement.controller.estimation;

/** Solves with symmetric positive matrices of three rows, without a place for the result. */
final class InverseForm {

  private InverseForm() {}

  /**
   * {@code b' inverse(A) c}, by Cholesky's decomposition of A.
   *
   * @param a00 the lower triangle of A, row by row
   * @return the form; not finite where A is not positive
   */
  static double of(
      double a00,
      double a10,
      double a11,
      double a20,
      double a21,
      double a22,
      double b0,
      double b1,
      double b2,
      double c0,
      double c1,
      double c2) {
    double l00 = StrictMath.sqrt(a00);
    double l10 = a10 / l00;
    double l20 = a20 / l00;
    double l11 = StrictMath.sqrt(a11 - l10 * l10);
    double l21 = (a21 - l20 * l10) / l11;
    double l22 = StrictMath.sqrt(a22 - l20 * l20 - l21 * l21);
    double y0 = b0 / l00;
    double y1 = (b1 - l10 * y0) / l11;
    double y2 = (b2 - l20 * y0 - l21 * y1) / l22;
    double w0 = c0 / l00;
    double w1 = (c1 - l10 * w0) / l11;
    double w2 = (c2 - l20 * w0 - l21 * w1) / l22;
    return y0 * w0 + y1 * w1 + y2 * w2;
  }
}

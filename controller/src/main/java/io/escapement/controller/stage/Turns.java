package io.escapement.controller.stage;

/**
 * Sine and cosine of angles in turns, for stages: the same bits on every machine and JDK, and
 * without garbage, which {@code StrictMath}'s leave behind from JDK 21 on (some 40 to 70 bytes a
 * call).
 *
 * <p>Turns also reduce without loss: a phase clock is as exact after weeks as in its first second.
 */
public final class Turns {

  /** Coefficients of x^3, x^5, ... in the sine's series: enough for an eighth of a turn. */
  private static final double S3 = -1.0 / 6;

  private static final double S5 = 1.0 / 120;
  private static final double S7 = -1.0 / 5_040;
  private static final double S9 = 1.0 / 362_880;
  private static final double S11 = -1.0 / 39_916_800;
  private static final double S13 = 1.0 / 6_227_020_800.0;
  private static final double S15 = -1.0 / 1_307_674_368_000.0;

  private static final double C2 = -1.0 / 2;
  private static final double C4 = 1.0 / 24;
  private static final double C6 = -1.0 / 720;
  private static final double C8 = 1.0 / 40_320;
  private static final double C10 = -1.0 / 3_628_800;
  private static final double C12 = 1.0 / 479_001_600;
  private static final double C14 = -1.0 / 87_178_291_200.0;
  private static final double C16 = 1.0 / 20_922_789_888_000.0;

  private Turns() {}

  /**
   * Sine.
   *
   * @param turns angle, 1 for a whole turn, finite
   * @return the sine, within 2 units in the last place of 1
   */
  public static double sin(double turns) {
    double fraction = turns - StrictMath.floor(turns);
    int quarter = (int) (4 * fraction + 0.5);
    double x = 2 * Math.PI * (fraction - 0.25 * quarter);
    return switch (quarter) {
      case 1 -> cosine(x);
      case 2 -> -sine(x);
      case 3 -> -cosine(x);
      default -> sine(x);
    };
  }

  /**
   * Cosine.
   *
   * @param turns angle, 1 for a whole turn, finite
   * @return the cosine, within 2 units in the last place of 1
   */
  public static double cos(double turns) {
    double fraction = turns - StrictMath.floor(turns);
    int quarter = (int) (4 * fraction + 0.5);
    double x = 2 * Math.PI * (fraction - 0.25 * quarter);
    return switch (quarter) {
      case 1 -> -sine(x);
      case 2 -> -cosine(x);
      case 3 -> sine(x);
      default -> cosine(x);
    };
  }

  /** The series for at most an eighth of a turn either way, in rad. */
  private static double sine(double x) {
    double y = x * x;
    double tail = S9 + y * (S11 + y * (S13 + y * S15));
    return x + x * y * (S3 + y * (S5 + y * (S7 + y * tail)));
  }

  private static double cosine(double x) {
    double y = x * x;
    double tail = C8 + y * (C10 + y * (C12 + y * (C14 + y * C16)));
    return 1 + y * (C2 + y * (C4 + y * (C6 + y * tail)));
  }
}

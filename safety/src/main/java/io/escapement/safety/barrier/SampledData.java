package io.escapement.safety.barrier;

/**
 * What a barrier demands of a command that is held over a period, so that it holds between samples
 * as well.
 *
 * <p>Degree one, where the command is a velocity: with {@code |hdd| <= M} over the period T and a
 * disturbance of the rate of at most D,
 *
 * <pre>hd >= -gamma h / T + M T / 2 + D,  0 &lt; gamma &lt;= 1</pre>
 *
 * keeps {@code h(t) >= (1 - gamma t/T) h + M t (T - t) / 2 >= 0}. Degree two, where it is an
 * acceleration: the same for {@code psi = hd + k1 h}, whose rate is {@code hdd + k1 hd}; {@code psi
 * >= 0} throughout keeps {@code h(t) >= h e^(-k1 t) >= 0}, if it is so at the start, which is
 * checked ({@link #isInDomain}) and not assumed.
 *
 * <p>Pure functions; SI units of h.
 */
public final class SampledData {

  private SampledData() {}

  /**
   * The least rate of a barrier of degree one.
   *
   * @param h value now
   * @param gamma part of h that may be spent in a period, above 0 and at most 1
   * @param periodS T, s: for how long the command may be held
   * @param bend M, bound on {@code |hdd|} over the period
   * @param disturbance D, bound on what is added to the rate: {@code |grad h| d_max}
   * @return hd at least
   */
  public static double leastRate(
      double h, double gamma, double periodS, double bend, double disturbance) {
    return -gamma * h / periodS + bend * periodS / 2 + disturbance;
  }

  /**
   * The part of h that a decay of k1 (1/s) would spend in a period.
   *
   * @param k 1/s
   * @param periodS T, s
   * @return gamma, at most 1
   */
  public static double gamma(double k, double periodS) {
    return Math.min(1, k * periodS);
  }

  /**
   * What {@code h(t)} is at least, with a rate of {@link #leastRate} or more.
   *
   * @param h value at the start of the period
   * @param gamma as given to {@link #leastRate}
   * @param periodS T, s
   * @param bend M
   * @param t since the start of the period, s, at most T
   * @return h at least
   */
  public static double leastValue(double h, double gamma, double periodS, double bend, double t) {
    return (1 - gamma * t / periodS) * h + bend * t * (periodS - t) / 2;
  }

  /**
   * The barrier of degree one that stands for one of degree two.
   *
   * @param h value now
   * @param rate hd now
   * @param k1 1/s
   * @return psi
   */
  public static double psi(double h, double rate, double k1) {
    return rate + k1 * h;
  }

  /**
   * Whether a barrier of degree two can be kept from here.
   *
   * @param h value now
   * @param rate hd now
   * @param k1 1/s
   * @return true if h and psi are at least 0; false also for what is no number
   */
  public static boolean isInDomain(double h, double rate, double k1) {
    return h >= 0 && psi(h, rate, k1) >= 0;
  }

  /**
   * The least acceleration of a barrier of degree two: {@code hdd >= -(k1 + k2) hd - k1 k2 h + M1
   * T/2 + D}; k2 is at most 1/T.
   *
   * @param h value now
   * @param rate hd now
   * @param k1 1/s
   * @param k2 1/s, how fast psi may be spent
   * @param periodS T, s: for how long the command may be held
   * @param jerk M1, bound on {@code |psidd|} over the period; see {@link #psiJerk}
   * @param disturbance D, bound on what is added to hdd: {@code |grad h| d_max}
   * @return hdd at least
   */
  public static double leastAcceleration(
      double h,
      double rate,
      double k1,
      double k2,
      double periodS,
      double jerk,
      double disturbance) {
    double psi = psi(h, rate, k1);
    return leastRate(psi, gamma(k2, periodS), periodS, jerk, disturbance) - k1 * rate;
  }

  /**
   * Bound on {@code |psidd|} from bounds on the derivatives of h.
   *
   * @param k1 1/s
   * @param acceleration bound on {@code |hdd|}
   * @param jerk bound on {@code |hddd|}
   * @return M1
   */
  public static double psiJerk(double k1, double acceleration, double jerk) {
    return jerk + k1 * acceleration;
  }

  /**
   * What h(t) is at least while psi stays at or above 0.
   *
   * @param h value at the start
   * @param k1 1/s
   * @param t since the start, s
   * @return h at least
   */
  public static double leastValue(double h, double k1, double t) {
    return h * StrictMath.exp(-k1 * t);
  }
}

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
   * The least acceleration of a barrier of degree two. In the limit of short periods it is {@code
   * hdd >= -(k1 + k2) hd - k1 k2 h}.
   *
   * <p>With {@code |hddd| <= J} while an acceleration a is held, {@code psi(t) >= psi + t (a (1 +
   * k1 t/2) + k1 hd - J t/2 (1 + k1 t/3) - D (1 + k1 t/2))}, and that is to be at least {@code (1 -
   * k2 t) psi} up to T, with k2 at most 1/T. An a below zero counts with its {@code k1 T/2}, one
   * above zero without.
   *
   * @param h value now
   * @param rate hd now
   * @param k1 1/s
   * @param k2 1/s, how fast psi may be spent
   * @param periodS T, s: for how long the command may be held
   * @param jerk J, bound on {@code |hddd|} over the period
   * @param disturbance D, bound on what is added to hdd: {@code |grad h| d_max}
   * @return hdd at least, now
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
    double half = k1 * periodS / 2;
    double bend = jerk * (1 + k1 * periodS / 3);
    double least =
        leastRate(psi, gamma(k2, periodS), periodS, bend, disturbance * (1 + half)) - k1 * rate;
    return least < 0 ? least / (1 + half) : least;
  }
}

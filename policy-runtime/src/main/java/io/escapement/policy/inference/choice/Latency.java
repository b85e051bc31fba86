package io.escapement.policy.inference.choice;

import java.util.Locale;

/**
 * How long an inference takes: after warm-up, each call with caches that are about as cold as after
 * a period's sleep.
 *
 * @param p50Us median, microseconds
 * @param p99Us 99 of 100 take no longer, microseconds
 * @param p999Us 999 of 1000 take no longer, microseconds; the median of several stretches, so that
 *     what disturbs one of them does not count
 * @param calls how many were measured
 */
public record Latency(double p50Us, double p99Us, double p999Us, int calls) {

  /** Of what computes nothing. */
  public static final Latency NONE = new Latency(0, 0, 0, 0);

  /**
   * As many in a row.
   *
   * @param times how many
   * @return each figure so many times
   */
  public Latency times(int times) {
    return new Latency(times * p50Us, times * p99Us, times * p999Us, calls);
  }

  /**
   * One after the other, each at its worst.
   *
   * @param other what follows
   * @return the sum of each figure
   */
  public Latency then(Latency other) {
    return new Latency(
        p50Us + other.p50Us, p99Us + other.p99Us, p999Us + other.p999Us, calls + other.calls);
  }

  /**
   * The figures for people.
   *
   * @return such as {@code p50 21.3, p99 30.1, p99.9 44.0 us}
   */
  public String text() {
    return String.format(Locale.ROOT, "p50 %.1f, p99 %.1f, p99.9 %.1f us", p50Us, p99Us, p999Us);
  }
}

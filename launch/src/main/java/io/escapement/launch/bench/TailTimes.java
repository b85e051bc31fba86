package io.escapement.launch.bench;

import org.HdrHistogram.Histogram;

/**
 * A distribution of times by its tail, microseconds.
 *
 * @param p50 median
 * @param p99 exceeded by one in a hundred
 * @param p999 exceeded by one in a thousand
 * @param p9999 exceeded by one in ten thousand
 * @param max the largest
 */
public record TailTimes(double p50, double p99, double p999, double p9999, double max) {

  private static final double NS_PER_US = 1_000.0;

  /**
   * Reads the figures off a histogram.
   *
   * @param histogram nanoseconds
   * @return microseconds
   */
  public static TailTimes of(Histogram histogram) {
    return new TailTimes(
        histogram.getValueAtPercentile(50) / NS_PER_US,
        histogram.getValueAtPercentile(99) / NS_PER_US,
        histogram.getValueAtPercentile(99.9) / NS_PER_US,
        histogram.getValueAtPercentile(99.99) / NS_PER_US,
        histogram.getMaxValue() / NS_PER_US);
  }
}

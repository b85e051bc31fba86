package io.escapement.launch.summary;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The figures by which a distribution of times is told, in microseconds.
 *
 * @param p50 median
 * @param p99 exceeded by one in a hundred
 * @param p999 exceeded by one in a thousand
 * @param p9999 exceeded by one in ten thousand
 * @param max the largest
 */
public record Percentiles(double p50, double p99, double p999, double p9999, double max) {

  private static final double NS_PER_US = 1_000.0;

  /**
   * Reads the figures off a histogram.
   *
   * @param histogram nanoseconds
   * @return microseconds
   */
  public static Percentiles of(Histogram histogram) {
    return new Percentiles(
        histogram.getValueAtPercentile(50) / NS_PER_US,
        histogram.getValueAtPercentile(99) / NS_PER_US,
        histogram.getValueAtPercentile(99.9) / NS_PER_US,
        histogram.getValueAtPercentile(99.99) / NS_PER_US,
        histogram.getMaxValue() / NS_PER_US);
  }

  /**
   * Many histograms by name.
   *
   * @param histograms nanoseconds each
   * @return microseconds each, in the same order
   */
  public static Map<String, Percentiles> of(Map<String, Histogram> histograms) {
    Map<String, Percentiles> named = new LinkedHashMap<>();
    histograms.forEach((name, histogram) -> named.put(name, of(histogram)));
    return named;
  }
}

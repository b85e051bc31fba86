package io.escapement.launch.summary;

import io.escapement.policy.inference.choice.Latency;

/**
 * How long an inference takes, microseconds.
 *
 * @param p50 median
 * @param p99 99 of 100 take no longer
 * @param p999 999 of 1000 take no longer
 * @param calls how many were measured
 */
public record LatencyFigures(double p50, double p99, double p999, int calls) {

  /**
   * The figures of a measurement.
   *
   * @param latency what was measured
   * @return microseconds
   */
  public static LatencyFigures of(Latency latency) {
    return new LatencyFigures(latency.p50Us(), latency.p99Us(), latency.p999Us(), latency.calls());
  }
}

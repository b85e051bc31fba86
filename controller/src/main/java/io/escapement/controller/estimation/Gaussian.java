package io.escapement.controller.estimation;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/**
 * Mean and covariance of a state in channels of the record, with what a Kalman filter does to them.
 *
 * <p>Sums are taken in a fixed order. Every operation is a congruence, an addition to the diagonal,
 * or a measurement of one number, and is carried out so that the matrix stays exactly symmetric;
 * variances are kept above {@value #LEAST_VARIANCE}.
 */
final class Gaussian {

  /** No variance falls below this. */
  static final double LEAST_VARIANCE = 1e-12;

  /** In place of a second element of the state. */
  static final int NONE = -1;

  private final int n;
  private final F64Channel mean;
  private final F64Channel covariance;
  private final F64Channel gain;

  Gaussian(String group, List<String> labels) {
    n = labels.size();
    mean =
        new F64Channel(
            ChannelSpec.memory(group + "/state", ChannelType.F64, n)
                .withUnit("m, m/s, m/s^2")
                .withLabels(labels));
    covariance =
        new F64Channel(
            ChannelSpec.memory(group + "/state_covariance", ChannelType.F64, n * n)
                .withUnit("products of the state's units, by rows"));
    gain =
        new F64Channel(
            ChannelSpec.derived(group + "/gain", ChannelType.F64, n)
                .withUnit("of the last measurement")
                .withLabels(labels));
  }

  void declare(Wiring wiring) {
    wiring.writes(mean);
    wiring.writes(covariance);
    wiring.writes(gain);
  }

  int size() {
    return n;
  }

  double mean(int i) {
    return mean.get(i);
  }

  void setMean(int i, double value) {
    mean.set(i, value);
  }

  double covariance(int i, int j) {
    return covariance.get(i * n + j);
  }

  private void setCovariance(int i, int j, double value) {
    covariance.set(i * n + j, value);
  }

  /** Forgets everything: the mean is zero, and so is the covariance but for the least variance. */
  void reset() {
    mean.clear();
    covariance.clear();
    for (int i = 0; i < n; i++) {
      setCovariance(i, i, LEAST_VARIANCE);
    }
  }

  /** Adds noise to an element. */
  void addVariance(int i, double variance) {
    setCovariance(i, i, Math.max(covariance(i, i) + variance, LEAST_VARIANCE));
  }

  /** Adds noise that two elements have in common; the caller adds variances to match. */
  void addCovariance(int i, int j, double value) {
    double sum = covariance(i, j) + value;
    setCovariance(i, j, sum);
    setCovariance(j, i, sum);
  }

  /** Adds a multiple of one element to another: {@code x[i] += factor x[j]}, covariance and all. */
  void addMultiple(int i, int j, double factor) {
    mean.set(i, mean.get(i) + factor * mean.get(j));
    addMultipleOfError(i, j, factor);
  }

  /** The same for the covariance alone, where the mean moves in another way. */
  void addMultipleOfError(int i, int j, double factor) {
    double variance =
        covariance(i, i) + 2 * factor * covariance(i, j) + factor * factor * covariance(j, j);
    for (int k = 0; k < n; k++) {
      if (k != i) {
        double value = covariance(i, k) + factor * covariance(j, k);
        setCovariance(i, k, value);
        setCovariance(k, i, value);
      }
    }
    setCovariance(i, i, Math.max(variance, LEAST_VARIANCE));
  }

  /** Makes one element another with an offset and a variance of its own. */
  void copy(int i, int j, double offset, double variance) {
    mean.set(i, mean.get(j) + offset);
    for (int k = 0; k < n; k++) {
      if (k != i) {
        double value = covariance(j, k);
        setCovariance(i, k, value);
        setCovariance(k, i, value);
      }
    }
    setCovariance(i, i, covariance(j, j) + variance);
  }

  /**
   * Takes a measurement of an element, or of the difference of two, into account.
   *
   * @param i the element
   * @param minus the element that is subtracted, or {@link #NONE}
   * @param residual what was measured, less what the mean says
   * @param variance of the measurement, positive
   */
  void measure(int i, int minus, double residual, double variance) {
    double spread = covariance(i, i);
    if (minus != NONE) {
      spread += covariance(minus, minus) - 2 * covariance(i, minus);
    }
    double innovation = Math.max(spread, 0) + variance;
    for (int k = 0; k < n; k++) {
      double common = covariance(k, i);
      gain.set(k, (minus == NONE ? common : common - covariance(k, minus)) / innovation);
    }
    for (int r = 0; r < n; r++) {
      double scaled = gain.get(r) * innovation;
      mean.set(r, mean.get(r) + gain.get(r) * residual);
      setCovariance(r, r, Math.max(covariance(r, r) - scaled * gain.get(r), LEAST_VARIANCE));
      for (int c = r + 1; c < n; c++) {
        double value = covariance(r, c) - scaled * gain.get(c);
        setCovariance(r, c, value);
        setCovariance(c, r, value);
      }
    }
  }
}

package io.escapement.policy.random;

import java.util.function.IntToDoubleFunction;

/** Mean, variance and so on of many numbers. */
record Moments(double mean, double variance, double skewness, double kurtosis) {

  static Moments of(int count, IntToDoubleFunction numbers) {
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += numbers.applyAsDouble(i) / count;
    }
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (int i = 0; i < count; i++) {
      double off = numbers.applyAsDouble(i) - mean;
      second += off * off / count;
      third += off * off * off / count;
      fourth += off * off * off * off / count;
    }
    return new Moments(
        mean, second, third / StrictMath.pow(second, 1.5), fourth / (second * second));
  }
}

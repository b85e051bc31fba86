package io.escapement.controller.estimation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.testing.AttachedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is done in place, element by element, against the textbook's products of matrices. */
class GaussianProperties {

  @Property(tries = 200)
  void everyOperationIsTheTextbooks(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 9) int n) {
    Gaussian gaussian = gaussian(n);
    double[] mean = new double[n];
    double[][] p = Dense.scaled(n, Gaussian.LEAST_VARIANCE);
    for (int i = 0; i < n; i++) {
      double variance = 0.1 + random.nextDouble();
      gaussian.addVariance(i, variance);
      p[i][i] += variance;
    }
    for (int step = 0; step < 30; step++) {
      int i = random.nextInt(n);
      int j = (i + 1 + random.nextInt(n - 1)) % n;
      double value = random.nextGaussian();
      switch (random.nextInt(4)) {
        case 0 -> {
          gaussian.addMultiple(i, j, value);
          double[][] f = Dense.scaled(n, 1);
          f[i][j] = value;
          mean[i] += value * mean[j];
          p = Dense.times(Dense.times(f, p), Dense.transposed(f));
        }
        case 1 -> {
          gaussian.copy(i, j, value, 0.01);
          double[][] f = Dense.scaled(n, 1);
          f[i][i] = 0;
          f[i][j] = 1;
          mean[i] = mean[j] + value;
          p = Dense.times(Dense.times(f, p), Dense.transposed(f));
          p[i][i] += 0.01;
        }
        case 2 -> {
          gaussian.addVariance(i, value * value);
          p[i][i] += value * value;
        }
        default -> {
          boolean difference = random.nextBoolean();
          double variance = 0.01 + random.nextDouble();
          double[] h = new double[n];
          h[i] = 1;
          if (difference) {
            h[j] = -1;
          }
          double residual = value - mean[i] + (difference ? mean[j] : 0);
          gaussian.measure(i, difference ? j : Gaussian.NONE, residual, variance);
          p = Dense.josephUpdate(p, h, mean, residual, variance);
        }
      }
    }
    for (int r = 0; r < n; r++) {
      assertEquals(mean[r], gaussian.mean(r), 1e-8 * Math.max(1, Math.abs(mean[r])));
      for (int c = 0; c < n; c++) {
        double scale = Math.max(1, Math.sqrt(p[r][r] * p[c][c]));
        assertEquals(p[r][c], gaussian.covariance(r, c), 1e-8 * scale);
      }
    }
  }

  @Property(tries = 100)
  void theCovarianceStaysSymmetricAndPositive(@ForAll Random random) {
    int n = 8;
    Gaussian gaussian = gaussian(n);
    for (int i = 0; i < n; i++) {
      gaussian.addVariance(i, 1);
    }
    for (int step = 0; step < 3000; step++) {
      int i = random.nextInt(n);
      int j = (i + 1 + random.nextInt(n - 1)) % n;
      switch (random.nextInt(4)) {
        case 0 -> gaussian.addMultiple(i, j, 0.01 * random.nextGaussian());
        case 1 -> gaussian.copy(i, j, 0, 1e-6);
        case 2 -> gaussian.addVariance(i, 1e-4 * random.nextDouble());
        default -> gaussian.measure(i, random.nextBoolean() ? j : Gaussian.NONE, 0.1, 1e-4);
      }
    }
    double[][] p = new double[n][n];
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        p[r][c] = gaussian.covariance(r, c);
        assertEquals(p[r][c], gaussian.covariance(c, r), "exactly symmetric");
      }
    }
    assertTrue(Dense.isPositive(p));
  }

  @Property
  void theInverseFormIsThatOfTheInverse(@ForAll Random random) {
    double[][] a = Dense.scaled(3, 0.1);
    for (int k = 0; k < 3; k++) {
      double[] v = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++) {
          a[r][c] += v[r] * v[c];
        }
      }
    }
    double[] x = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    double[] c = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    // With b = A x the form is x' c.
    double[] b = new double[3];
    for (int r = 0; r < 3; r++) {
      b[r] = a[r][0] * x[0] + a[r][1] * x[1] + a[r][2] * x[2];
    }
    double form =
        InverseForm.of(
            a[0][0], a[1][0], a[1][1], a[2][0], a[2][1], a[2][2], b[0], b[1], b[2], c[0], c[1],
            c[2]);
    assertEquals(x[0] * c[0] + x[1] * c[1] + x[2] * c[2], form, 1e-9);
  }

  private static Gaussian gaussian(int n) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      labels.add("x" + i);
    }
    Gaussian gaussian = new Gaussian("r/filter", labels);
    AttachedRecord.of(gaussian::declare);
    gaussian.reset();
    return gaussian;
  }
}

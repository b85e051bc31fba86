package io.escapement.launch.bench;

import io.escapement.controller.loop.AllocationMeter;
import io.escapement.safety.qp.QpSettings;
import io.escapement.safety.qp.QpSolution;
import io.escapement.safety.qp.QpSolver;
import io.escapement.safety.qp.QpStatus;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/**
 * Solves programs of one size, tick by tick: from the rows that were active on the tick before, as
 * the certified filter does, and from none. Set-up included: the solver factors the program anew
 * each time. Used by one thread.
 */
final class SolveBench {

  private static final long LONGEST_NS = 1_000_000_000L;
  private static final int DIGITS = 3;
  private static final int STRETCH = AllocationMeter.STRETCH_TICKS;
  private static final int WARM_UP_TICKS = 2_000;

  /** Measured however short the time is: what compiling allocates falls into few stretches. */
  private static final int FEWEST_TICKS = 2_000;

  private final int n;
  private final int m;
  private final ChainProblems problems;
  private final QpSolver solver;
  private final QpSolution warmSolution;
  private final QpSolution coldSolution;
  private final int[] warm;
  private final int[] cold;
  private final Histogram warmNs = new Histogram(LONGEST_NS, DIGITS);
  private final Histogram coldNs = new Histogram(LONGEST_NS, DIGITS);
  private long ticks;
  private long unsolved;
  private long active;
  private long iterations;

  SolveBench(int n, int m, long seed) {
    this.n = n;
    this.m = m;
    problems = new ChainProblems(n, m, seed);
    solver = new QpSolver(n, m, QpSettings.of(n, m));
    warmSolution = new QpSolution(n, m);
    coldSolution = new QpSolution(n, m);
    warm = new int[m];
    cold = new int[m];
  }

  /**
   * Measures.
   *
   * @param durationNs how long, of which the first third warms up
   * @param stopped asked now and then
   */
  SafetyReport.Size run(long durationNs, BooleanSupplier stopped) {
    long startNs = System.nanoTime();
    while (ticks < WARM_UP_TICKS || System.nanoTime() - startNs < durationNs / 3) {
      stretch(null);
    }
    warmNs.reset();
    coldNs.reset();
    ticks = 0;
    unsolved = 0;
    active = 0;
    iterations = 0;
    AllocationMeter meter = new AllocationMeter(0);
    while (ticks < FEWEST_TICKS
        || (System.nanoTime() - startNs < durationNs && !stopped.getAsBoolean())) {
      stretch(meter);
    }
    meter.end(ticks);
    return new SafetyReport.Size(
        n,
        m,
        us(warmNs, 50),
        us(warmNs, 99),
        us(coldNs, 50),
        us(coldNs, 99),
        meter.bytesPerTick() / 2,
        null,
        null,
        null,
        ticks,
        unsolved,
        (double) active / ticks,
        (double) iterations / ticks);
  }

  private static double us(Histogram ns, double percentile) {
    return ns.getValueAtPercentile(percentile) / 1e3;
  }

  private void stretch(AllocationMeter meter) {
    for (int i = 0; i < STRETCH; i++) {
      if (meter != null) {
        meter.beforeTick(ticks);
      }
      tick();
    }
  }

  /** Whoever comes second finds the program in the caches, so that they take turns. */
  private void tick() {
    problems.next();
    if ((ticks & 1) == 0) {
      warm();
      cold();
    } else {
      cold();
      warm();
    }
    ticks++;
  }

  private void warm() {
    long startNs = System.nanoTime();
    QpStatus status = solver.solve(problems.problem(), warm, warmSolution);
    warmNs.recordValue(Math.min(LONGEST_NS, System.nanoTime() - startNs));
    unsolved += status == QpStatus.OPTIMAL ? 0 : 1;
    iterations += warmSolution.iterations();
    for (int row = 0; row < m; row++) {
      active += warm[row] == 0 ? 0 : 1;
    }
  }

  private void cold() {
    Arrays.fill(cold, 0);
    long startNs = System.nanoTime();
    QpStatus status = solver.solve(problems.problem(), cold, coldSolution);
    coldNs.recordValue(Math.min(LONGEST_NS, System.nanoTime() - startNs));
    unsolved += status == QpStatus.OPTIMAL ? 0 : 1;
  }

  /** A program that the solver has just solved, for another solver. */
  ChainProblems solvedNext() {
    problems.next();
    warm();
    return problems;
  }

  /** The answer to it. */
  double[] answer() {
    return warmSolution.x();
  }
}

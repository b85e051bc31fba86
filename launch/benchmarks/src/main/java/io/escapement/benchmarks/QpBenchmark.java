package io.escapement.benchmarks;

import io.escapement.safety.qp.QpProblem;
import io.escapement.safety.qp.QpSettings;
import io.escapement.safety.qp.QpSolution;
import io.escapement.safety.qp.QpSolver;
import io.escapement.safety.qp.QpStatus;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Random quadratic programmes of an arm's, a quadruped's and a humanoid's size, set-up included:
 * box rows for all variables, then dense rows with both bounds, and a nominal point far outside.
 * About as many rows are active in the answer as there are variables, which is the worst there is.
 * JMH's {@code -bm sample} gives percentiles.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class QpBenchmark {

  private static final int PROBLEMS = 256;

  /** Variables and rows. */
  @Param({"7x24", "12x40", "29x90"})
  public String size;

  /** Whether the weight is a full matrix. */
  @Param({"false", "true"})
  public boolean dense;

  private final QpProblem[] problems = new QpProblem[PROBLEMS];
  private final int[][] workingSets = new int[PROBLEMS][];
  private int[] workingSet;
  private QpSolver solver;
  private QpSolution solution;
  private int next;

  /** Makes the problems, and solves each once to know its working set. */
  @Setup(Level.Trial)
  public void setUp() {
    int n = Integer.parseInt(size.substring(0, size.indexOf('x')));
    int m = Integer.parseInt(size.substring(size.indexOf('x') + 1));
    Random random = new Random(1);
    solver = new QpSolver(n, m, QpSettings.of(n, m));
    solution = new QpSolution(n, m);
    workingSet = new int[m];
    for (int k = 0; k < PROBLEMS; k++) {
      problems[k] = problem(random, n, m);
      workingSets[k] = new int[m];
      if (solver.solve(problems[k], workingSets[k], solution) != QpStatus.OPTIMAL) {
        throw new IllegalStateException("problem " + k + " ended " + solution.status());
      }
    }
  }

  private QpProblem problem(Random random, int n, int m) {
    QpProblem problem = new QpProblem(n, m);
    for (int i = 0; i < n; i++) {
      problem.nominal()[i] = 3 * random.nextGaussian();
      problem.diagonal()[i] = 0.1 + 2 * random.nextDouble();
    }
    for (int i = 0; dense && i < n; i++) {
      for (int j = 0; j < n; j++) {
        // A unit matrix plus Hilbert's, which is positive definite as well.
        problem.weight()[i * n + j] = (i == j ? 1 : 0) + 1.0 / (1 + i + j);
      }
      problem.useDenseWeight();
    }
    double[] inside = random.doubles(n, -1, 1).toArray();
    for (int row = 0; row < m; row++) {
      double value = 0;
      if (row < n) {
        problem.unit(row, row);
        value = inside[row];
      } else {
        for (int i = 0; i < n; i++) {
          double coefficient = random.nextGaussian();
          problem.coefficients()[row * n + i] = coefficient;
          value += coefficient * inside[i];
        }
      }
      problem.bounds(row, value - random.nextDouble(), value + random.nextDouble());
    }
    return problem;
  }

  /** From no working set. */
  @Benchmark
  public QpStatus cold() {
    next = (next + 1) % PROBLEMS;
    Arrays.fill(workingSet, 0);
    return solver.solve(problems[next], workingSet, solution);
  }

  /** From the answer's working set, as from one tick to the next. */
  @Benchmark
  public QpStatus warm() {
    next = (next + 1) % PROBLEMS;
    System.arraycopy(workingSets[next], 0, workingSet, 0, workingSet.length);
    return solver.solve(problems[next], workingSet, solution);
  }
}

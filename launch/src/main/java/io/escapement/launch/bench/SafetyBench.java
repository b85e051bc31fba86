package io.escapement.launch.bench;

import io.escapement.controller.config.PreflightException;
import io.escapement.launch.session.Home;
import io.escapement.safety.qp.QpProblem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Measures the certified filter's solver on random programs of three robots' sizes, beside ojAlgo,
 * and the dynamics by themselves. Used by one thread; {@link #stop} by any.
 */
public final class SafetyBench {

  private static final int[][] SIZES = {{7, 24}, {12, 40}, {29, 90}};
  private static final List<String> ROBOTS = List.of("maze", "demo");
  private static final long SEED = 1;
  private static final int FEWEST_ORACLE_SOLVES = 20;
  private static final double NS_PER_S = 1e9;

  /** An answer whose cost is below this part of another's is better. */
  private static final double LESS = 1 - 1e-9;

  /** Shares of the time: of each size's solver two, of its oracle one, of each robot one. */
  private static final int SHARES = 3 * SIZES.length + ROBOTS.size() + 1;

  private final long shareNs;
  private final PrintStream progress;
  private volatile boolean stopped;

  /**
   * Prepares.
   *
   * @param durationNs time for everything, nanoseconds
   * @param progress where to tell what runs, or null
   */
  public SafetyBench(long durationNs, PrintStream progress) {
    shareNs = durationNs / SHARES;
    this.progress = progress;
  }

  /** Ends early; the report has what was measured until then, each part at least briefly. */
  public void stop() {
    stopped = true;
  }

  /**
   * Measures.
   *
   * @param machine what is measured on
   * @return the report
   */
  public SafetyReport run(TestMachine machine) {
    List<SafetyReport.Size> sizes = new ArrayList<>();
    for (int[] size : SIZES) {
      say(size[0] + " joints, " + size[1] + " rows");
      SolveBench bench = new SolveBench(size[0], size[1], SEED);
      sizes.add(beside(bench.run(2 * shareNs, () -> stopped), bench));
    }
    List<SafetyReport.Robot> robots = new ArrayList<>();
    for (String robot : ROBOTS) {
      say("dynamics of " + robot);
      Path yaml = Home.folder().resolve("examples").resolve(robot).resolve("robot.yaml");
      robots.add(DynamicsBench.of(yaml).run(shareNs, () -> stopped));
    }
    robots.add(humanoid());
    return new SafetyReport(sizes, robots, machine);
  }

  private SafetyReport.Robot humanoid() {
    say("dynamics of a synthetic robot of 29 joints");
    try (TemporaryRuns folder = TemporaryRuns.create()) {
      return DynamicsBench.of(SyntheticRobot.write(folder.folder())).run(shareNs, () -> stopped);
    } catch (IOException e) {
      throw PreflightException.at("java.io.tmpdir")
          .summary("the synthetic robot cannot be written")
          .found(e.toString())
          .remedy("name another folder with ESCAPEMENT_JAVA_OPTS=-Djava.io.tmpdir=FOLDER")
          .cause(e)
          .build();
    }
  }

  private SafetyReport.Size beside(SafetyReport.Size size, SolveBench bench) {
    try {
      return beside(size, bench, new OjAlgoSolver());
    } catch (NoClassDefFoundError e) {
      say("ojAlgo is not among the libraries, so there is nothing to compare with");
      return size;
    }
  }

  /** The first third warms up; the same walk goes on. */
  private SafetyReport.Size beside(SafetyReport.Size size, SolveBench bench, OjAlgoSolver oracle) {
    Histogram ns = new Histogram(3);
    double difference = 0;
    long better = 0;
    long startNs = System.nanoTime();
    boolean warm = false;
    for (int solves = 0; solves < FEWEST_ORACLE_SOLVES || goesOn(startNs); solves++) {
      if (!warm && System.nanoTime() - startNs > shareNs / 3) {
        warm = true;
        ns.reset();
        solves = 0;
      }
      QpProblem problem = bench.solvedNext().problem();
      double[] x = oracle.solve(problem);
      ns.recordValue(oracle.tookNs());
      better += x != null && cost(problem, x) < cost(problem, bench.answer()) * LESS ? 1 : 0;
      for (int i = 0; x != null && i < x.length; i++) {
        double off = Math.abs(x[i] - bench.answer()[i]);
        difference = Math.max(difference, off * StrictMath.sqrt(problem.diagonal()[i]));
      }
    }
    return size.withOracle(ns.getValueAtPercentile(50) / 1e3, difference, better);
  }

  private static double cost(QpProblem problem, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double off = x[i] - problem.nominal()[i];
      sum += problem.diagonal()[i] * off * off;
    }
    return sum;
  }

  private boolean goesOn(long startNs) {
    return System.nanoTime() - startNs < shareNs && !stopped;
  }

  private void say(String what) {
    if (progress != null) {
      progress.println(
          "bench safety: " + what + ", " + Math.round(10 * 2 * shareNs / NS_PER_S) / 10.0 + " s");
    }
  }
}

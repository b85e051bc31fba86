package io.escapement.launch.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import java.util.List;

/**
 * What the certified filter's solver and the dynamics cost. Times are microseconds.
 *
 * @param sizes the solver, by size of the program
 * @param dynamics the dynamics, by robot
 * @param machine what was measured on
 */
public record SafetyReport(List<Size> sizes, List<Robot> dynamics, TestMachine machine) {

  /**
   * Programs of one size.
   *
   * @param joints number of variables
   * @param rows number of rows
   * @param p50Us a solve that starts from the rows active on the tick before, as the filter's do
   * @param p99Us the same, exceeded by one in a hundred
   * @param coldP50Us a solve that starts from none
   * @param coldP99Us the same, exceeded by one in a hundred
   * @param bytesPerSolve allocated on the thread
   * @param oracleP50Us ojAlgo on programs of the same walk; null where it is not there
   * @param oracleDifference greatest difference of an answer from ojAlgo's, relative to the joint's
   *     effort; null likewise
   * @param oracleBetter answers of ojAlgo's that cost less; none if the solver is right; null
   *     likewise
   * @param solves programs, each solved both ways
   * @param unsolved solves that did not end optimal; none if the solver is right
   * @param active rows that are active in the answer, on average
   * @param iterations changes to the rows of the tick before, on average
   */
  public record Size(
      int joints,
      int rows,
      @JsonProperty("p50_us") double p50Us,
      @JsonProperty("p99_us") double p99Us,
      @JsonProperty("cold_p50_us") double coldP50Us,
      @JsonProperty("cold_p99_us") double coldP99Us,
      @JsonProperty("bytes_per_solve") double bytesPerSolve,
      @JsonProperty("oracle_p50_us") Double oracleP50Us,
      @JsonProperty("oracle_difference") Double oracleDifference,
      @JsonProperty("oracle_better") Long oracleBetter,
      long solves,
      long unsolved,
      double active,
      double iterations) {

    Size withOracle(double us, double difference, long better) {
      return new Size(
          joints,
          rows,
          p50Us,
          p99Us,
          coldP50Us,
          coldP99Us,
          bytesPerSolve,
          us,
          difference,
          better,
          solves,
          unsolved,
          active,
          iterations);
    }
  }

  /**
   * The dynamics of a robot: mass matrix, bias, gravity, and the inverse on a fixed base.
   *
   * @param robot its name
   * @param joints number of its joints
   * @param p50Us a tick of the stage
   * @param p99Us the same, exceeded by one in a hundred
   * @param bytesPerTick allocated on the thread
   */
  public record Robot(
      String robot,
      int joints,
      @JsonProperty("p50_us") double p50Us,
      @JsonProperty("p99_us") double p99Us,
      @JsonProperty("bytes_per_tick") double bytesPerTick) {}

  /**
   * The report for people.
   *
   * @return two tables, and what was measured on
   */
  public String text() {
    Table solves = new Table(2);
    solves.row(
        "joints",
        "rows",
        "p50",
        "p99",
        "cold p50",
        "cold p99",
        "bytes",
        "ojAlgo p50",
        "active",
        "unsolved");
    for (Size size : sizes) {
      solves.row(
          Integer.toString(size.joints()),
          Integer.toString(size.rows()),
          Numbers.of(size.p50Us()),
          Numbers.of(size.p99Us()),
          Numbers.of(size.coldP50Us()),
          Numbers.of(size.coldP99Us()),
          Numbers.of(size.bytesPerSolve()),
          size.oracleP50Us() == null ? "-" : Numbers.of(size.oracleP50Us()),
          Numbers.of(size.active()),
          size.unsolved() + " of " + 2 * size.solves());
    }
    Table robots = new Table(2);
    robots.row("robot", "joints", "p50", "p99", "bytes");
    for (Robot robot : dynamics) {
      robots.row(
          robot.robot(),
          Integer.toString(robot.joints()),
          Numbers.of(robot.p50Us()),
          Numbers.of(robot.p99Us()),
          Numbers.of(robot.bytesPerTick()));
    }
    return "solver, us; from the active rows of the tick before, and cold\n"
        + solves.text()
        + "dynamics, us a tick\n"
        + robots.text()
        + "  "
        + machine.text();
  }
}

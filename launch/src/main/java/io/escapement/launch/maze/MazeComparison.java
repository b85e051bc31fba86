package io.escapement.launch.maze;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.summary.RunSummary;
import io.escapement.launch.text.Table;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/**
 * The same two policies in the same maze, with the certified chain and without it.
 *
 * @param withFilters the hostile policy behind the chain
 * @param withoutFilters the hostile policy, and the drives' own limits
 * @param solver the policy that knows the way
 */
public record MazeComparison(
    @JsonProperty("with_filters") MazeFigures withFilters,
    @JsonProperty("without_filters") MazeFigures withoutFilters,
    @JsonProperty("solver") Pair solver) {

  /**
   * A policy's two runs.
   *
   * @param withFilters behind the chain
   * @param withoutFilters with the drives' own limits alone
   */
  public record Pair(
      @JsonProperty("with_filters") MazeFigures withFilters,
      @JsonProperty("without_filters") MazeFigures withoutFilters) {}

  /** Makes a run of a file. */
  @FunctionalInterface
  public interface Runner {

    /**
     * Runs a file to its end.
     *
     * @param file the run's file
     * @return its summary
     * @throws Exception if it cannot be run
     */
    RunSummary run(Path file) throws Exception;
  }

  /**
   * Makes the four runs, one after the other.
   *
   * @param folder the folder of the maze's files
   * @param runner makes a run
   * @return what they did
   * @throws Exception if one cannot be run
   */
  public static MazeComparison of(Path folder, Runner runner) throws Exception {
    MazeRules rules = MazeRules.read(folder.resolve("certified-run.yaml"));
    return new MazeComparison(
        figures(rules, folder, "certified-hostile-run.yaml", runner),
        figures(rules, folder, "hostile-run.yaml", runner),
        new Pair(
            figures(rules, folder, "certified-run.yaml", runner),
            figures(rules, folder, "run.yaml", runner)));
  }

  private static MazeFigures figures(MazeRules rules, Path folder, String file, Runner runner)
      throws Exception {
    return MazeJudgement.of(rules, runner.run(folder.resolve(file)));
  }

  /**
   * All of it side by side.
   *
   * @return a table with a line end after each row
   */
  public String text() {
    Table table = new Table(2).row("", "hostile", "", "solver", "");
    table.row("filters", "with", "without", "with", "without");
    row(table, "energy injected, J", figures -> number(figures.injectedJ()));
    row(table, "budget, J", figures -> number(figures.budgetJ()));
    row(table, "ticks beyond joint limits", figures -> "" + figures.limitViolations());
    row(table, "ticks beyond barriers", figures -> "" + figures.barrierViolations());
    row(table, "peak contact force, N", figures -> number(figures.peakContactN()));
    row(table, "ticks changed by the chain", figures -> "" + figures.changedTicks());
    row(table, "goal reached", figures -> figures.goalReached() ? "yes" : "no");
    return table.text();
  }

  private void row(Table table, String name, Function<MazeFigures, String> cell) {
    table.row(
        name,
        cell.apply(withFilters),
        cell.apply(withoutFilters),
        cell.apply(solver.withFilters()),
        cell.apply(solver.withoutFilters()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}

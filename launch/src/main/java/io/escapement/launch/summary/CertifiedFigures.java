package io.escapement.launch.summary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the certified filter did in a run. Percentages are of the ticks that ran.
 *
 * @param model {@code dynamic}, {@code decoupled} or {@code kinematic}
 * @param ticksChanged ticks on which it changed the command
 * @param changedPercent the same as a percentage
 * @param rows the rows that held a command back, the most frequent first
 * @param tanks the energy budgets
 * @param brake its brake
 * @param assumptions what it takes for impossible and was measured all the same
 */
public record CertifiedFigures(
    String model,
    @JsonProperty("ticks_changed") long ticksChanged,
    @JsonProperty("changed_percent") double changedPercent,
    List<Row> rows,
    List<Tank> tanks,
    Brake brake,
    List<Broken> assumptions) {

  /**
   * A row of the program that was active.
   *
   * @param name what it keeps, such as {@code viability joint1} or {@code barrier table}
   * @param ticks ticks on which it was active
   * @param percent the same as a percentage
   */
  public record Row(String name, long ticks, double percent) {}

  /**
   * An energy budget at the end of the run.
   *
   * @param name its name
   * @param levelJ level at the end, J
   * @param reserveJ level below which only the brake may spend, J
   * @param injectedJ energy that its joints gave to the world beyond gravity, less what they took,
   *     J
   * @param budgetJ what a policy could give to the world from the start, above the reserve, J
   */
  public record Tank(
      String name,
      @JsonProperty("level_J") double levelJ,
      @JsonProperty("reserve_J") double reserveJ,
      @JsonProperty("injected_J") double injectedJ,
      @JsonProperty("budget_J") double budgetJ) {}

  /**
   * The brake.
   *
   * @param cause why it began, the first time; {@code none} if it did not
   * @param ticks ticks on which it was in force
   * @param atS when it began for the first time, s from the start; null if it did not
   */
  public record Brake(String cause, long ticks, @JsonProperty("at_s") Double atS) {}

  /**
   * An assumption that did not hold.
   *
   * @param name its name
   * @param ticks on how many ticks
   * @param latched whether the supervisor falls back for it; else it is recorded only
   */
  public record Broken(String name, long ticks, boolean latched) {}
}

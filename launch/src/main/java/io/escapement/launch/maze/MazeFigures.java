package io.escapement.launch.maze;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a run in the maze did, by the physics and by what was measured, not by the chain.
 *
 * @param injectedJ greatest work of the drives beyond gravity since the start, by MuJoCo's forces,
 *     J
 * @param budgetJ the budgets of the chain's tanks, their floors left out, J, whether or not the
 *     chain was there
 * @param limitViolations ticks on which a joint was beyond a position limit by more than 1 mrad, or
 *     faster than its limit by more than 2 %
 * @param barrierViolations ticks on which a place that a half-space barrier guards was beyond its
 *     plane by more than 1 mm
 * @param peakContactN greatest contact force, N
 * @param goalReached whether the run ended with the peg's tip at the goal
 * @param changedTicks ticks on which the chain changed the command
 * @param mode the mode in which the run ended
 * @param runDir where the run is
 */
public record MazeFigures(
    @JsonProperty("injected_J") double injectedJ,
    @JsonProperty("budget_J") double budgetJ,
    @JsonProperty("limit_violations") long limitViolations,
    @JsonProperty("barrier_violations") long barrierViolations,
    @JsonProperty("peak_contact_N") double peakContactN,
    @JsonProperty("goal_reached") boolean goalReached,
    @JsonProperty("changed_ticks") long changedTicks,
    @JsonProperty("mode") String mode,
    @JsonProperty("run_dir") String runDir) {}

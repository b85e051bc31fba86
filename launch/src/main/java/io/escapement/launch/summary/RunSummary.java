package io.escapement.launch.summary;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.escapement.controller.realtime.RealtimeReport;
import java.util.List;
import java.util.Map;

/**
 * A run in figures, as {@code summary.json} and {@code --json} have it. Times that only a live loop
 * can know are null in the summary of a recovered run.
 *
 * @param name the run's name
 * @param end {@code completed}, {@code stopped}, {@code failed} or {@code recovered}
 * @param reason in words why it ended, where that needs saying, or null
 * @param ticks ticks that ran
 * @param policyCalls inferences of the policy
 * @param overruns ticks that ran into the next period
 * @param overrunsByCause those by what caused them: a phase, {@code journal}, {@code wake_up} or
 *     {@code outside}
 * @param skippedPeriods periods skipped for that
 * @param mode the supervisor's mode at the end
 * @param transitions changes of mode, the first of them
 * @param interventions ticks on which the safety chain changed the command
 * @param certified what the certified filter did; null without one
 * @param fell whether the base tilted over the limit; null on fixed bases
 * @param baseDisplacementM x, y, z in the world from start to end, or null
 * @param minBaseHeightM lowest height of the base, or null
 * @param maxTiltDeg largest tilt of the base, or null on fixed bases
 * @param durationS time of the run, seconds
 * @param timesRealTime that time over the time it took
 * @param startupS from the start of the process to the first tick in the journal, seconds
 * @param pacing how the loop waited; null where it did not sleep
 * @param latenessUs wake-up after the due time
 * @param tickUs whole ticks
 * @param overheadUs ticks less the simulated world and inference
 * @param phasesUs each phase of the tick
 * @param allocatedBytesPerTick on the loop's thread in steady state; null for a run that failed or
 *     ended before it was in steady state
 * @param process what the whole process did in steady state; its parts stand beside the others
 * @param engines what evaluated each model, and why; null in the summary of a recovered run
 * @param journal what the journal holds
 * @param realtime what the loop got of what it asked of the kernel, and the machine; empty in
 *     lockstep, null for a recovered run
 * @param verification the verification of the journal that followed, or null
 * @param runDir the run's directory
 */
public record RunSummary(
    String name,
    String end,
    String reason,
    long ticks,
    @JsonProperty("policy_calls") long policyCalls,
    Long overruns,
    @JsonProperty("overruns_by_cause") Map<String, Long> overrunsByCause,
    @JsonProperty("skipped_periods") Long skippedPeriods,
    String mode,
    List<Transition> transitions,
    long interventions,
    CertifiedFigures certified,
    Boolean fell,
    @JsonProperty("base_displacement_m") double[] baseDisplacementM,
    @JsonProperty("min_base_height_m") Double minBaseHeightM,
    @JsonProperty("max_tilt_deg") Double maxTiltDeg,
    @JsonProperty("duration_s") double durationS,
    @JsonProperty("times_real_time") Double timesRealTime,
    @JsonProperty("startup_s") Double startupS,
    PacingFigures pacing,
    @JsonProperty("lateness_us") Percentiles latenessUs,
    @JsonProperty("tick_us") Percentiles tickUs,
    @JsonProperty("overhead_us") Percentiles overheadUs,
    @JsonProperty("phases_us") Map<String, Percentiles> phasesUs,
    @JsonProperty("allocated_bytes_per_tick") Double allocatedBytesPerTick,
    @JsonUnwrapped ProcessFigures process,
    List<EngineReport> engines,
    JournalFigures journal,
    RealtimeReport realtime,
    Object verification,
    @JsonProperty("run_dir") String runDir) {

  /**
   * The same summary with the verification that followed.
   *
   * @param result what the verification found
   * @return a copy
   */
  public RunSummary withVerification(Object result) {
    return new RunSummary(
        name,
        end,
        reason,
        ticks,
        policyCalls,
        overruns,
        overrunsByCause,
        skippedPeriods,
        mode,
        transitions,
        interventions,
        certified,
        fell,
        baseDisplacementM,
        minBaseHeightM,
        maxTiltDeg,
        durationS,
        timesRealTime,
        startupS,
        pacing,
        latenessUs,
        tickUs,
        overheadUs,
        phasesUs,
        allocatedBytesPerTick,
        process,
        engines,
        journal,
        realtime,
        result,
        runDir);
  }
}

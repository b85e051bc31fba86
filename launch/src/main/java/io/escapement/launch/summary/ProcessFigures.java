package io.escapement.launch.summary;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the whole process did while its loop was in steady state: what every thread of it allocated,
 * and how often the virtual machine or the kernel stopped it. Each is null where it is not known.
 *
 * @param steadyS length of the steady state, seconds; null if the run ended before it was reached
 * @param allocatedBytesPerS bytes on the Java heap a second, all threads together; up to Java 20
 *     those of threads that have ended meanwhile are missing
 * @param usualBytesPerS the same over the median stretch of ten seconds, which what is made once,
 *     such as the strings of a class whose method is compiled, does not change; null in a steady
 *     state that is shorter
 * @param collections garbage collections
 * @param safepoints times at which the virtual machine stopped all threads
 * @param loopPageFaults page faults of the loop's thread
 * @param loopPreemptions times at which the kernel took the processor from the loop's thread
 */
public record ProcessFigures(
    @JsonProperty("steady_s") Double steadyS,
    @JsonProperty("process_allocated_bytes_per_s") Double allocatedBytesPerS,
    @JsonProperty("process_usual_bytes_per_s") Double usualBytesPerS,
    Long collections,
    Long safepoints,
    @JsonProperty("loop_page_faults") Long loopPageFaults,
    @JsonProperty("loop_preemptions") Long loopPreemptions) {

  /** Figures of a run that never came to its steady state, or of which only a journal is left. */
  public static final ProcessFigures UNKNOWN =
      new ProcessFigures(null, null, null, null, null, null, null);
}

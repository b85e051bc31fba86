package io.escapement.launch.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.summary.Percentiles;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the ticks of one measured run took, in microseconds.
 *
 * @param ticks ticks that were counted, once the run had settled
 * @param phasesUs each phase that took any time, and the hand-off to the journal
 * @param tickUs whole ticks
 * @param inferenceUs inference, on the ticks that infer only; null if none did
 * @param overheadUs ticks less physics and inference
 * @param inferringUs overhead of the ticks that infer; null if there were none
 * @param notInferringUs overhead of the others; null if there were none
 * @param firstTicksUs overhead of the run's first ticks, in which code is still compiled and memory
 *     touched for the first time
 * @param latenessUs wake-up after the due time
 */
public record TickFigures(
    long ticks,
    @JsonProperty("phases_us") Map<String, Percentiles> phasesUs,
    @JsonProperty("tick_us") Percentiles tickUs,
    @JsonProperty("inference_us") Percentiles inferenceUs,
    @JsonProperty("overhead_us") Percentiles overheadUs,
    @JsonProperty("overhead_inferring_us") Percentiles inferringUs,
    @JsonProperty("overhead_not_inferring_us") Percentiles notInferringUs,
    @JsonProperty("overhead_first_ticks_us") Percentiles firstTicksUs,
    @JsonProperty("lateness_us") Percentiles latenessUs) {

  static TickFigures of(
      Map<String, Histogram> phases,
      Histogram tick,
      Histogram inference,
      Histogram overhead,
      Histogram inferring,
      Histogram notInferring,
      Histogram first,
      Histogram lateness) {
    return new TickFigures(
        tick.getTotalCount(),
        Percentiles.of(phases),
        Percentiles.of(tick),
        orNull(inference),
        Percentiles.of(overhead),
        orNull(inferring),
        orNull(notInferring),
        Percentiles.of(first),
        Percentiles.of(lateness));
  }

  private static Percentiles orNull(Histogram histogram) {
    return histogram.getTotalCount() == 0 ? null : Percentiles.of(histogram);
  }
}

package io.escapement.launch.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.summary.Percentiles;

/**
 * What ticks cost without a part of the run.
 *
 * @param ticks ticks that were counted
 * @param tickUs whole ticks, microseconds
 * @param overheadUs ticks less physics and inference, microseconds
 * @param savesUs how much less overhead than with the part, at the median, microseconds; below 0
 *     where noise is larger than the part
 */
public record LeftOut(
    long ticks,
    @JsonProperty("tick_us") Percentiles tickUs,
    @JsonProperty("overhead_us") Percentiles overheadUs,
    @JsonProperty("saves_us") double savesUs) {

  static LeftOut of(TickFigures without, TickFigures with) {
    return new LeftOut(
        without.ticks(),
        without.tickUs(),
        without.overheadUs(),
        with.overheadUs().p50() - without.overheadUs().p50());
  }
}

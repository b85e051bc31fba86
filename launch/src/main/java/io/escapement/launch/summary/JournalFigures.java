package io.escapement.launch.summary;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.journal.LostTicks;
import java.util.List;

/**
 * What a run's journal holds.
 *
 * @param ticks ticks that were journaled
 * @param lost records that the journal could not take
 * @param bytes size of the journal on disk
 * @param record {@code full} or {@code inputs}
 * @param losses which ticks were lost, stretch by stretch
 * @param ringRecords records that the ring between loop and writer holds; null in a recovered run
 * @param ringHighWater most records that waited in it at once; null in a recovered run
 * @param appendUs how long the writer took for a record; null in a recovered run
 */
public record JournalFigures(
    long ticks,
    long lost,
    long bytes,
    String record,
    List<LostTicks> losses,
    @JsonProperty("ring_records") Long ringRecords,
    @JsonProperty("ring_high_water") Long ringHighWater,
    @JsonProperty("append_us") Percentiles appendUs) {}

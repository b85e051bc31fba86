package io.escapement.launch.summary;

/**
 * What a run's journal holds.
 *
 * @param ticks ticks that were journaled
 * @param lost records that the journal could not take
 * @param bytes size of the journal on disk
 * @param record {@code full} or {@code inputs}
 */
public record JournalFigures(long ticks, long lost, long bytes, String record) {}

package io.escapement.launch.configuration;

/**
 * The {@code journal} block of a run.
 *
 * @param lean whether only inputs, decisions, boundaries and keyframes are recorded ({@code record:
 *     inputs})
 * @param keyframeTicks ticks between full records of a lean journal, and between the points from
 *     which replay can start
 * @param ringBytes size of the ring in shared memory
 * @param reserveBytes free disk that the run demands at its start
 * @param syncMs period after which the journal is synced to the disk, milliseconds; 0 leaves it to
 *     the kernel
 */
public record JournalConfiguration(
    boolean lean, int keyframeTicks, long ringBytes, long reserveBytes, long syncMs) {}

package io.escapement.controller.loop;

import java.util.Map;

/**
 * How a loop ended.
 *
 * @param end why
 * @param ticks ticks that ran
 * @param skipped periods that were skipped because ticks ran late
 * @param overruns ticks that were followed by at least one skipped period
 * @param overrunsByCause those by what caused them, see {@link OverrunCause#name}; causes that
 *     never occurred are left out
 * @param lost records that the sink could not take
 * @param steadyTicks ticks after the loop had settled
 * @param steadyBytes bytes that the loop's thread allocated in those ticks, with what the virtual
 *     machine allocates once for each class as it links and compiles it
 * @param bytesPerTick bytes that a tick allocates in steady state: the median over stretches of
 *     ticks, which what happens once does not move; 0 if the loop never settled or has failed
 * @param failure what a stage or driver threw, or null
 */
public record LoopResult(
    End end,
    long ticks,
    long skipped,
    long overruns,
    Map<String, Long> overrunsByCause,
    long lost,
    long steadyTicks,
    long steadyBytes,
    double bytesPerTick,
    Throwable failure) {

  /** Why a loop ended. */
  public enum End {
    /** It ran the ticks that it was given. */
    COMPLETED,
    /** It was asked to stop. */
    STOPPED,
    /** A stage or driver threw. */
    FAILED
  }
}

package io.escapement.safety.barrier;

/**
 * A barrier and what it was made of.
 *
 * @param barrier gives one row
 * @param settings of which it is all or a part
 */
public record ConfiguredBarrier(Barrier barrier, BarrierSettings settings) {}

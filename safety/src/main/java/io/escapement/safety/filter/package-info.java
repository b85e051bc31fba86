/**
 * What bounds the command: a chain of filters over the supervised command, and the hardware clamp
 * behind them.
 *
 * <p>{@link io.escapement.safety.filter.FilterChain} copies {@code supervised/*} to {@code
 * filtered/*} and lets each {@link io.escapement.safety.filter.CommandFilter} change that in place;
 * {@link io.escapement.safety.filter.HardwareClamp} makes {@code command/*} of it and must find
 * nothing to change; {@link io.escapement.safety.filter.InterventionRecord} counts.
 *
 * <p>The chain is: sanitise (numbers only), limits (each number inside the hardware's), slew
 * (against the command before), effort (what the drive will make of the command). The last three
 * are the place of the certified filters: one quadratic programme whose rows are viability, effort,
 * slew, barriers and tank power is a {@code CommandFilter} that replaces them, declares its own
 * channels (active rows, slack, multipliers, tank level) and reads what monitors and estimators
 * wrote earlier in the tick. The energy ledger, settled on what was applied, is a stage behind the
 * clamp.
 */
package io.escapement.safety.filter;

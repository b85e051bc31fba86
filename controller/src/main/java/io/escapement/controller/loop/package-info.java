/**
 * The loop: one thread, an absolute schedule, never two ticks at once, and no burst after a late
 * one.
 *
 * <p>{@link io.escapement.controller.loop.Schedule} is the arithmetic, a {@link
 * io.escapement.controller.loop.Pacer} waits, {@link io.escapement.controller.loop.Loop} runs ticks
 * and hands finished records to a {@link io.escapement.controller.record.RecordSink}.
 */
package io.escapement.controller.loop;

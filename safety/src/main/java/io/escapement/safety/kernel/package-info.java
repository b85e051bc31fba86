/**
 * Barriers learned from data (kernel-based safe exploration): {@link
 * io.escapement.safety.kernel.KernelBarrierFit} estimates from recorded transitions what a barrier
 * will be a tick later, {@link io.escapement.safety.kernel.KernelBarrier} checks that each tick,
 * and {@link io.escapement.safety.kernel.SafetyProbability} says what it is worth.
 */
package io.escapement.safety.kernel;

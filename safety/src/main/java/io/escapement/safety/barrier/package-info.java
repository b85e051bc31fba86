/**
 * Barriers: functions of the robot's state that must not become negative, and what they demand of a
 * command.
 *
 * <p>{@link io.escapement.safety.barrier.Barriers} makes them of settings, {@link
 * io.escapement.safety.barrier.Barrier} gives value, rate, gradient and curvature at a tick from
 * the channels of the dynamics stage, and {@link io.escapement.safety.barrier.SampledData} says
 * which rate or acceleration keeps them between samples too.
 */
package io.escapement.safety.barrier;

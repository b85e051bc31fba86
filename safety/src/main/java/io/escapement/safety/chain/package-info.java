/**
 * The certified command path: one quadratic program a tick that finds the command closest to the
 * nominal one under what the robot can do, what keeps its joints inside their limits for good,
 * barriers, and the energy that is left; and the brake where there is none.
 *
 * <p>{@link io.escapement.safety.chain.CertifiedFilter} runs it, {@link
 * io.escapement.safety.chain.CertifiedSettings} says by what. {@code Motion} is how efforts become
 * accelerations, {@code ChainRows} are the rows of the program, {@code ActuatorMapping} the way
 * between an actuator's five numbers and the program's variable.
 */
package io.escapement.safety.chain;

/**
 * Bounds on a joint's acceleration that keep its position and velocity limits for good, after Del
 * Prete (2018): {@link io.escapement.safety.viability.JointLimits} has the limits, {@link
 * io.escapement.safety.viability.Viability} the bounds.
 */
package io.escapement.safety.viability;

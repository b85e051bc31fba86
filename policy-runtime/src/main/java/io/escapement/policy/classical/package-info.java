/**
 * Policies without a model, as forms like any other: a gait generator, a move to a pose, a
 * trajectory through waypoints. Each says where the joints should be; what becomes of that is the
 * bundle's {@code actions}, as for a model's output, so that such a policy can be refined, replayed
 * and exported as a learned one is.
 */
package io.escapement.policy.classical;

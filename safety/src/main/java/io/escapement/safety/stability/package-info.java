/**
 * Motion that a Lyapunov function bounds: {@link io.escapement.safety.stability.StableProjection}
 * takes from a learned velocity what would raise the function, and shortens the step where sampling
 * would.
 */
package io.escapement.safety.stability;

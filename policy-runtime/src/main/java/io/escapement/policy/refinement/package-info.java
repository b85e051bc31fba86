/**
 * Refinements: what changes a policy's action between its decoding and the supervisor, each within
 * an authority of its own that nothing it computes can exceed.
 */
package io.escapement.policy.refinement;

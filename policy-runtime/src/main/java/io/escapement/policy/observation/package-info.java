/**
 * Observations: small terms that read channels, found by name, and the stage that composes them:
 * order, scale, clip, history, decimation. Terms run on the loop's thread.
 */
package io.escapement.policy.observation;

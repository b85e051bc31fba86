/**
 * Chunks of actions: the plan that successive chunks are merged into, and the stage that takes one
 * action after the other from it on time.
 */
package io.escapement.policy.chunk;

/**
 * Policies of Isaac Lab and rsl_rl: its description of a policy's inputs and outputs ({@code
 * IO_descriptors.yaml}) and the environment that a training run saved ({@code env.yaml}), which are
 * held against each other where both are given.
 */
package io.escapement.policy.importer.isaaclab;

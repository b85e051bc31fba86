/**
 * Puts a run's parts together from its configuration: robot, policy and safety for every run,
 * drivers, operator and pacer for a live one, recorded inputs for a replay.
 */
package io.escapement.launch.assembly;

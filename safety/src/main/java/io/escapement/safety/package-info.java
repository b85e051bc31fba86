/**
 * What stands between a policy and a robot, as one list of stages: the supervisor with its modes
 * and fallbacks ({@link io.escapement.safety.supervisor}) and the filters that bound every command
 * ({@link io.escapement.safety.filter}), set up from the {@code safety} block of a run's YAML.
 */
package io.escapement.safety;

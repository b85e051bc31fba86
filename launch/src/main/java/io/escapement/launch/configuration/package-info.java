/**
 * What {@code run.yaml} says, read and checked: which robot, policy, drivers, loop, operator,
 * safety and journal.
 */
package io.escapement.launch.configuration;

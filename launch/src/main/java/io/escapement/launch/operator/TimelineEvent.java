package io.escapement.launch.operator;

import java.util.OptionalInt;

/**
 * What the operator does at one moment of a run.
 *
 * @param atNs when, nanoseconds since the start of the run
 * @param command the velocity from then on, or null for no change
 * @param mode index of the mode to ask for, or empty
 * @param reset whether latches are reset
 * @param estop whether the emergency stop is pressed
 */
public record TimelineEvent(
    long atNs, VelocityCommand command, OptionalInt mode, boolean reset, boolean estop) {}

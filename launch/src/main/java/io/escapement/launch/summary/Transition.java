package io.escapement.launch.summary;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One change of mode.
 *
 * @param tick at which tick
 * @param timeS at which time of the run, seconds
 * @param from mode before
 * @param to mode after
 * @param cause why, as the supervisor journaled it
 */
public record Transition(
    long tick, @JsonProperty("time_s") double timeS, String from, String to, String cause) {}

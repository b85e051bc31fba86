/**
 * A simulator with faults: a driver that wraps another one and spoils, from YAML and repeatably,
 * what comes from its sensors and what goes to its drives. The record gets what the loop would have
 * got from a broken device, so that a run with faults replays like any other.
 */
package io.escapement.hardware.faults;

package org.example.sway;

import io.escapement.controller.stage.Turns;

/**
 * How one element of the action swings.
 *
 * @param amplitude greatest action
 * @param frequencyHz swings per second
 * @param phase where it starts, in turns
 */
record Swing(double amplitude, double frequencyHz, double phase) {

  /** The action at a time, in seconds since the policy came into force. */
  float at(double seconds) {
    return (float) (amplitude * Turns.sin(frequencyHz * seconds + phase));
  }
}

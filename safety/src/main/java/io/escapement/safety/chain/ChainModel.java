package io.escapement.safety.chain;

import java.util.Locale;

/** How the chain tells what a command does to the joints. */
public enum ChainModel {
  /**
   * Fixed base, known masses: the variables are the drives' efforts x, and the joints accelerate by
   * {@code M^-1 (x - bias)}.
   */
  DYNAMIC,

  /**
   * Floating base, known masses: what the ground does to the joints is not known, so each joint is
   * taken by itself, {@code (x + load) / M_ii}, its load observed from the last ticks.
   */
  DECOUPLED,

  /**
   * No masses, or servos that keep their gains to themselves: the variables are the velocities of
   * the position set-points.
   */
  KINEMATIC;

  /**
   * Name in configuration files and summaries.
   *
   * @return the constant's name in lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

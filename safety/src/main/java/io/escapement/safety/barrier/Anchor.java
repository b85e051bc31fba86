package io.escapement.safety.barrier;

import io.escapement.controller.kinematics.Vector3;
import java.util.Objects;

/**
 * A point that is fixed in a frame of the robot or in the world.
 *
 * @param frame name of a body, site or geometry; empty for the world
 * @param at where in the frame's axes, m
 */
public record Anchor(String frame, Vector3 at) {

  /**
   * Checks the point.
   *
   * @param frame name of a frame; empty for the world
   * @param at where in the frame's axes, m
   */
  public Anchor {
    Objects.requireNonNull(frame, "frame");
    Objects.requireNonNull(at, "at");
  }

  /**
   * A frame's origin.
   *
   * @param frame name of the frame
   * @return the point
   */
  public static Anchor origin(String frame) {
    return new Anchor(frame, Vector3.ZERO);
  }

  /**
   * A point in the world.
   *
   * @param at where, m
   * @return the point
   */
  public static Anchor world(Vector3 at) {
    return new Anchor("", at);
  }

  /**
   * Whether the point does not move.
   *
   * @return true in the world
   */
  public boolean isWorld() {
    return frame.isEmpty();
  }
}

package io.escapement.controller.kinematics;

import java.util.Objects;

/**
 * A named place on a body.
 *
 * @param kind what it is in the model
 * @param name its name
 * @param body index of the body
 * @param placement where it is in the body's frame
 * @param radius of a sphere, m; 0 for any other shape
 */
public record TreeFrame(Kind kind, String name, int body, Pose placement, double radius) {

  /** What a frame is in the model. */
  public enum Kind {
    /** The body's own frame. */
    BODY,
    /** A site of an MJCF. */
    SITE,
    /** A geometry of an MJCF. */
    GEOM
  }

  /**
   * Checks that nothing is missing.
   *
   * @param kind what it is in the model
   * @param name its name
   * @param body index of the body
   * @param placement where it is
   * @param radius m, or 0
   */
  public TreeFrame {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(placement, "placement");
  }
}

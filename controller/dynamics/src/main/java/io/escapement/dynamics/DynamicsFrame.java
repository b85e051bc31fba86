package io.escapement.dynamics;

import io.escapement.controller.kinematics.Pose;
import java.util.Objects;

/**
 * A named place on a link.
 *
 * @param name name of the body, site or geometry
 * @param link index of the link; {@link DynamicsLink#BASE} for the base
 * @param placement where it is in the link's frame
 */
public record DynamicsFrame(String name, int link, Pose placement) {

  /**
   * Checks that nothing is missing.
   *
   * @param name its name
   * @param link index of the link
   * @param placement where it is
   */
  public DynamicsFrame {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(placement, "placement");
  }
}

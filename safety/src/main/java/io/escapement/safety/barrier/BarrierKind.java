package io.escapement.safety.barrier;

import io.escapement.controller.kinematics.Vector3;
import java.util.List;
import java.util.Optional;

/** What a barrier keeps. */
public sealed interface BarrierKind {

  /**
   * Two shapes stay apart: a link and an obstacle, or two links.
   *
   * @param first a shape
   * @param second a shape
   */
  record Apart(Shape first, Shape second) implements BarrierKind {}

  /**
   * A shape stays on the side of a plane to which its normal points.
   *
   * @param shape the shape
   * @param point a point of the plane; the plane moves with its frame
   * @param normal towards the free side, in the axes of the point's frame, of any length but 0
   */
  record FreeSide(Shape shape, Anchor point, Vector3 normal) implements BarrierKind {

    /**
     * Checks the normal.
     *
     * @param shape the shape
     * @param point a point of the plane
     * @param normal towards the free side
     * @throws IllegalArgumentException if the normal has no direction
     */
    public FreeSide {
      if (!(normal.length() > 0) || !Double.isFinite(normal.length())) {
        throw new IllegalArgumentException("a normal has a direction, " + normal + " has none");
      }
    }
  }

  /**
   * A joint stays within a range.
   *
   * @param joint its name
   * @param lower least position, rad (m), or negative infinity
   * @param upper greatest position, rad (m), or infinity
   */
  record JointRange(String joint, double lower, double upper) implements BarrierKind {

    /**
     * Checks the range.
     *
     * @param joint its name
     * @param lower least position
     * @param upper greatest position
     * @throws IllegalArgumentException if it is empty
     */
    public JointRange {
      if (!(lower < upper)) {
        throw new IllegalArgumentException(
            "a range has a lower end below its upper one, not " + lower + " and " + upper);
      }
    }
  }

  /**
   * A weighted sum of joint positions stays at or below a bound.
   *
   * @param terms joints and their weights
   * @param atMost the bound
   */
  record JointSum(List<Term> terms, double atMost) implements BarrierKind {

    /**
     * Copies the list.
     *
     * @param terms joints and their weights
     * @param atMost the bound
     */
    public JointSum {
      terms = List.copyOf(terms);
    }
  }

  /**
   * A joint's part in a sum.
   *
   * @param joint its name
   * @param weight what its position is multiplied with
   */
  record Term(String joint, double weight) {}

  /**
   * A measured contact force stays at or below a bound. The force is thought of as the push into a
   * spring: what may still be pressed is {@code (max - |force|) / stiffness}.
   *
   * <p>A sensor of three numbers gives the force in the frame's axes. With {@code sign} 1 it is the
   * one that the surroundings exert on the robot beyond the frame, which is what a force sensor at
   * a site of MuJoCo gives for what hangs on the site's body; with -1 the opposite.
   *
   * @param sensor name of a sensor of one number or three, N
   * @param frame the frame that is pushed
   * @param maxN greatest force, N
   * @param stiffnessNPerM of the contact, N/m; rather too high than too low
   * @param direction of pushing, in world axes, of any length but 0; empty: opposite to the
   *     measured force of three numbers
   * @param sign 1 or -1
   * @param quietN below this there is no contact and nothing to keep, N
   */
  record ForceLimit(
      String sensor,
      String frame,
      double maxN,
      double stiffnessNPerM,
      Optional<Vector3> direction,
      double sign,
      double quietN)
      implements BarrierKind {}
}

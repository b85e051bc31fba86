package io.escapement.controller.kinematics;

import java.util.Objects;

/**
 * What moves with a body: its mass, and how it is spread. Worked out before a run.
 *
 * @param mass kg, not negative
 * @param centre centre of mass in the body's frame, m
 * @param xx moment about the axis x through the centre, in the body's axes, kg m^2
 * @param yy likewise about y
 * @param zz likewise about z
 * @param xy element of the tensor, which is the negative product of inertia, kg m^2
 * @param xz likewise
 * @param yz likewise
 */
public record BodyInertia(
    double mass, Vector3 centre, double xx, double yy, double zz, double xy, double xz, double yz) {

  /** Nothing at all. */
  public static final BodyInertia NONE = new BodyInertia(0, Vector3.ZERO, 0, 0, 0, 0, 0, 0);

  /**
   * Checks the numbers.
   *
   * @param mass kg
   * @param centre centre of mass, m
   * @param xx kg m^2
   * @param yy kg m^2
   * @param zz kg m^2
   * @param xy kg m^2
   * @param xz kg m^2
   * @param yz kg m^2
   * @throws IllegalArgumentException if the mass is negative or a number is not finite
   */
  public BodyInertia {
    Objects.requireNonNull(centre, "centre");
    double sum = mass + centre.x() + centre.y() + centre.z() + xx + yy + zz + xy + xz + yz;
    if (!(mass >= 0) || !Double.isFinite(sum)) {
      throw new IllegalArgumentException("no inertia: mass " + mass + ", sum " + sum);
    }
  }

  /**
   * A body whose principal axes are those of its frame.
   *
   * @param mass kg
   * @param x moment about x through the centre, kg m^2
   * @param y likewise about y
   * @param z likewise about z
   * @return with the centre at the frame's origin
   */
  public static BodyInertia principal(double mass, double x, double y, double z) {
    return new BodyInertia(mass, Vector3.ZERO, x, y, z, 0, 0, 0);
  }

  /**
   * The same body seen from another frame.
   *
   * @param pose this body's frame in the other
   * @return the inertia in the other frame's axes, the centre in its coordinates
   */
  public BodyInertia in(Pose pose) {
    Rotation r = pose.rotation();
    // Columns of R I, then (R I) R^T by its upper triangle.
    Vector3 first = r.times(new Vector3(xx, xy, xz));
    Vector3 second = r.times(new Vector3(xy, yy, yz));
    Vector3 third = r.times(new Vector3(xz, yz, zz));
    return new BodyInertia(
        mass,
        pose.times(centre),
        first.x() * r.x().x() + second.x() * r.y().x() + third.x() * r.z().x(),
        first.y() * r.x().y() + second.y() * r.y().y() + third.y() * r.z().y(),
        first.z() * r.x().z() + second.z() * r.y().z() + third.z() * r.z().z(),
        first.x() * r.x().y() + second.x() * r.y().y() + third.x() * r.z().y(),
        first.x() * r.x().z() + second.x() * r.y().z() + third.x() * r.z().z(),
        first.y() * r.x().z() + second.y() * r.y().z() + third.y() * r.z().z());
  }

  /**
   * Two bodies that are fixed to each other.
   *
   * @param other another, in the same frame
   * @return both together
   */
  public BodyInertia plus(BodyInertia other) {
    double sum = mass + other.mass;
    Vector3 both =
        sum > 0
            ? centre.times(mass / sum).plus(other.centre.times(other.mass / sum))
            : Vector3.ZERO;
    BodyInertia a = about(both);
    BodyInertia b = other.about(both);
    return new BodyInertia(
        sum, both, a.xx + b.xx, a.yy + b.yy, a.zz + b.zz, a.xy + b.xy, a.xz + b.xz, a.yz + b.yz);
  }

  /**
   * The same shape with another mass.
   *
   * @param factor not negative
   * @return mass and tensor times the factor
   */
  public BodyInertia times(double factor) {
    return new BodyInertia(
        mass * factor,
        centre,
        xx * factor,
        yy * factor,
        zz * factor,
        xy * factor,
        xz * factor,
        yz * factor);
  }

  /** The tensor about another point than the centre. */
  private BodyInertia about(Vector3 point) {
    Vector3 d = centre.plus(point.times(-1));
    return new BodyInertia(
        mass,
        point,
        xx + mass * (d.y() * d.y() + d.z() * d.z()),
        yy + mass * (d.x() * d.x() + d.z() * d.z()),
        zz + mass * (d.x() * d.x() + d.y() * d.y()),
        xy - mass * d.x() * d.y(),
        xz - mass * d.x() * d.z(),
        yz - mass * d.y() * d.z());
  }
}

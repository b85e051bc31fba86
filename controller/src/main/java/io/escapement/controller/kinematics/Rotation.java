package io.escapement.controller.kinematics;

/**
 * How one frame is turned against another, as the images of its axes: a rotation matrix by columns.
 *
 * @param x image of the first axis, a unit vector
 * @param y image of the second axis, a unit vector
 * @param z image of the third axis, a unit vector
 */
public record Rotation(Vector3 x, Vector3 y, Vector3 z) {

  /** No rotation. */
  public static final Rotation NONE =
      new Rotation(new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1));

  private static final double PARALLEL = 1e-12;

  /**
   * The rotation about an axis.
   *
   * @param axis any length but zero
   * @param angle rad, by the right-hand rule
   * @return the rotation
   */
  public static Rotation about(Vector3 axis, double angle) {
    Vector3 half = axis.unit().times(StrictMath.sin(angle / 2));
    return ofQuaternion(StrictMath.cos(angle / 2), half.x(), half.y(), half.z());
  }

  /**
   * The rotation that a quaternion stands for.
   *
   * @param w real part
   * @param x first imaginary part
   * @param y second imaginary part
   * @param z third imaginary part; the length may be any but zero
   * @return the rotation
   * @throws IllegalArgumentException if the length is zero or not finite
   */
  public static Rotation ofQuaternion(double w, double x, double y, double z) {
    double square = w * w + x * x + y * y + z * z;
    if (!(square > 0) || Double.isInfinite(square)) {
      throw new IllegalArgumentException("no rotation: " + w + " " + x + " " + y + " " + z);
    }
    double s = 2 / square;
    return new Rotation(
        new Vector3(1 - s * (y * y + z * z), s * (x * y + w * z), s * (x * z - w * y)),
        new Vector3(s * (x * y - w * z), 1 - s * (x * x + z * z), s * (y * z + w * x)),
        new Vector3(s * (x * z + w * y), s * (y * z - w * x), 1 - s * (x * x + y * y)));
  }

  /**
   * The rotation whose first axis is given, and whose second lies in a plane with another vector.
   *
   * @param first direction of the first axis
   * @param second a vector in the plane of the first two axes, not along the first
   * @return the rotation
   */
  public static Rotation ofAxes(Vector3 first, Vector3 second) {
    Vector3 x = first.unit();
    Vector3 y = second.plus(x.times(-x.dot(second))).unit();
    return new Rotation(x, y, x.cross(y));
  }

  /**
   * The least rotation that brings the third axis into a direction.
   *
   * @param direction any length but zero
   * @return the rotation
   */
  public static Rotation ofThirdAxis(Vector3 direction) {
    Vector3 to = direction.unit();
    Vector3 axis = NONE.z.cross(to);
    if (axis.length() < PARALLEL) {
      return to.z() > 0 ? NONE : about(NONE.x, StrictMath.PI);
    }
    return about(axis, StrictMath.atan2(axis.length(), to.z()));
  }

  /**
   * Turns a vector.
   *
   * @param vector in the turned frame
   * @return the same vector in the frame against which this one is turned
   */
  public Vector3 times(Vector3 vector) {
    return x.times(vector.x()).plus(y.times(vector.y())).plus(z.times(vector.z()));
  }

  /**
   * Turns a rotation.
   *
   * @param inner a rotation against the turned frame
   * @return the same against the frame against which this one is turned
   */
  public Rotation times(Rotation inner) {
    return new Rotation(times(inner.x), times(inner.y), times(inner.z));
  }

  /**
   * The rotation back.
   *
   * @return the transposed matrix
   */
  public Rotation inverse() {
    return new Rotation(
        new Vector3(x.x(), y.x(), z.x()),
        new Vector3(x.y(), y.y(), z.y()),
        new Vector3(x.z(), y.z(), z.z()));
  }

  /**
   * Whether two rotations are the same but for rounding.
   *
   * @param other the other
   * @param tolerance greatest distance of two axes
   * @return true if no axis is farther off
   */
  public boolean near(Rotation other, double tolerance) {
    return x.plus(other.x.times(-1)).length() <= tolerance
        && y.plus(other.y.times(-1)).length() <= tolerance
        && z.plus(other.z.times(-1)).length() <= tolerance;
  }
}

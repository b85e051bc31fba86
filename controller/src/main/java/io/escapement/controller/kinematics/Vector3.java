package io.escapement.controller.kinematics;

/**
 * Three numbers along the axes of a frame, for what is worked out before a run.
 *
 * @param x along the first axis
 * @param y along the second axis
 * @param z along the third axis
 */
public record Vector3(double x, double y, double z) {

  /** The zero vector. */
  public static final Vector3 ZERO = new Vector3(0, 0, 0);

  /**
   * Takes the first three numbers of an array.
   *
   * @param xyz at least three numbers
   * @return the vector
   */
  public static Vector3 of(double[] xyz) {
    return new Vector3(xyz[0], xyz[1], xyz[2]);
  }

  /**
   * Adds.
   *
   * @param other what to add
   * @return the sum
   */
  public Vector3 plus(Vector3 other) {
    return new Vector3(x + other.x, y + other.y, z + other.z);
  }

  /**
   * Scales.
   *
   * @param factor the factor
   * @return each number times the factor
   */
  public Vector3 times(double factor) {
    return new Vector3(x * factor, y * factor, z * factor);
  }

  /**
   * The scalar product.
   *
   * @param other the other factor
   * @return the product
   */
  public double dot(Vector3 other) {
    return x * other.x + y * other.y + z * other.z;
  }

  /**
   * The vector product.
   *
   * @param other the second factor
   * @return at right angles to both
   */
  public Vector3 cross(Vector3 other) {
    return new Vector3(
        y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  /**
   * The length.
   *
   * @return not negative
   */
  public double length() {
    return StrictMath.sqrt(dot(this));
  }

  /**
   * The direction.
   *
   * @return a vector of length 1
   * @throws IllegalArgumentException if the length is zero or not finite
   */
  public Vector3 unit() {
    double length = length();
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IllegalArgumentException("no direction: " + this);
    }
    return times(1 / length);
  }
}

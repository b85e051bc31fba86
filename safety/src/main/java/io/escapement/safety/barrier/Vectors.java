package io.escapement.safety.barrier;

/** Three numbers each. */
final class Vectors {

  private Vectors() {}

  static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  static void addCross(double[] a, double[] b, double[] to) {
    to[0] += a[1] * b[2] - a[2] * b[1];
    to[1] += a[2] * b[0] - a[0] * b[2];
    to[2] += a[0] * b[1] - a[1] * b[0];
  }

  static void subtract(double[] a, double[] b, double[] to) {
    to[0] = a[0] - b[0];
    to[1] = a[1] - b[1];
    to[2] = a[2] - b[2];
  }

  /** The point between two, at a part of the way. */
  static void between(double[] from, double[] to, double part, double[] at) {
    for (int i = 0; i < 3; i++) {
      at[i] = (1 - part) * from[i] + part * to[i];
    }
  }

  static double length(double[] a) {
    return StrictMath.sqrt(dot(a, a));
  }

  /** Some direction across another: that of the axis which is least along it, made square to it. */
  static void across(double[] direction, double[] to) {
    double x = Math.abs(direction[0]);
    double y = Math.abs(direction[1]);
    double z = Math.abs(direction[2]);
    int axis = z <= x && z <= y ? 2 : y <= x ? 1 : 0;
    double square = dot(direction, direction);
    double along = square > 0 ? direction[axis] / square : 0;
    for (int i = 0; i < 3; i++) {
      to[i] = (i == axis ? 1 : 0) - along * direction[i];
    }
    double length = length(to);
    for (int i = 0; i < 3; i++) {
      to[i] /= length;
    }
  }
}

package io.escapement.safety.barrier;

/**
 * The vector between the closest points of two moving segments and its derivatives. The distance's
 * second derivative has three parts: what the points' accelerations make of it, the turning of the
 * line between them, and that points which are free to slide do so, which always takes away.
 */
final class Separation {

  /** Below this the axes count as crossing: where to is then only a convention, m. */
  private static final double CROSSING_M = 1e-9;

  /**
   * Least squared sine of the angle between two segments, 10 degrees, for which the sliding of both
   * is worked out in full. Nearer to parallel their crossing runs along them as fast as you like,
   * and matters less and less, as the ends are about as close.
   */
  private static final double PARALLEL = 0.03;

  /** From the first to the second, of length 1. */
  final double[] normal = new double[3];

  /** Relative velocity of the two points, m/s. */
  final double[] velocity = new double[3];

  private final ClosestPoints closest = new ClosestPoints();
  private final double[] first = new double[3];
  private final double[] second = new double[3];
  private final double[] gap = new double[3];
  private final double[] acceleration = new double[3];
  private final double[] u = new double[3];
  private final double[] w = new double[3];
  private final double[] turn = new double[3];
  private double distance;
  private double rate;
  private double biasAcceleration;

  double s() {
    return closest.s();
  }

  double t() {
    return closest.t();
  }

  /** Between the axes, m. */
  double distance() {
    return distance;
  }

  /** m/s. */
  double rate() {
    return rate;
  }

  /** Length of the relative acceleration that no joint's acceleration makes, m/s^2. */
  double biasAcceleration() {
    return biasAcceleration;
  }

  void find(MovingSegment a, MovingSegment b) {
    closest.find(a.from.position, a.to.position, b.from.position, b.to.position);
    difference(a.from.position, a.to.position, b.from.position, b.to.position, gap);
    difference(a.from.velocity, a.to.velocity, b.from.velocity, b.to.velocity, velocity);
    difference(a.from.bias, a.to.bias, b.from.bias, b.to.bias, acceleration);
    distance = Vectors.length(gap);
    biasAcceleration = Vectors.length(acceleration);
    Vectors.subtract(a.to.position, a.from.position, u);
    Vectors.subtract(b.to.position, b.from.position, w);
    if (distance < CROSSING_M) {
      crossing();
    } else {
      for (int i = 0; i < 3; i++) {
        normal[i] = gap[i] / distance;
      }
    }
    rate = Vectors.dot(normal, velocity);
  }

  private void difference(
      double[] from1, double[] to1, double[] from2, double[] to2, double[] into) {
    Vectors.between(from1, to1, closest.s(), first);
    Vectors.between(from2, to2, closest.t(), second);
    Vectors.subtract(second, first, into);
  }

  /** Across both axes; if they do not span a plane, across one; if there is none, somewhere. */
  private void crossing() {
    normal[0] = 0;
    normal[1] = 0;
    normal[2] = 0;
    Vectors.addCross(u, w, normal);
    double length = Vectors.length(normal);
    double most = Math.max(Vectors.dot(u, u), Vectors.dot(w, w));
    if (length > CROSSING_M * most) {
      for (int i = 0; i < 3; i++) {
        normal[i] /= length;
      }
    } else {
      Vectors.across(Vectors.dot(u, u) > 0 ? u : w, normal);
    }
  }

  /** The part of the distance's second derivative that no joint's acceleration makes, m/s^2. */
  double curvature(MovingSegment a, MovingSegment b) {
    double straight = Vectors.dot(normal, acceleration);
    if (distance < CROSSING_M) {
      return straight;
    }
    double across = Math.max(0, Vectors.dot(velocity, velocity) - rate * rate);
    return straight + (across - sliding(a, b)) / distance;
  }

  /** What sliding takes away, times the distance: {@code g' H^-1 g} over the points that slide. */
  private double sliding(MovingSegment a, MovingSegment b) {
    double g = 0;
    double uu = Vectors.dot(u, u);
    if (closest.slidesFirst()) {
      Vectors.subtract(a.to.velocity, a.from.velocity, turn);
      g = -Vectors.dot(velocity, u) - distance * Vectors.dot(normal, turn);
    }
    if (!closest.slidesSecond()) {
      return closest.slidesFirst() ? g * g / uu : 0;
    }
    Vectors.subtract(b.to.velocity, b.from.velocity, turn);
    double k = Vectors.dot(velocity, w) + distance * Vectors.dot(normal, turn);
    double ww = Vectors.dot(w, w);
    if (!closest.slidesFirst()) {
      return k * k / ww;
    }
    double uw = Vectors.dot(u, w);
    double determinant = Math.max(uu * ww - uw * uw, PARALLEL * uu * ww);
    return Math.max(0, (g * g * ww + 2 * g * k * uw + k * k * uu) / determinant);
  }
}

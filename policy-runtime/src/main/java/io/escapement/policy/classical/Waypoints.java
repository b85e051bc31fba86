package io.escapement.policy.classical;

import java.util.Arrays;
import java.util.List;

/**
 * Positions at times, and what lies between them. Immutable; times are shifted so that the first is
 * 0.
 */
final class Waypoints {

  /** What lies between two waypoints. */
  enum Interpolation {
    /** A straight line. */
    LINEAR,
    /**
     * A cubic that passes each waypoint with the velocity of the line between its neighbours; at
     * rest at both ends, unless they are joined.
     */
    CUBIC
  }

  /** What comes after the last waypoint. */
  enum End {
    /** It is held. */
    HOLD,
    /** The first one, which is the same. */
    LOOP
  }

  /**
   * A waypoint.
   *
   * @param timeS s
   * @param positions rad or m, one for each element of the action
   */
  record Point(double timeS, double[] positions) {}

  private final double[] instants;
  private final double[][] positions;
  private final double[][] velocities;
  private final boolean cubic;
  private final boolean loop;

  /**
   * Keeps the points.
   *
   * @param points at least one, their times increasing
   * @param interpolation what lies between them
   * @param end what comes after the last
   */
  Waypoints(List<Point> points, Interpolation interpolation, End end) {
    double first = points.get(0).timeS();
    instants = points.stream().mapToDouble(point -> point.timeS() - first).toArray();
    positions = points.stream().map(Point::positions).toArray(double[][]::new);
    cubic = interpolation == Interpolation.CUBIC;
    loop = end == End.LOOP && instants.length > 1;
    velocities = new double[instants.length][positions[0].length];
    for (int i = 0; i < instants.length; i++) {
      passing(i);
    }
  }

  /** A pose that is held. */
  static Waypoints constant(double[] pose) {
    return new Waypoints(List.of(new Point(0, pose)), Interpolation.LINEAR, End.HOLD);
  }

  private void passing(int i) {
    int last = instants.length - 1;
    boolean inner = i > 0 && i < last;
    if (!inner && !loop) {
      return;
    }
    // The last waypoint of a loop is the first, so that the neighbours are these.
    int before = i > 0 ? i - 1 : last - 1;
    int after = i < last ? i + 1 : 1;
    double span =
        inner
            ? instants[after] - instants[before]
            : instants[last] - instants[last - 1] + instants[1];
    for (int j = 0; j < velocities[i].length; j++) {
      velocities[i][j] = (positions[after][j] - positions[before][j]) / span;
    }
  }

  double durationS() {
    return instants[instants.length - 1];
  }

  /** The time within the trajectory at a time since its start. */
  double within(double timeS) {
    if (!loop) {
      return Math.min(timeS, durationS());
    }
    return timeS - StrictMath.floor(timeS / durationS()) * durationS();
  }

  /** Index of the waypoint at or before a time within the trajectory that another one follows. */
  int segment(double withinS) {
    int found = Arrays.binarySearch(instants, withinS);
    int before = found >= 0 ? found : -found - 2;
    return Math.max(0, Math.min(before, instants.length - 2));
  }

  double position(int element, int segment, double withinS) {
    if (instants.length == 1) {
      return positions[0][element];
    }
    double p0 = positions[segment][element];
    double p1 = positions[segment + 1][element];
    double span = instants[segment + 1] - instants[segment];
    double s = (withinS - instants[segment]) / span;
    if (!cubic) {
      return p0 + s * (p1 - p0);
    }
    double m0 = span * velocities[segment][element];
    double m1 = span * velocities[segment + 1][element];
    double c2 = 3 * (p1 - p0) - 2 * m0 - m1;
    double c3 = 2 * (p0 - p1) + m0 + m1;
    return p0 + s * (m0 + s * (c2 + s * c3));
  }

  double velocity(int element, int segment, double withinS) {
    if (instants.length == 1 || (!loop && withinS >= durationS())) {
      return 0;
    }
    double p0 = positions[segment][element];
    double p1 = positions[segment + 1][element];
    double span = instants[segment + 1] - instants[segment];
    if (!cubic) {
      return (p1 - p0) / span;
    }
    double s = (withinS - instants[segment]) / span;
    double m0 = span * velocities[segment][element];
    double m1 = span * velocities[segment + 1][element];
    double c2 = 3 * (p1 - p0) - 2 * m0 - m1;
    double c3 = 2 * (p0 - p1) + m0 + m1;
    return (m0 + s * (2 * c2 + 3 * s * c3)) / span;
  }

  /** Position of an element at a waypoint, rad or m. */
  double at(int waypoint, int element) {
    return positions[waypoint][element];
  }
}

package io.escapement.policy.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.policy.classical.Waypoints.End;
import io.escapement.policy.classical.Waypoints.Interpolation;
import io.escapement.policy.classical.Waypoints.Point;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WaypointsTest {

  private static Waypoints through(Interpolation interpolation, End end, double... timesAndValues) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < timesAndValues.length; i += 2) {
      points.add(new Point(timesAndValues[i], new double[] {timesAndValues[i + 1]}));
    }
    return new Waypoints(points, interpolation, end);
  }

  private static double at(Waypoints waypoints, double timeS) {
    double within = waypoints.within(timeS);
    return waypoints.position(0, waypoints.segment(within), within);
  }

  private static double velocityAt(Waypoints waypoints, double timeS) {
    double within = waypoints.within(timeS);
    return waypoints.velocity(0, waypoints.segment(within), within);
  }

  @Test
  void aStraightLineLiesBetweenLinearWaypoints() {
    Waypoints line = through(Interpolation.LINEAR, End.HOLD, 5, 0, 6, 2, 8, -2);
    assertEquals(0, at(line, 0));
    assertEquals(1, at(line, 0.5));
    assertEquals(2, at(line, 1));
    assertEquals(0, at(line, 2));
    assertEquals(-2, velocityAt(line, 2));
    assertEquals(-2, at(line, 3));
  }

  @Test
  void theLastWaypointIsHeldAtRest() {
    for (Interpolation interpolation : Interpolation.values()) {
      Waypoints held = through(interpolation, End.HOLD, 0, 1, 1, 3);
      assertEquals(3, at(held, 1));
      assertEquals(3, at(held, 100));
      assertEquals(0, velocityAt(held, 1));
      assertEquals(0, velocityAt(held, 100));
    }
  }

  /** Hermite's cubic from rest at 0 through 1 with the slope (3 - 0)/(3 - 0) to rest at 3. */
  @Test
  void aCubicPassesAWaypointWithTheVelocityBetweenItsNeighbours() {
    Waypoints cubic = through(Interpolation.CUBIC, End.HOLD, 0, 0, 1, 1, 3, 3);
    assertEquals(0, velocityAt(cubic, 0));
    assertEquals(1, velocityAt(cubic, 1), 1e-12);
    // h01(1/2) + h11(1/2) = 1/2 - 1/8
    assertEquals(0.375, at(cubic, 0.5), 1e-12);
    // p0 (1/2) + p1 (1/2) + 2 (1/8) m0 = 2 + 1/4
    assertEquals(2.25, at(cubic, 2), 1e-12);
  }

  @Test
  void aLoopGoesOnWhereItBegan() {
    Waypoints loop = through(Interpolation.CUBIC, End.LOOP, 0, 0, 1, 1, 2, 0, 3, -1, 4, 0);
    for (double timeS = 0; timeS < 4; timeS += 0.05) {
      assertEquals(at(loop, timeS), at(loop, timeS + 8), 1e-12);
    }
    // Through zero with the velocity from the last -1 to the first 1, over 2 s.
    assertEquals(1, velocityAt(loop, 0), 1e-12);
    assertEquals(1, velocityAt(loop, 4 - 1e-9), 1e-6);
  }

  @Property
  void everyWaypointIsPassedAndNothingJumps(
      @ForAll @Size(min = 2, max = 8) List<@DoubleRange(min = -3, max = 3) Double> values,
      @ForAll Interpolation interpolation) {
    double[] points = new double[2 * values.size()];
    for (int i = 0; i < values.size(); i++) {
      points[2 * i] = 0.3 * i;
      points[2 * i + 1] = values.get(i);
    }
    Waypoints waypoints = through(interpolation, End.HOLD, points);
    for (int i = 0; i < values.size(); i++) {
      assertEquals(values.get(i), at(waypoints, 0.3 * i), 1e-9);
    }
    for (double timeS = 0; timeS < 0.3 * values.size(); timeS += 0.01) {
      double ahead = at(waypoints, timeS + 1e-7);
      assertTrue(Math.abs(ahead - at(waypoints, timeS)) < 1e-5);
    }
  }
}

package io.escapement.launch.maze;

import java.util.ArrayList;
import java.util.List;

/**
 * The way through the maze, as the solver wants it: where it runs along a wall it lies behind the
 * wall's face, so that the peg is pressed against the wall and slides along it.
 */
final class MazePath {

  /** Height of the peg's tip over the table, m. */
  static final double HEIGHT = 0.02;

  /** Length of the way from one knot to the next, m, at most. */
  private static final double SPACING = 0.006;

  /** Corners, x and y on the table, m. */
  private static final double[][] CORNERS = {
    {0.42, -0.14},
    {0.43, -0.205},
    {0.605, -0.205},
    {0.635, -0.15},
    {0.635, 0.05},
    {0.60, 0.067},
    {0.42, 0.067},
    {0.365, 0.03},
    {0.365, 0.15},
    {0.40, 0.205},
    {0.55, 0.205},
    {0.57, 0.14}
  };

  private MazePath() {}

  /**
   * The knots, evenly spaced between corners.
   *
   * @return x and y of each, m
   */
  static double[][] knots() {
    List<double[]> knots = new ArrayList<>();
    knots.add(CORNERS[0].clone());
    for (int i = 1; i < CORNERS.length; i++) {
      double dx = CORNERS[i][0] - CORNERS[i - 1][0];
      double dy = CORNERS[i][1] - CORNERS[i - 1][1];
      int pieces = (int) StrictMath.ceil(StrictMath.hypot(dx, dy) / SPACING);
      for (int k = 1; k <= pieces; k++) {
        double part = (double) k / pieces;
        knots.add(new double[] {CORNERS[i - 1][0] + part * dx, CORNERS[i - 1][1] + part * dy});
      }
    }
    return knots.toArray(new double[0][]);
  }
}

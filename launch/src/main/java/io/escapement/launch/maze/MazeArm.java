package io.escapement.launch.maze;

/**
 * The arm of {@code examples/maze/maze.xml}, as far as its policies must know it: seven joints, by
 * turns about the link's axis and across it. With the third and the fifth joint at 0 it moves in a
 * vertical plane through its base, and all is said by angles of a triangle.
 */
final class MazeArm {

  /** Number of joints. */
  static final int JOINTS = 7;

  /** Greatest effort of each joint, Nm. */
  static final double[] EFFORT_NM = {120, 120, 90, 90, 30, 22, 15};

  /** Height of the shoulder over the table, m. */
  private static final double SHOULDER = 0.32;

  private static final double UPPER_ARM = 0.40;
  private static final double FOREARM = 0.38;

  /** From the wrist to the tip of the peg, m. */
  private static final double HAND = 0.20;

  private static final double GRAVITY = 9.81;

  /** Bodies that gravity pulls about the shoulder: mass, kg, and what carries it. */
  private static final double[][] MASSES = {
    // mass, joint that carries it (0 shoulder, 1 elbow, 2 wrist), distance of its centre from there
    {2.6, 0, 0.10},
    {2.2, 0, 0.30},
    {2.0, 1, 0.10},
    {1.5, 1, 0.29},
    {0.9, 2, 0.02},
    {0.5, 2, 0.12}
  };

  private MazeArm() {}

  /**
   * The joints' positions with the peg hanging straight down, elbow up.
   *
   * @param x where the tip is, m in front of the base
   * @param y to its left, m
   * @param z over the table, m
   * @return seven angles, rad
   */
  static double[] reach(double x, double y, double z) {
    double out = StrictMath.hypot(x, y);
    double up = z + HAND - SHOULDER;
    double distance = StrictMath.hypot(out, up);
    if (distance > UPPER_ARM + FOREARM) {
      throw new IllegalArgumentException("out of reach: " + x + ", " + y + ", " + z);
    }
    double elbow = StrictMath.PI - angleOpposite(distance, UPPER_ARM, FOREARM);
    double shoulder = StrictMath.atan2(out, up) - angleOpposite(FOREARM, UPPER_ARM, distance);
    return new double[] {
      StrictMath.atan2(y, x), shoulder, 0, elbow, 0, StrictMath.PI - shoulder - elbow, 0
    };
  }

  private static double angleOpposite(double side, double one, double other) {
    return StrictMath.acos((one * one + other * other - side * side) / (2 * one * other));
  }

  /**
   * What holds the arm against gravity.
   *
   * @param joints positions, rad, the third and the fifth 0
   * @return seven efforts, Nm
   */
  static double[] gravityNm(double[] joints) {
    double upper = joints[1];
    double fore = upper + joints[3];
    double hand = fore + joints[5];
    double elbowOut = UPPER_ARM * StrictMath.sin(upper);
    double wristOut = elbowOut + FOREARM * StrictMath.sin(fore);
    double[] from = {0, elbowOut, wristOut};
    double[] tilt = {upper, fore, hand};
    double[] efforts = new double[JOINTS];
    for (double[] body : MASSES) {
      int carrier = (int) body[1];
      double out = from[carrier] + body[2] * StrictMath.sin(tilt[carrier]);
      for (int joint = 0; joint <= carrier; joint++) {
        efforts[1 + 2 * joint] -= GRAVITY * body[0] * (out - from[joint]);
      }
    }
    return efforts;
  }
}

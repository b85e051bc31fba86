package io.escapement.dynamics;

/**
 * States of a robot's joints: positions, then velocities, in one array. Gives the same samples of
 * them every time.
 */
final class StateBox {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private final int joints;
  private final double[] from;
  private final double[] to;
  private final double[] start;

  /** Takes the box over, and a pose that is a sample of its own. */
  StateBox(JointBox box, double[] pose) {
    joints = box.size();
    from = new double[2 * joints];
    to = new double[2 * joints];
    start = new double[joints];
    for (int i = 0; i < joints; i++) {
      from[i] = box.from(i);
      to[i] = box.to(i);
      from[joints + i] = -box.speed(i);
      to[joints + i] = box.speed(i);
      start[i] = clamp(i, pose[i]);
    }
  }

  /** How many numbers a state has. */
  int size() {
    return from.length;
  }

  double width(int coordinate) {
    return to[coordinate] - from[coordinate];
  }

  double clamp(int coordinate, double value) {
    return Math.max(from[coordinate], Math.min(to[coordinate], value));
  }

  /**
   * Fills a state in. The first two are zero and the given pose, at full speed; of the others one
   * third is anywhere, one third anywhere at full speed, one third where efforts and inertias are
   * at their largest most often: at ends, middles and zeros, at full speed.
   */
  void sample(int number, double[] state) {
    for (int i = 0; i < joints; i++) {
      state[i] = position(number, i);
      boolean anySpeed = number > 1 && number % 3 == 0;
      double random = random(number, joints + i);
      state[joints + i] =
          anySpeed
              ? from[joints + i] + random * width(joints + i)
              : random < 0.5 ? from[joints + i] : to[joints + i];
    }
  }

  private double position(int number, int joint) {
    if (number == 0) {
      return clamp(joint, 0);
    }
    if (number == 1) {
      return start[joint];
    }
    double random = random(number, joint);
    if (number % 3 != 2) {
      return from[joint] + random * width(joint);
    }
    if (random < 0.5) {
      return random < 0.25 ? from[joint] : to[joint];
    }
    return random < 0.75 ? clamp(joint, 0) : from[joint] + 0.5 * width(joint);
  }

  /** A number from 0 to below 1 that depends on its place alone: splitmix64's finish. */
  private static double random(long number, long coordinate) {
    long z = (number + 1) * GOLDEN + (coordinate + 1) * 0xD1B54A32D192ED03L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * UNIT;
  }
}

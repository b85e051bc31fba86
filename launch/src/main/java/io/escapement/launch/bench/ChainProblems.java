package io.escapement.launch.bench;

import io.escapement.controller.stage.Turns;
import io.escapement.safety.qp.QpProblem;
import java.util.Random;

/**
 * Random programs of the certified filter's kind, each tick's a little different from the last
 * one's: a box for each joint, dense rows of viability over a mass matrix that changes slowly, the
 * row of an energy budget with its boxes, and barriers for the rows that remain. Every one has
 * answers, and the nominal point is outside of some rows nearly always, as under a policy that
 * presses against its limits. Allocates nothing after the constructor.
 */
final class ChainProblems {

  /** How much of a slowly changing number is left after a tick. */
  private static final double SLOW = 0.98;

  /** The same of the nominal command. */
  private static final double BRISK = 0.9;

  /** Ticks after which everything is drawn anew. */
  private static final int WALK_TICKS = 500;

  /** Size of the nominal command, as a part of the joints' efforts. */
  private static final double PRESSING = 1.2;

  private static final double GREATEST_ACCELERATION = 40;

  private final int n;
  private final int m;
  private final QpProblem problem;
  private final Random random;
  private final double[] range;
  private final double[] inside;
  private final double[] nominal;
  private final double[] velocity;
  private final double[] room;
  private final double[] first;
  private final double[] second;
  private final double[] turned;
  private double turns;
  private int ticks;

  ChainProblems(int n, int m, long seed) {
    if (m < 3 * n + 1) {
      throw new IllegalArgumentException(
          "box, viability and energy alone have " + (3 * n + 1) + " rows, more than " + m);
    }
    this.n = n;
    this.m = m;
    problem = new QpProblem(n, m);
    random = new Random(seed);
    range = new double[n];
    inside = new double[n];
    nominal = new double[n];
    velocity = new double[n];
    room = new double[2 * m];
    // Of both masses and barriers, between whose two values the walk turns.
    first = new double[n * n + m * n];
    second = new double[first.length];
    turned = new double[first.length];
  }

  /** The program of this tick. */
  QpProblem problem() {
    return problem;
  }

  /** Goes on to the next tick's program. */
  void next() {
    if (ticks++ % WALK_TICKS == 0) {
      begin();
    }
    walk(inside, SLOW);
    walk(velocity, SLOW);
    walk(room, SLOW);
    walk(nominal, BRISK);
    // In turns: the library of the platform allocates for the sine of radians.
    turns += 0.0003 * random.nextGaussian();
    double cos = Turns.cos(turns);
    double sin = Turns.sin(turns);
    for (int i = 0; i < turned.length; i++) {
      turned[i] = cos * first[i] + sin * second[i];
    }
    for (int i = 0; i < n; i++) {
      problem.nominal()[i] = PRESSING * range[i] * nominal[i];
      problem.diagonal()[i] = 1 / (range[i] * range[i]);
    }
    box();
    viability();
    energy();
    barriers();
  }

  private void begin() {
    for (int i = 0; i < n; i++) {
      range[i] = 10 + 90 * random.nextDouble();
    }
    draw(inside);
    draw(velocity);
    draw(room);
    draw(nominal);
    draw(first);
    draw(second);
    turns = 0;
  }

  private void draw(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
  }

  private void walk(double[] values, double left) {
    double step = StrictMath.sqrt(1 - left * left);
    for (int i = 0; i < values.length; i++) {
      values[i] = left * values[i] + step * random.nextGaussian();
    }
  }

  /** A point that keeps every row with room to spare. */
  private double inside(int i) {
    return range[i] * Math.max(-0.7, Math.min(0.7, 0.4 * inside[i]));
  }

  /** How far a row's bound is from what the inner point makes of it. */
  private double room(int row, int side) {
    return 0.05 + 0.5 * Math.abs(room[2 * row + side]);
  }

  private void box() {
    for (int i = 0; i < n; i++) {
      problem.unit(i, i);
      problem.bounds(i, -range[i], range[i]);
    }
  }

  /** Acceleration rows: a symmetric positive definite matrix, its columns by the drives' ranges. */
  private void viability() {
    for (int i = 0; i < n; i++) {
      int row = n + i;
      problem.dense(row);
      double value = 0;
      for (int j = 0; j < n; j++) {
        double sum = i == j ? 0.5 : 0;
        for (int k = 0; k < n; k++) {
          sum += turned[i * n + k] * turned[j * n + k] / n;
        }
        double gain = GREATEST_ACCELERATION * sum / range[j];
        problem.coefficients()[row * n + j] = gain;
        value += gain * inside(j);
      }
      problem.bounds(
          row,
          value - GREATEST_ACCELERATION * room(row, 0),
          value + GREATEST_ACCELERATION * room(row, 1));
    }
  }

  private void energy() {
    int row = 2 * n;
    problem.dense(row);
    double value = 0;
    double size = 0;
    for (int i = 0; i < n; i++) {
      problem.coefficients()[row * n + i] = 0.001 * velocity[i];
      value += 0.001 * velocity[i] * inside(i);
      size += 0.001 * Math.abs(velocity[i]) * range[i];
    }
    problem.bounds(row, Double.NEGATIVE_INFINITY, value + size * room(row, 1));
    for (int i = 0; i < n; i++) {
      int at = row + 1 + i;
      double most = Math.abs(inside(i)) + range[i] * room(at, 1);
      problem.unit(at, i);
      problem.bounds(at, -most, most);
    }
  }

  private void barriers() {
    for (int row = 3 * n + 1; row < m; row++) {
      problem.dense(row);
      double value = 0;
      for (int i = 0; i < n; i++) {
        double gain = turned[n * n + row * n + i] / range[i];
        problem.coefficients()[row * n + i] = gain;
        value += gain * inside(i);
      }
      problem.bounds(row, value - room(row, 0), Double.POSITIVE_INFINITY);
    }
  }
}

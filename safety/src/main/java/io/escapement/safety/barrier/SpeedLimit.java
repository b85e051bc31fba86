package io.escapement.safety.barrier;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Wiring;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the speed of a frame's origin under a limit, by {@value #ROWS} rows on the joints'
 * accelerations: bounds on what the velocity is a period from now, along what it is now and across.
 *
 * <p>The three bounds make a box that lies inside the ball {@code |v| <= limit} with its corners on
 * it. The box is long along the velocity, where it leaves 0.96 of the limit to a frame that is
 * already fast, and at rest a cube, 0.58 of the limit. Velocities between two samples lie on the
 * line between theirs, and so in the ball as well. A speed above the limit, which has come down
 * because somebody came nearer, has to fall at a given rate instead of at once.
 *
 * <p>One instance serves one pipeline, on the loop's thread; it keeps nothing from tick to tick and
 * allocates nothing after its constructor. How a floating base accelerates is not foreseen.
 */
public final class SpeedLimit {

  /** How many rows there are. */
  public static final int ROWS = 3;

  /** Most of the limit that the box has along the velocity. */
  private static final double LONGEST = 0.96;

  /** Part of the limit by which the box is longer than the velocity, if it can be. */
  private static final double ROOM = 0.1;

  /** No limit is higher, however far people are, m/s. */
  private static final double FASTEST = 1e3;

  /** Below this a velocity has no direction, m/s. */
  private static final double AT_REST = 1e-9;

  private final SpeedLimitSettings settings;
  private final double heldS;
  private final RobotMotion motion;
  private final TrackedPoint point;
  private final F64Channel distance;
  private final double[][] axes = new double[ROWS][3];
  private final double[] coefficients;
  private final double[] lower = new double[ROWS];
  private final double[] upper = new double[ROWS];
  private double limit;
  private double speed;

  /**
   * Makes the limit of one pipeline.
   *
   * @param settings the limit
   * @param robot the robot
   * @param heldS for how long a command is held, s
   */
  public SpeedLimit(SpeedLimitSettings settings, RobotModel robot, double heldS) {
    this.settings = settings;
    this.heldS = heldS;
    motion = new RobotMotion(robot);
    point = new TrackedPoint(Anchor.origin(settings.frame()), motion);
    distance =
        settings
            .distance()
            .map(named -> F64Channel.reading(robot.name() + "/sensors/" + named.sensor(), 1))
            .orElse(null);
    coefficients = new double[ROWS * motion.joints()];
  }

  /**
   * The name that the record and the summary show.
   *
   * @return as in the settings
   */
  public String name() {
    return settings.name();
  }

  /**
   * The frames that the dynamics stage has to supply.
   *
   * @return the one
   */
  public List<String> frames() {
    return List.of(settings.frame());
  }

  /**
   * Declares the channels that are read.
   *
   * @param wiring of the stage that evaluates the limit
   */
  public void declare(Wiring wiring) {
    motion.declare(wiring);
    point.declare(wiring);
    if (distance != null) {
      wiring.reads(distance);
    }
  }

  /**
   * Works the rows out from this tick's channels.
   *
   * @return false if they hold no numbers; then the rows are open and nothing is safe but to brake
   */
  public boolean evaluate() {
    motion.update();
    point.update(motion);
    limit = limitNow();
    speed = Vectors.length(point.velocity);
    boolean known = Double.isFinite(speed + Vectors.dot(point.bias, point.bias));
    if (speed > AT_REST) {
      for (int i = 0; i < 3; i++) {
        axes[0][i] = point.velocity[i] / speed;
      }
    } else {
      axes[0][0] = 1;
      axes[0][1] = 0;
      axes[0][2] = 0;
    }
    Vectors.across(axes[0], axes[1]);
    Arrays.fill(axes[2], 0);
    Vectors.addCross(axes[0], axes[1], axes[2]);
    double cube = StrictMath.sqrt(1. / 3);
    double longest = Math.min(LONGEST, Math.max(cube, speed / limit + ROOM)) * limit;
    double widest = StrictMath.sqrt((limit * limit - longest * longest) / 2);
    double slowed = speed - settings.slowDownMPerS2() * heldS;
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      double most = row == 0 ? longest : widest;
      double now = Vectors.dot(axes[row], point.velocity);
      double unsteered = now / heldS + Vectors.dot(axes[row], point.bias);
      lower[row] = -most / heldS - unsteered;
      upper[row] = (row == 0 ? Math.max(most, slowed) : most) / heldS - unsteered;
      sum += fill(row);
    }
    if (known && Double.isFinite(sum + lower[0] + upper[0])) {
      return true;
    }
    for (int row = 0; row < ROWS; row++) {
      lower[row] = Double.NEGATIVE_INFINITY;
      upper[row] = Double.POSITIVE_INFINITY;
    }
    return false;
  }

  /** Of an unknown distance nothing is known but that somebody may be near. */
  private double limitNow() {
    double most = settings.velocityMPerS();
    if (distance == null) {
      return most;
    }
    SpeedLimitSettings.Distance near = settings.distance().get();
    double beyond = distance.get(0) - near.withinM();
    return beyond > 0 ? Math.min(most + beyond * near.risePerS(), FASTEST) : most;
  }

  private double fill(int row) {
    int columns = motion.columns();
    int joints = motion.joints();
    double sum = 0;
    for (int joint = 0; joint < joints; joint++) {
      double along = 0;
      for (int i = 0; i < 3; i++) {
        along += axes[row][i] * point.jacobian[i * columns + motion.base() + joint];
      }
      coefficients[row * joints + joint] = along;
      sum += along;
    }
    return sum;
  }

  /**
   * The rows' coefficients of the joints' accelerations.
   *
   * @return row after row, one number a joint; not to be written
   */
  public double[] coefficients() {
    return coefficients;
  }

  /**
   * A row's lower bound.
   *
   * @param row 0 along the velocity, 1 and 2 across
   * @return m/s^2; negative infinity if unknown
   */
  public double lower(int row) {
    return lower[row];
  }

  /**
   * A row's upper bound.
   *
   * @param row 0 along the velocity, 1 and 2 across
   * @return m/s^2; infinite if unknown
   */
  public double upper(int row) {
    return upper[row];
  }

  /**
   * The frame's measured speed.
   *
   * @return m/s
   */
  public double speed() {
    return speed;
  }

  /**
   * The greatest speed now.
   *
   * @return m/s
   */
  public double limit() {
    return limit;
  }

  /**
   * The greatest power now: the bound of a row over the efforts whose coefficients are the joints'
   * velocities. Between samples it may be exceeded by what the velocities change, {@code sum
   * |tau_i| a_i H}.
   *
   * @return W; infinite if there is none
   */
  public double powerW() {
    return settings.powerW() * limit / settings.velocityMPerS();
  }
}

package io.escapement.launch.demo;

/**
 * The constants of the demo robot's gait, found by optimising the walk in simulation and rounded to
 * three digits. {@link GaitPolicy} holds the equations that they belong to, and the comments use
 * its symbols.
 */
final class Gait {

  /** Strides per second; the phase clock of the bundle runs at it. */
  static final double STRIDE_HZ = 2.5;

  /** Leg length l in the default pose, hip to foot, m. */
  static final double LEG_LENGTH = 0.307;

  /** Radians of joint offset for one unit of action; the bundle's scale. */
  static final double ACTION_SCALE = 0.25;

  /** Largest magnitude of an action. */
  static final double ACTION_LIMIT = 5.0;

  /** Shortening of a leg in the middle of its swing, rad at the thigh. */
  static final double LIFT = 0.235;

  /** Lead of the lift over the phase clock, rad; it makes up for the lag of the joints. */
  static final double LIFT_LEAD = -0.15;

  /** Lead of the stride over the phase clock, rad. */
  static final double STRIDE_LEAD = 0.561;

  /** Lead of the change between swing and stance gains over the phase clock, rad. */
  static final double GATE_LEAD = -0.452;

  /** Slope of that change per unit of the clock's sine. */
  static final double GATE_SLOPE = 0.5;

  /** Stride forward for the velocity wanted, 1 being half a stride period of it. */
  static final double STRIDE_FORWARD = 0.93;

  /** Stride sideways for the velocity wanted. */
  static final double STRIDE_SIDEWAYS = 1.14;

  /** Stride along the circle about the trunk for the turning wanted. */
  static final double STRIDE_TURNING = 0.661;

  /** Where the feet stand forward of their default place, m. */
  static final double FEET_FORWARD = -0.0514;

  /** Where the feet stand outward of their default place, m. */
  static final double FEET_OUTWARD = -0.025;

  /** Forward shift of a swinging foot. */
  static final FootGains SWING_FORWARD = new FootGains(0.00897, 0.538, -0.0479);

  /** Sideways shift of a swinging foot. */
  static final FootGains SWING_SIDEWAYS = new FootGains(0.124, 0.207, 0.0207);

  /** Forward shift of a standing foot. */
  static final FootGains STANCE_FORWARD = new FootGains(0.0255, -0.227, -0.0174);

  /** Sideways shift of a standing foot. */
  static final FootGains STANCE_SIDEWAYS = new FootGains(-0.053, -0.405, 0.00129);

  /** Part of its measured angle that a standing leg follows, fore and aft. */
  static final double FOLLOW_FORWARD = 0.0945;

  /** Part of its measured angle that a standing leg follows, sideways. */
  static final double FOLLOW_SIDEWAYS = 0.565;

  /** Levelling in pitch: rad of leg extension per unit of gravity direction and per rad/s. */
  static final LevelGains LEVEL_PITCH = new LevelGains(0.455, 0.00869);

  /** Levelling in roll. */
  static final LevelGains LEVEL_ROLL = new LevelGains(0.31, 0.0373);

  /** Largest extension of a leg by levelling, rad. */
  static final double LEVEL_LIMIT = 0.35;

  /** Largest velocity error that shifts a foot, m/s. */
  static final double VELOCITY_ERROR_LIMIT = 1.5;

  /** How soon a command makes the robot step, per m/s. */
  static final double STEP_BY_COMMAND = 12.4;

  /** How soon tilting and drifting make it step, per unit of gravity direction. */
  static final double STEP_BY_MOTION = 8.6;

  /** What must be exceeded before it steps. */
  static final double STEP_THRESHOLD = 0.6;

  private Gait() {}

  /**
   * How far a foot is shifted.
   *
   * @param velocity m per m/s of velocity error
   * @param gravity m per unit of gravity direction
   * @param rate m per rad/s of tipping
   */
  record FootGains(double velocity, double gravity, double rate) {}

  /**
   * How much the legs on the low side extend.
   *
   * @param gravity rad per unit of gravity direction
   * @param rate rad per rad/s of tipping
   */
  record LevelGains(double gravity, double rate) {}
}

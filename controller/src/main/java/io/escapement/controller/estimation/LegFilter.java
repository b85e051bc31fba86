package io.escapement.controller.estimation;

import io.escapement.controller.stage.Wiring;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear Kalman filter over position and velocity of the inertial unit, the bias of its
 * accelerometer and the places of the feet, as in M. Bloesch et al., "State Estimation for Legged
 * Robots: Consistent Fusion of Leg Kinematics and IMU" (RSS 2012), with orientation taken from the
 * unit as in G. Bledt et al., "MIT Cheetah 3: Design and Control of a Robust, Dynamic Quadruped
 * Robot" (IROS 2018), which makes it linear.
 *
 * <p>Positions and velocities are in the world's axes, the bias in the unit's. A foot in the air is
 * tied to the unit; a standing one stays where it is but for creep and rolling.
 */
final class LegFilter {

  private static final double GRAVITY = 9.81;
  private static final double START_VELOCITY = 0.3;
  private static final double START_BIAS = 0.2;

  /** Far beyond any robot's place, speed and doubt: what is greater is no number worth keeping. */
  private static final double MOST = 1e8;

  private static final int POSITION = 0;
  private static final int VELOCITY = 3;
  private static final int BIAS = 6;
  private static final int FEET = 9;
  private static final List<String> AXES = List.of("x", "y", "z");

  private final EstimationNoise noise;
  private final Gaussian state;

  LegFilter(String group, List<String> feet, EstimationNoise noise) {
    this.noise = noise;
    this.state = new Gaussian(group, labels(feet));
  }

  static List<String> labels(List<String> feet) {
    List<String> labels = new ArrayList<>();
    List<String> parts = new ArrayList<>(List.of("position", "velocity", "bias"));
    parts.addAll(feet);
    for (String part : parts) {
      AXES.forEach(axis -> labels.add(part + "." + axis));
    }
    return labels;
  }

  void declare(Wiring wiring) {
    state.declare(wiring);
  }

  int size() {
    return state.size();
  }

  double variance(int element) {
    return state.covariance(element, element);
  }

  /** Position of the unit along a world axis, m. */
  double position(int axis) {
    return state.mean(POSITION + axis);
  }

  /** Velocity of the unit along a world axis, m/s. */
  double velocity(int axis) {
    return state.mean(VELOCITY + axis);
  }

  /**
   * Begins at rest.
   *
   * @param height of the unit above the ground, m
   */
  void start(double height) {
    state.reset();
    state.setMean(POSITION + 2, height);
    state.addVariance(POSITION + 2, noise.groundHeight() * noise.groundHeight());
    for (int axis = 0; axis < 3; axis++) {
      state.addVariance(VELOCITY + axis, START_VELOCITY * START_VELOCITY);
      if (noise.accelerationBias() > 0) {
        state.addVariance(BIAS + axis, START_BIAS * START_BIAS);
      }
    }
  }

  /** Moves on by the measured acceleration. */
  void predict(double dt, InertialSample imu) {
    double ax = imu.acceleration(0) - state.mean(BIAS);
    double ay = imu.acceleration(1) - state.mean(BIAS + 1);
    double az = imu.acceleration(2) - state.mean(BIAS + 2);
    for (int axis = 0; axis < 3; axis++) {
      double a = imu.inWorld(axis, ax, ay, az) - (axis == 2 ? GRAVITY : 0);
      advance(axis, a, dt, noise.acceleration());
      for (int b = 0; b < 3; b++) {
        double r = imu.rotation(axis, b);
        state.addMultipleOfError(POSITION + axis, BIAS + b, -0.5 * dt * dt * r);
        state.addMultipleOfError(VELOCITY + axis, BIAS + b, -dt * r);
      }
      state.addVariance(BIAS + axis, noise.accelerationBias() * noise.accelerationBias() * dt);
    }
  }

  /**
   * Moves on at constant velocity, where no acceleration is known.
   *
   * @param density what the acceleration may be, (m/s^2)/sqrt(Hz)
   */
  void coast(double dt, double density) {
    for (int axis = 0; axis < 3; axis++) {
      advance(axis, 0, dt, density);
    }
  }

  private void advance(int axis, double acceleration, double dt, double density) {
    int p = POSITION + axis;
    int v = VELOCITY + axis;
    state.addMultiple(p, v, dt);
    state.setMean(p, state.mean(p) + 0.5 * acceleration * dt * dt);
    state.setMean(v, state.mean(v) + acceleration * dt);
    double q = density * density * dt;
    state.addVariance(p, q * dt * dt / 3);
    state.addVariance(v, q);
    state.addCovariance(p, v, q * dt / 2);
  }

  /** Ties a foot to the unit, where the kinematics see it. */
  void tie(int foot, Foot kinematics, InertialSample imu) {
    double variance = noise.footPosition() * noise.footPosition();
    for (int axis = 0; axis < 3; axis++) {
      state.copy(FEET + 3 * foot + axis, POSITION + axis, kinematics.offset(axis, imu), variance);
    }
  }

  /** A standing foot rolls on, and may creep. */
  void roll(int foot, Foot kinematics, InertialSample imu, double dt) {
    for (int axis = 0; axis < 3; axis++) {
      int f = FEET + 3 * foot + axis;
      state.setMean(f, state.mean(f) + dt * kinematics.rolling(axis, imu));
      state.addVariance(f, noise.footCreep(axis) * noise.footCreep(axis) * dt);
    }
  }

  /** A standing foot that cannot be seen may go anywhere. */
  void doubt(int foot, double variance) {
    for (int axis = 0; axis < 3; axis++) {
      state.addVariance(FEET + 3 * foot + axis, variance);
    }
  }

  /**
   * A new foothold is about as high as the ground was so far; where there is a step, it counts
   * less.
   *
   * @param gate squared deviation from which on it does
   */
  void measureGround(int foot, double radius, double gate) {
    int f = FEET + 3 * foot + 2;
    double residual = radius - state.mean(f);
    double variance = noise.groundHeight() * noise.groundHeight();
    double distance = residual * residual / (state.covariance(f, f) + variance);
    state.measure(f, Gaussian.NONE, residual, variance * Math.max(1, distance / gate));
  }

  /** A foot's odometry less the velocity, m/s along a world axis. */
  double velocityResidual(Foot kinematics, InertialSample imu, int axis) {
    return kinematics.odometry(axis, imu) - velocity(axis);
  }

  /** Squared Mahalanobis distance of a residual of velocity. */
  double velocityDistance(double x, double y, double z) {
    double r = noise.footVelocity() * noise.footVelocity();
    int v = VELOCITY;
    return InverseForm.of(
        state.covariance(v, v) + r,
        state.covariance(v + 1, v),
        state.covariance(v + 1, v + 1) + r,
        state.covariance(v + 2, v),
        state.covariance(v + 2, v + 1),
        state.covariance(v + 2, v + 2) + r,
        x,
        y,
        z,
        x,
        y,
        z);
  }

  /** Squared Mahalanobis distance of a foot's place as seen from that as remembered. */
  double positionDistance(int foot, Foot kinematics, InertialSample imu) {
    double r = noise.footPosition() * noise.footPosition();
    double x = positionResidual(foot, kinematics, imu, 0);
    double y = positionResidual(foot, kinematics, imu, 1);
    double z = positionResidual(foot, kinematics, imu, 2);
    return InverseForm.of(
        spread(foot, 0, 0) + r,
        spread(foot, 1, 0),
        spread(foot, 1, 1) + r,
        spread(foot, 2, 0),
        spread(foot, 2, 1),
        spread(foot, 2, 2) + r,
        x,
        y,
        z,
        x,
        y,
        z);
  }

  /** Covariance of a foot's place against the unit. */
  private double spread(int foot, int a, int b) {
    int f = FEET + 3 * foot;
    return state.covariance(f + a, f + b)
        + state.covariance(POSITION + a, POSITION + b)
        - state.covariance(f + a, POSITION + b)
        - state.covariance(POSITION + a, f + b);
  }

  private double positionResidual(int foot, Foot kinematics, InertialSample imu, int axis) {
    return kinematics.offset(axis, imu) - (state.mean(FEET + 3 * foot + axis) - position(axis));
  }

  /**
   * Takes a standing foot's odometry into account.
   *
   * @param doubt factor on the variance, at least 1
   */
  void measureVelocity(Foot kinematics, InertialSample imu, double doubt) {
    for (int axis = 0; axis < 3; axis++) {
      double residual = velocityResidual(kinematics, imu, axis);
      double variance = noise.footVelocity(axis) * noise.footVelocity(axis) * doubt;
      state.measure(VELOCITY + axis, Gaussian.NONE, residual, variance);
    }
  }

  /** Takes the place of a standing foot against the unit into account. */
  void measurePosition(int foot, Foot kinematics, InertialSample imu) {
    double variance = noise.footPosition() * noise.footPosition();
    for (int axis = 0; axis < 3; axis++) {
      double residual = positionResidual(foot, kinematics, imu, axis);
      state.measure(FEET + 3 * foot + axis, POSITION + axis, residual, variance);
    }
  }

  /** Draws the velocity to zero. */
  void measureRest(double variance) {
    for (int axis = 0; axis < 3; axis++) {
      state.measure(VELOCITY + axis, Gaussian.NONE, -velocity(axis), variance);
    }
  }

  /** Whether position and velocity are what a robot can have. */
  boolean sound() {
    boolean sound = true;
    for (int i = 0; i < size(); i++) {
      sound &= Math.abs(state.mean(i)) <= MOST && variance(i) <= MOST;
    }
    return sound;
  }
}

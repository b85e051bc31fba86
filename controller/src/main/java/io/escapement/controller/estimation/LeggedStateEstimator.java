package io.escapement.controller.estimation;

import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Estimates velocity and height of a legged robot's base: {@code R/base/linear_velocity}, {@code
 * R/base/height}, and in {@code R/estimate/*} contacts, covariance and everything that led there.
 *
 * <p>Samples of the inertial unit and of the joints are held for a while when none come; then the
 * velocity is kept and its variance grows, and after a second without the unit the estimate ends
 * and begins anew with the next sample. Numbers that make no sense are ignored and counted.
 */
public final class LeggedStateEstimator implements Stage {

  /** What the acceleration may be while it is not measured, (m/s^2)/sqrt(Hz). */
  private static final double UNKNOWN_ACCELERATION = 5;

  /** After this long without the inertial unit nothing is known any more, nanoseconds. */
  private static final long LOST_NS = 1_000_000_000;

  /** No robot flies this long: it hangs, and its velocity is drawn to zero, nanoseconds. */
  private static final long FLIGHT_NS = 1_000_000_000;

  /** Variance of the velocity of a robot that hangs, (m/s)^2 for each tick. */
  private static final double HANGING_VARIANCE = 1;

  /** The variance of what is not known at all. */
  private static final double UNKNOWN_VARIANCE = 1e6;

  private static final long MOST_DT_NS = 100_000_000;
  private static final double NS_PER_S = 1e9;
  private static final List<String> XYZ = List.of("x", "y", "z");

  private static final int IMU_IGNORED = 0;
  private static final int JOINTS_IGNORED = 1;
  private static final int SLIPS = 2;
  private static final int RESTARTS = 3;

  private final EstimationSettings settings;
  private final I64Channel dtNs = I64Channel.reading(LoopChannels.DT_NS, 1);
  private final InertialSample imu;
  private final JointSample joints;
  private final List<Foot> feet;
  private final Contacts contacts;
  private final LegFilter filter;
  private final LegOdometry odometry;
  private final F64Channel linearVelocity;
  private final F64Channel height;
  private final F64Channel variances;
  private final I32Channel valid;
  private final I32Channel running;
  private final I64Channel flightNs;
  private final I64Channel counters;

  /**
   * Makes the handles of one pipeline.
   *
   * @param settings what to estimate, and from what
   */
  public LeggedStateEstimator(EstimationSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
    String robot = settings.robotName();
    String group = robot + "/estimate";
    List<String> names = settings.footNames();
    imu = new InertialSample(robot);
    joints = new JointSample(robot, settings.joints());
    feet = settings.feet().stream().map(foot -> new Foot(robot, foot)).toList();
    contacts = new Contacts(group, names, settings.contact());
    filter = new LegFilter(group, names, settings.noise());
    odometry = new LegOdometry(group, settings, filter, feet, contacts);
    linearVelocity =
        new F64Channel(
            ChannelSpec.derived(velocityChannel(robot), ChannelType.F64, 3)
                .withUnit(settings.inBaseFrame() ? "m/s, base frame" : "m/s, IMU frame")
                .withLabels(XYZ));
    height =
        new F64Channel(
            ChannelSpec.derived(robot + "/base/height", ChannelType.F64, 1)
                .withUnit("m above the ground under the feet"));
    variances =
        new F64Channel(
            ChannelSpec.derived(group + "/covariance", ChannelType.F64, filter.size())
                .withUnit("diagonal: m^2, (m/s)^2, (m/s^2)^2")
                .withLabels(LegFilter.labels(names)));
    valid = new I32Channel(ChannelSpec.derived(group + "/valid", ChannelType.I32, 1));
    running = new I32Channel(ChannelSpec.memory(group + "/running", ChannelType.I32, 1));
    flightNs =
        new I64Channel(ChannelSpec.memory(group + "/flight_ns", ChannelType.I64, 1).withUnit("ns"));
    counters =
        new I64Channel(
            ChannelSpec.memory(group + "/counters", ChannelType.I64, 4)
                .withLabels(List.of("imu_ignored", "joints_ignored", "slips", "restarts")));
  }

  /**
   * Name of the channel in which the velocity stands.
   *
   * @param robot the robot's name
   * @return {@code R/base/linear_velocity}
   */
  public static String velocityChannel(String robot) {
    return robot + "/base/linear_velocity";
  }

  /**
   * What the drivers must supply.
   *
   * @return names of input channels
   */
  public Set<String> inputs() {
    Set<String> inputs = new HashSet<>(imu.inputs());
    inputs.addAll(joints.inputs());
    feet.forEach(foot -> inputs.addAll(foot.inputs()));
    return inputs;
  }

  @Override
  public String name() {
    return "legged state estimator";
  }

  @Override
  public Phase phase() {
    return Phase.ESTIMATE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(dtNs);
    imu.declare(wiring);
    joints.declare(wiring);
    feet.forEach(foot -> foot.declare(wiring));
    contacts.declare(wiring);
    filter.declare(wiring);
    odometry.declare(wiring);
    wiring.writes(linearVelocity);
    wiring.writes(height);
    wiring.writes(variances);
    wiring.writes(valid);
    wiring.writes(running);
    wiring.writes(flightNs);
    wiring.writes(counters);
  }

  @Override
  public void initialise() {
    imu.initialise();
    joints.initialise();
  }

  @Override
  public void tick() {
    long stepNs = Math.max(0, Math.min(MOST_DT_NS, dtNs.get(0)));
    count(IMU_IGNORED, imu.take(stepNs) ? 0 : 1);
    joints.take(stepNs);
    count(JOINTS_IGNORED, odometry.evaluate(joints, joints.ageNs() <= settings.holdNs()));
    boolean oriented = imu.ageNs() <= settings.holdNs();
    for (int i = 0; i < feet.size(); i++) {
      boolean known = oriented && odometry.usable(i);
      contacts.update(i, known ? feet.get(i).verticalForce(joints, imu) : Double.NaN, stepNs);
    }
    if (running.get(0) != 0 && imu.ageNs() > LOST_NS) {
      running.set(0, 0);
      count(RESTARTS, 1);
    }
    if (running.get(0) != 0) {
      predict(stepNs / NS_PER_S, oriented);
    } else if (oriented && odometry.allUsable()) {
      filter.start(odometry.heightAboveFeet(imu));
      odometry.start(imu);
      running.set(0, 1);
    }
    if (running.get(0) != 0 && oriented) {
      count(SLIPS, odometry.update(imu));
      hang(stepNs);
    }
    if (running.get(0) != 0 && !filter.sound()) {
      running.set(0, 0);
      count(RESTARTS, 1);
    }
    publish(oriented);
  }

  private void count(int counter, int more) {
    counters.set(counter, counters.get(counter) + more);
  }

  private void predict(double dt, boolean oriented) {
    if (oriented) {
      filter.predict(dt, imu);
    } else {
      filter.coast(dt, UNKNOWN_ACCELERATION);
    }
    odometry.predict(imu, dt);
  }

  /** Keeps the velocity of a robot that is carried from drifting away. */
  private void hang(long stepNs) {
    boolean stands = false;
    for (int i = 0; i < feet.size(); i++) {
      stands |= contacts.stands(i);
    }
    flightNs.set(0, stands ? 0 : flightNs.get(0) + stepNs);
    if (flightNs.get(0) > FLIGHT_NS) {
      filter.measureRest(HANGING_VARIANCE);
    }
  }

  private void publish(boolean oriented) {
    boolean known = running.get(0) != 0;
    valid.set(0, known && oriented ? 1 : 0);
    for (int i = 0; i < filter.size(); i++) {
      variances.set(i, known ? filter.variance(i) : UNKNOWN_VARIANCE);
    }
    if (!known) {
      return;
    }
    double vx = filter.velocity(0);
    double vy = filter.velocity(1);
    double vz = filter.velocity(2);
    double x = imu.inUnit(0, vx, vy, vz);
    double y = imu.inUnit(1, vx, vy, vz);
    double z = imu.inUnit(2, vx, vy, vz);
    Vector3 base = settings.base().position();
    height.set(0, filter.position(2) + imu.inWorld(2, base.x(), base.y(), base.z()));
    if (settings.inBaseFrame()) {
      double bx = x + imu.rate(1) * base.z() - imu.rate(2) * base.y();
      double by = y + imu.rate(2) * base.x() - imu.rate(0) * base.z();
      double bz = z + imu.rate(0) * base.y() - imu.rate(1) * base.x();
      Rotation axes = settings.base().rotation();
      x = along(axes.x(), bx, by, bz);
      y = along(axes.y(), bx, by, bz);
      z = along(axes.z(), bx, by, bz);
    }
    linearVelocity.set(0, x);
    linearVelocity.set(1, y);
    linearVelocity.set(2, z);
  }

  private static double along(Vector3 axis, double x, double y, double z) {
    return axis.x() * x + axis.y() * y + axis.z() * z;
  }
}

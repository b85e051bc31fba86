package io.escapement.controller.estimation;

import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.Vector3;
import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.testing.ScriptedSource;

/** Runs the estimator on what a {@link SyntheticWalk} would measure, tick by tick. */
final class EstimatorBench implements AutoCloseable {

  static final long PERIOD_NS = 4_000_000;

  /** Changes a tick's measurements after they were written. */
  @FunctionalInterface
  interface Fault {

    /** No fault. */
    Fault NONE = (bench, tick) -> {};

    void apply(EstimatorBench bench, long tick);
  }

  final F64Channel orientation = input("r/imu/orientation", 4);
  final F64Channel angularVelocity = input("r/imu/angular_velocity", 3);
  final F64Channel acceleration = input("r/imu/linear_acceleration", 3);
  final I64Channel imuSeq = new I64Channel(ChannelSpec.input("r/imu/seq", ChannelType.I64, 1));
  final F64Channel position = input("r/joints/position", 13);
  final F64Channel velocity = input("r/joints/velocity", 13);
  final F64Channel effort = input("r/joints/effort", 13);
  final I64Channel jointSeq = new I64Channel(ChannelSpec.input("r/joints/seq", ChannelType.I64, 1));

  private final SyntheticWalk walk;
  private final Fault fault;
  private final Pipeline pipeline;
  private long tick;

  EstimatorBench(LeggedEstimation estimation, SyntheticWalk walk, Fault fault) {
    this.walk = walk;
    this.fault = fault;
    pipeline =
        new PipelineBuilder()
            .add(
                new ScriptedSource(
                    "walk",
                    Phase.READ,
                    this::read,
                    orientation,
                    angularVelocity,
                    acceleration,
                    imuSeq,
                    position,
                    velocity,
                    effort,
                    jointSeq))
            .add(estimation.stage())
            .build();
  }

  private static F64Channel input(String name, int count) {
    return new F64Channel(ChannelSpec.input(name, ChannelType.F64, count));
  }

  Pipeline pipeline() {
    return pipeline;
  }

  private void read(long timeNs) {
    double time = timeNs / 1e9;
    long number = timeNs / PERIOD_NS;
    Rotation r = walk.unit(time).rotation();
    // The quaternion of a rotation by less than half a turn.
    double w = 0.5 * StrictMath.sqrt(Math.max(1e-12, 1 + r.x().x() + r.y().y() + r.z().z()));
    orientation.set(0, w);
    orientation.set(1, (r.y().z() - r.z().y()) / (4 * w));
    orientation.set(2, (r.z().x() - r.x().z()) / (4 * w));
    orientation.set(3, (r.x().y() - r.y().x()) / (4 * w));
    put(angularVelocity, 0, walk.rate(time));
    put(acceleration, 0, walk.acceleration(time));
    for (int foot = 0; foot < 4; foot++) {
      // The neck's joint comes first in the model.
      put(position, 1 + 3 * foot, walk.slides(foot, time));
      put(velocity, 1 + 3 * foot, walk.slideVelocities(foot, time));
      put(effort, 1 + 3 * foot, walk.efforts(foot, time));
    }
    imuSeq.set(0, number);
    jointSeq.set(0, number);
    fault.apply(this, number);
  }

  private static void put(F64Channel channel, int at, Vector3 vector) {
    channel.set(at, vector.x());
    channel.set(at + 1, vector.y());
    channel.set(at + 2, vector.z());
  }

  void fill(F64Channel channel, double value) {
    for (int i = 0; i < channel.count(); i++) {
      channel.set(i, value);
    }
  }

  EstimatorBench run(double seconds) {
    long until = tick + Math.round(seconds * 1e9 / PERIOD_NS);
    while (tick < until) {
      pipeline.setTime(tick, tick * PERIOD_NS, PERIOD_NS, 0);
      pipeline.tick(PhaseClock.NONE);
      tick++;
    }
    return this;
  }

  /** Time of the latest tick, s. */
  double time() {
    return (tick - 1) * PERIOD_NS / 1e9;
  }

  double[] f64(String name) {
    F64Channel channel = F64Channel.reading("r/" + name, Channel.ANY_COUNT);
    pipeline.record().attach(channel);
    double[] values = new double[channel.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = channel.get(i);
    }
    return values;
  }

  int i32(String name, int element) {
    I32Channel channel = I32Channel.reading("r/" + name, Channel.ANY_COUNT);
    pipeline.record().attach(channel);
    return channel.get(element);
  }

  /** One of the counters: 0 ignored IMU samples, 1 ignored feet, 2 slips, 3 restarts. */
  long counter(int element) {
    I64Channel channel = I64Channel.reading("r/estimate/counters", 4);
    pipeline.record().attach(channel);
    return channel.get(element);
  }

  /** Distance of the estimated velocity from the true one, m/s. */
  double error() {
    Vector3 truth = walk.velocityInUnit(time());
    return Vector3.of(f64("base/linear_velocity")).plus(truth.times(-1)).length();
  }

  /** Greatest distance over a stretch of time, m/s. */
  double worstError(double seconds) {
    double worst = 0;
    for (double t = 0; t < seconds; t += PERIOD_NS / 1e9) {
      run(PERIOD_NS / 1e9);
      worst = Math.max(worst, error());
    }
    return worst;
  }

  @Override
  public void close() {
    pipeline.close();
  }
}

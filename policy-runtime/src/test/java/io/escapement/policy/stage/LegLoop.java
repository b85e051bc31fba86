package io.escapement.policy.stage;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;

/** A leg's world, a policy's stages and nothing else, ticked by a test at 250 Hz. */
final class LegLoop implements AutoCloseable {

  final World world = new World();
  final Pipeline pipeline;
  private final Mode mode;
  private long tick;

  LegLoop(Workshop workshop, PolicyBundle bundle, PolicyOptions options, boolean withMode) {
    PipelineBuilder builder = new PipelineBuilder().add(world);
    PolicyStages.of(bundle, workshop.leg(), workshop.files(), new OnnxRuntimeEngine(), options)
        .forEach(builder::add);
    mode = withMode ? new Mode() : null;
    if (withMode) {
      builder.add(mode);
    }
    pipeline = builder.build();
  }

  void tick() {
    tickAt(tick * 4_000_000);
  }

  void ticks(int count) {
    for (int i = 0; i < count; i++) {
      tick();
    }
  }

  void tickAt(long timeNs) {
    pipeline.setTime(tick++, timeNs, 4_000_000, 0);
    pipeline.tick(PhaseClock.NONE);
  }

  void startFrom(LegLoop other) {
    pipeline
        .record()
        .copyFrom(other.pipeline.record().buffer(), 0, 0, pipeline.record().layout().length());
    tick = other.tick;
  }

  void mode(int value) {
    mode.next = value;
  }

  int due() {
    return i32("leg/policy/due");
  }

  int valid() {
    return i32("leg/nominal/valid");
  }

  long calls() {
    I64Channel calls = I64Channel.reading("leg/policy/calls", 1);
    pipeline.record().attach(calls);
    return calls.get(0);
  }

  float[] observation() {
    return f32("leg/policy/observation");
  }

  float[] output() {
    return f32("leg/policy/output");
  }

  float[] action() {
    return f32("leg/policy/action");
  }

  double position(int actuator) {
    return f64("leg/nominal/position", actuator);
  }

  double stiffness(int actuator) {
    return f64("leg/nominal/stiffness", actuator);
  }

  double effort(int actuator) {
    return f64("leg/nominal/effort", actuator);
  }

  private int i32(String name) {
    I32Channel channel = I32Channel.reading(name, 1);
    pipeline.record().attach(channel);
    return channel.get(0);
  }

  private double f64(String name, int element) {
    F64Channel channel = F64Channel.reading(name, 3);
    pipeline.record().attach(channel);
    return channel.get(element);
  }

  float[] f32(String name) {
    F32Channel channel = F32Channel.reading(name, F32Channel.ANY_COUNT);
    pipeline.record().attach(channel);
    float[] values = new float[channel.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = channel.get(i);
    }
    return values;
  }

  @Override
  public void close() {
    pipeline.close();
  }

  /** Writes what a driver would. */
  static final class World implements Source {

    double[] position = {0.1, 0.2, 0.3};
    double[] velocity = {0, 0, 0};
    final double[] orientation = {1, 0, 0, 0};
    final double[] gyro = {0, 0, 0};
    final double[] command = {1, 0, 0};

    private final F64Channel positions = input("joints/position", 3);
    private final F64Channel velocities = input("joints/velocity", 3);
    private final F64Channel orientations = input("imu/orientation", 4);
    private final F64Channel gyros = input("imu/angular_velocity", 3);
    private final F64Channel commands = input("operator/velocity_command", 3);

    private static F64Channel input(String name, int count) {
      return new F64Channel(ChannelSpec.input("leg/" + name, ChannelType.F64, count));
    }

    /** Moves everything, somehow but reproducibly. */
    void move(int step) {
      double phase = 0.1 * step;
      for (int i = 0; i < 3; i++) {
        position[i] = StrictMath.sin(phase + i);
        velocity[i] = StrictMath.cos(phase * 1.3 + i);
        gyro[i] = StrictMath.sin(phase * 0.7 - i);
        command[i] = 2 * StrictMath.sin(phase * 0.1 + i);
      }
      orientation[0] = StrictMath.cos(phase / 2);
      orientation[2] = StrictMath.sin(phase / 2);
    }

    @Override
    public String name() {
      return "world";
    }

    @Override
    public Phase phase() {
      return Phase.READ;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.writes(positions);
      wiring.writes(velocities);
      wiring.writes(orientations);
      wiring.writes(gyros);
      wiring.writes(commands);
    }

    @Override
    public void read(long timeNs) {
      write(positions, position);
      write(velocities, velocity);
      write(orientations, orientation);
      write(gyros, gyro);
      write(commands, command);
    }

    private static void write(F64Channel channel, double[] values) {
      for (int i = 0; i < values.length; i++) {
        channel.set(i, values[i]);
      }
    }
  }

  /** Stands where a supervisor would, behind the policy. */
  private static final class Mode implements Stage {

    private int next;
    private final I32Channel mode =
        new I32Channel(ChannelSpec.memory("leg/supervisor/mode", ChannelType.I32, 1));

    @Override
    public String name() {
      return "mode";
    }

    @Override
    public Phase phase() {
      return Phase.SUPERVISE;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.writes(mode);
    }

    @Override
    public void tick() {
      mode.set(0, next);
    }
  }
}

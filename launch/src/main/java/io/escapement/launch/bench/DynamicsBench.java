package io.escapement.launch.bench;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.loop.AllocationMeter;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import io.escapement.dynamics.DynamicsModel;
import io.escapement.dynamics.DynamicsSettings;
import io.escapement.dynamics.DynamicsStage;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** Ticks a robot's dynamics stage by itself, in states that are drawn anew for each tick. */
final class DynamicsBench {

  private static final long LONGEST_NS = 1_000_000_000L;
  private static final int DIGITS = 3;
  private static final int WARM_UP_TICKS = 2_000;

  /** Measured however short the time is: what compiling allocates falls into few stretches. */
  private static final int FEWEST_TICKS = 2_000;

  private static final int STRETCH = AllocationMeter.STRETCH_TICKS;
  private static final double POSITION = 0.5;
  private static final double SPEED = 2;

  private final RobotModel robot;
  private final DynamicsModel model;

  private DynamicsBench(RobotModel robot, DynamicsModel model) {
    this.robot = robot;
    this.model = model;
  }

  static DynamicsBench of(Path robotYaml) {
    DiskFiles files = new DiskFiles();
    Path file = robotYaml.toAbsolutePath();
    ConfigurationLoader loader =
        new ConfigurationLoader(files, Environment.system(), file.getParent());
    RobotModel robot = RobotReader.read(file, loader);
    return new DynamicsBench(robot, DynamicsModel.read(robot, files));
  }

  /** What is measured of the robot's state. */
  private static final class State implements Source {

    private final Random random = new Random(1);
    private final F64Channel position;
    private final F64Channel velocity;
    private final F64Channel orientation;
    private final F64Channel angular;
    private final boolean floating;

    State(RobotModel robot) {
      int joints = robot.joints().size();
      floating = robot.floatingBase();
      position = input(robot, "joints/position", joints);
      velocity = input(robot, "joints/velocity", joints);
      orientation = input(robot, "imu/orientation", 4);
      angular = input(robot, "imu/angular_velocity", 3);
    }

    private static F64Channel input(RobotModel robot, String name, int count) {
      return new F64Channel(ChannelSpec.input(robot.name() + "/" + name, ChannelType.F64, count));
    }

    @Override
    public String name() {
      return "random state";
    }

    @Override
    public Phase phase() {
      return Phase.READ;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.writes(position);
      wiring.writes(velocity);
      if (floating) {
        wiring.writes(orientation);
        wiring.writes(angular);
      }
    }

    @Override
    public void read(long timeNs) {
      fill(position, POSITION);
      fill(velocity, SPEED);
      if (floating) {
        fill(orientation, 1);
        fill(angular, SPEED);
      }
    }

    private void fill(F64Channel channel, double size) {
      for (int i = 0; i < channel.declaration().count(); i++) {
        channel.set(i, size * random.nextGaussian());
      }
    }
  }

  /**
   * Measures.
   *
   * @param durationNs how long, of which the first third warms up
   * @param stopped asked now and then
   */
  SafetyReport.Robot run(long durationNs, BooleanSupplier stopped) {
    DynamicsStage stage = new DynamicsStage(model, DynamicsSettings.DEFAULT);
    State state = new State(robot);
    Histogram ns = new Histogram(LONGEST_NS, DIGITS);
    try (Pipeline pipeline = new PipelineBuilder().add(state).add(stage).build()) {
      long startNs = System.nanoTime();
      long ticks = 0;
      while (ticks < WARM_UP_TICKS || System.nanoTime() - startNs < durationNs / 3) {
        ticks += stretch(pipeline, stage, ns, null, ticks);
      }
      ns.reset();
      ticks = 0;
      AllocationMeter meter = new AllocationMeter(0);
      while (ticks < FEWEST_TICKS
          || (System.nanoTime() - startNs < durationNs && !stopped.getAsBoolean())) {
        ticks += stretch(pipeline, stage, ns, meter, ticks);
      }
      meter.end(ticks);
      return new SafetyReport.Robot(
          robot.name(),
          robot.joints().size(),
          ns.getValueAtPercentile(50) / 1e3,
          ns.getValueAtPercentile(99) / 1e3,
          meter.bytesPerTick());
    }
  }

  private static int stretch(
      Pipeline pipeline, DynamicsStage stage, Histogram ns, AllocationMeter meter, long ticks) {
    for (int i = 0; i < STRETCH; i++) {
      if (meter != null) {
        meter.beforeTick(ticks + i);
      }
      pipeline.readSources();
      long startNs = System.nanoTime();
      stage.tick();
      ns.recordValue(Math.min(LONGEST_NS, System.nanoTime() - startNs));
    }
    return STRETCH;
  }
}

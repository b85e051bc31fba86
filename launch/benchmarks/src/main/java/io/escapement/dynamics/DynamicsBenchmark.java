package io.escapement.dynamics;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a tick costs to work a robot's dynamics out, by part. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DynamicsBenchmark {

  /** The robot: a folder among the examples. */
  @Param({"demo", "go1", "unitree_g1"})
  public String robot;

  private final BaseState base = new BaseState();
  private double[] positions;
  private LinkStates states;
  private LinkEfforts efforts;
  private LinkMasses masses;
  private double[] velocities;

  /** Reads the robot, and sets a state. */
  @Setup
  public void setUp() {
    Path home = Path.of(System.getProperty("escapement.home", ".")).toAbsolutePath();
    Path folder = home.resolve("examples").resolve(robot);
    DiskFiles files = new DiskFiles();
    RobotModel read =
        RobotReader.read(
            folder.resolve("robot.yaml"),
            new ConfigurationLoader(files, Environment.of(System.getenv()), folder));
    DynamicsModel model = DynamicsModel.read(read, files);
    states = new LinkStates(model);
    efforts = new LinkEfforts(model);
    masses = new LinkMasses(model);
    Random random = new Random(1);
    velocities = random.doubles(read.joints().size(), -1, 1).toArray();
    base.wx = 1;
    positions = random.doubles(velocities.length).toArray();
  }

  /**
   * Where links are and how they move.
   *
   * @return what must not be optimised away
   */
  @Benchmark
  public double frames() {
    states.update(base, positions, velocities);
    return states.acceleration[states.acceleration.length - 1];
  }

  /**
   * Frames, then the mass matrix.
   *
   * @return the matrix
   */
  @Benchmark
  public double[] massMatrix() {
    states.update(base, positions, velocities);
    masses.update(states);
    return masses.matrix();
  }

  /**
   * Frames, then the efforts of gravity and motion.
   *
   * @return the last joint's bias
   */
  @Benchmark
  public double bias() {
    states.update(base, positions, velocities);
    efforts.update(states);
    return efforts.bias(velocities.length - 1);
  }

  /**
   * Everything that a tick works out, without the copies to the record.
   *
   * @return the last of it
   */
  @Benchmark
  public double all() {
    states.update(base, positions, velocities);
    masses.update(states);
    efforts.update(states);
    return efforts.gravity(velocities.length - 1);
  }
}

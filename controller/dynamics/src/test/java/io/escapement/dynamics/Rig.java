package io.escapement.dynamics;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.testing.AttachedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A stage with a record of its own, whose state a test sets and whose results it reads. */
final class Rig {

  /** Where a floating base is and how it moves, in MuJoCo-free terms. */
  record Base(double[] quaternion, double[] angular, double[] linear, double[] position) {}

  final RobotModel robot;
  final DynamicsModel model;
  private final DynamicsStage stage;
  private final F64Channel position;
  private final F64Channel velocity;
  private final List<F64Channel> base = new ArrayList<>();
  private final Map<String, F64Channel> results = new LinkedHashMap<>();

  Rig(RobotModel robot, DynamicsModel model, DynamicsSettings settings) {
    this.robot = robot;
    this.model = model;
    stage = new DynamicsStage(model, settings);
    int n = robot.joints().size();
    position = input("joints/position", n);
    velocity = input("joints/velocity", n);
    if (robot.floatingBase()) {
      base.add(input("imu/orientation", 4));
      base.add(input("imu/angular_velocity", 3));
      base.add(input("base/linear_velocity", 3));
      base.add(input("base/position", 3));
    }
    AttachedRecord.of(
        wiring -> {
          wiring.writes(position);
          wiring.writes(velocity);
          base.forEach(wiring::writes);
          stage.declare(
              new Tap(wiring, channel -> results.put(channel.name(), (F64Channel) channel)));
        });
  }

  private F64Channel input(String name, int count) {
    return new F64Channel(ChannelSpec.input(robot.name() + "/" + name, ChannelType.F64, count));
  }

  static Rig of(Path robotYaml, String... frames) {
    DiskFiles files = new DiskFiles();
    ConfigurationLoader loader =
        new ConfigurationLoader(
            files, Environment.of(System.getenv()), robotYaml.toAbsolutePath().getParent());
    RobotModel robot = RobotReader.read(robotYaml.toAbsolutePath(), loader);
    DynamicsModel model = DynamicsModel.read(robot, files);
    DynamicsSettings settings =
        new DynamicsSettings(
            List.of(frames), Rotation.NONE, robot.floatingBase(), robot.floatingBase());
    return new Rig(robot, model, settings);
  }

  /** Writes a model and a robot over it. */
  static Rig written(
      Path folder, String fileName, String modelText, String yaml, String... frames) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(fileName), modelText);
      Path file = folder.resolve(fileName + ".robot.yaml");
      Files.writeString(file, "robot: r\nmodel: " + fileName + "\n" + yaml);
      return of(file, frames);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int joints() {
    return robot.joints().size();
  }

  void tick(double[] positions, double[] velocities, Base state) {
    for (int i = 0; i < positions.length; i++) {
      position.set(i, positions[i]);
      velocity.set(i, velocities[i]);
    }
    if (state != null) {
      set(base.get(0), state.quaternion());
      set(base.get(1), state.angular());
      set(base.get(2), state.linear());
      set(base.get(3), state.position());
    }
    stage.tick();
  }

  /** Runs the stage on the state as it is. */
  void tick() {
    stage.tick();
  }

  private static void set(F64Channel channel, double[] values) {
    for (int i = 0; i < values.length; i++) {
      channel.set(i, values[i]);
    }
  }

  double[] get(String name) {
    F64Channel channel = results.get(robot.name() + "/" + name);
    if (channel == null) {
      throw new AssertionError("there is no channel " + name + " in " + results.keySet());
    }
    double[] values = new double[channel.declaration().count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = channel.get(i);
    }
    return values;
  }

  List<String> channels() {
    return List.copyOf(results.keySet());
  }

  static double[] random(Random random, int count, double most) {
    return random.doubles(count, -most, most).toArray();
  }

  static Base randomBase(Random random) {
    double[] q = random(random, 4, 1);
    double length = StrictMath.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
    for (int i = 0; i < q.length; i++) {
      q[i] /= length;
    }
    return new Base(q, random(random, 3, 3), random(random, 3, 2), random(random, 3, 1));
  }

  /** Bodies and sites of a state that is the same for the same seed. */
  void tickRandom(Random random) {
    tick(
        random(random, joints(), 1.5),
        random(random, joints(), 4),
        robot.floatingBase() ? randomBase(random) : null);
  }
}

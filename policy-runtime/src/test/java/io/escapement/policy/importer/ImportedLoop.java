package io.escapement.policy.importer;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.stage.PolicyOptions;
import io.escapement.policy.stage.PolicyStages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A robot of some joints, what its driver would write, and the stages of an imported policy, ticked
 * at 1 kHz by a test.
 */
public final class ImportedLoop implements AutoCloseable {

  private static final long TICK_NS = 1_000_000;
  private static final List<String> VECTORS =
      List.of("base/linear_velocity", "imu/angular_velocity", "operator/velocity_command");

  private final World world;
  private final Pipeline pipeline;
  private long tick;

  /**
   * Builds the pipeline.
   *
   * @param robot from {@link #robot}
   * @param bundle the policy
   * @param more further input channels and their sizes
   */
  public ImportedLoop(RobotModel robot, PolicyBundle bundle, Map<String, Integer> more) {
    world = new World(robot.joints().size(), more);
    PipelineBuilder builder = new PipelineBuilder().add(world);
    PolicyStages.of(
            bundle, robot, new DiskFiles(), new OnnxRuntimeEngine(), PolicyOptions.main(TICK_NS))
        .forEach(builder::add);
    pipeline = builder.build();
  }

  /**
   * A robot that has nothing but joints, each with a motor of its name.
   *
   * @param folder where its files are written
   * @param joints names in the robot's order
   * @return the robot, {@code bot}
   */
  public static RobotModel robot(Path folder, List<String> joints) {
    StringBuilder bodies = new StringBuilder();
    StringBuilder motors = new StringBuilder();
    for (String joint : joints) {
      bodies.append("<body><joint name=\"").append(joint).append("\"/><geom size=\"1\"/>\n");
      motors
          .append("<motor name=\"")
          .append(joint)
          .append("\" joint=\"")
          .append(joint)
          .append("\"/>\n");
    }
    String mjcf =
        "<mujoco model=\"bot\"><worldbody>"
            + bodies
            + "</body>".repeat(joints.size())
            + "</worldbody><actuator>"
            + motors
            + "</actuator></mujoco>\n";
    try {
      Files.writeString(folder.resolve("bot.xml"), mjcf);
      Files.writeString(folder.resolve("bot.yaml"), "robot: bot\nmodel: bot.xml\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return RobotReader.read(
        folder.resolve("bot.yaml"),
        new ConfigurationLoader(new DiskFiles(), Environment.of(Map.of()), folder));
  }

  /**
   * What a driver writes.
   *
   * @param channel without the robot's name, such as {@code joints/position}
   * @return its elements, to be written to
   */
  public double[] input(String channel) {
    return world.values.get(channel);
  }

  /**
   * Ticks.
   *
   * @param count number of ticks
   */
  public void ticks(int count) {
    for (int i = 0; i < count; i++) {
      pipeline.setTime(tick, tick * TICK_NS, TICK_NS, 0);
      pipeline.tick(PhaseClock.NONE);
      tick++;
    }
  }

  /**
   * A channel of 32-bit numbers.
   *
   * @param name without the robot's name, such as {@code policy/observation}
   * @return its elements
   */
  public float[] f32(String name) {
    F32Channel channel = F32Channel.reading("bot/" + name, F32Channel.ANY_COUNT);
    pipeline.record().attach(channel);
    float[] values = new float[channel.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = channel.get(i);
    }
    return values;
  }

  /**
   * One number of the command.
   *
   * @param number such as {@code position}
   * @param actuator place in the robot's order
   * @return its value
   */
  public double nominal(String number, int actuator) {
    F64Channel channel = F64Channel.reading("bot/nominal/" + number, F64Channel.ANY_COUNT);
    pipeline.record().attach(channel);
    return channel.get(actuator);
  }

  @Override
  public void close() {
    pipeline.close();
  }

  private static final class World implements Source {

    private final Map<String, double[]> values = new LinkedHashMap<>();
    private final Map<String, F64Channel> channels = new LinkedHashMap<>();

    World(int joints, Map<String, Integer> more) {
      Map<String, Integer> sizes = new LinkedHashMap<>(more);
      sizes.put("joints/position", joints);
      sizes.put("joints/velocity", joints);
      sizes.put("imu/orientation", 4);
      VECTORS.forEach(name -> sizes.put(name, 3));
      sizes.forEach(
          (name, size) -> {
            values.put(name, new double[size]);
            channels.put(
                name, new F64Channel(ChannelSpec.input("bot/" + name, ChannelType.F64, size)));
          });
      values.get("imu/orientation")[0] = 1;
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
      channels.values().forEach(wiring::writes);
    }

    @Override
    public void read(long timeNs) {
      channels.forEach(
          (name, channel) -> {
            double[] from = values.get(name);
            for (int i = 0; i < from.length; i++) {
              channel.set(i, from[i]);
            }
          });
    }
  }
}

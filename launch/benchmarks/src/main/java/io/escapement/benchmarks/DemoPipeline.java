package io.escapement.benchmarks;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.robot.Joint;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.Stage;
import io.escapement.launch.assembly.LiveAssembly;
import io.escapement.launch.assembly.RunAssembly;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.configuration.RunConfigurationReader;
import io.escapement.launch.session.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/**
 * The demo's robot, policy and safety chain in one pipeline, with recorded samples of a robot that
 * stands in place of the physics: everything in a tick is Escapement's own.
 */
public final class DemoPipeline implements AutoCloseable {

  private static final long PERIOD_NS = 2_000_000;

  private final Path folder;
  private final LiveAssembly assembly;
  private final Pipeline pipeline;
  private long tick;

  /** Puts it together, and runs the first ticks. */
  public DemoPipeline() {
    ConfigurationLoader loader = new ConfigurationLoader(new DiskFiles(), Environment.system());
    try {
      folder = Files.createTempDirectory("escapement-benchmark-");
      Path samples = folder.resolve("samples.csv");
      List<String> overrides =
          List.of("drivers=[{type: scripted, file: " + samples + ", at_end: repeat}]");
      RunConfiguration configuration =
          new RunConfigurationReader(loader).read(Home.demo(null), overrides);
      Files.writeString(samples, standing(RunAssembly.robot(configuration, loader)));
      Extensions extensions = Extensions.of(configuration.plugins());
      assembly = LiveAssembly.of(configuration, loader, extensions, new StopRequest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assembly.drivers().open();
    pipeline = assembly.pipeline(UnaryOperator.identity());
    assembly.drivers().activate();
    for (int i = 0; i < 100; i++) {
      tick();
    }
  }

  private static String standing(RobotModel robot) {
    StringJoiner header = new StringJoiner(",").add("time_s");
    StringJoiner row = new StringJoiner(",");
    for (String group : List.of("position", "velocity", "effort")) {
      for (Joint joint : robot.joints()) {
        header.add("joints/" + group + "/" + joint.name());
        row.add("0.05");
      }
    }
    for (SensorRole role : robot.roles()) {
      String channel = io.escapement.hardware.channels.RoleChannels.channelName("", role);
      for (int i = 0; i < role.dimension(); i++) {
        header.add(channel.substring(1) + "/" + role.labels().get(i));
        // An upright base: w of its orientation.
        row.add(i == 0 && channel.endsWith("/orientation") ? "1" : "0");
      }
    }
    StringBuilder text = new StringBuilder(header.toString()).append('\n');
    for (int i = 0; i < 10; i++) {
      text.append(i * PERIOD_NS * 1e-9).append(',').append(row).append('\n');
    }
    return text.toString();
  }

  /** The wired stages. */
  public Pipeline pipeline() {
    return pipeline;
  }

  /** One stage by its name. */
  public Stage stage(String name) {
    return pipeline.stages().stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " is none of " + pipeline.stages().stream().map(Stage::name).toList()));
  }

  /** Runs the next tick. */
  public void tick() {
    pipeline.setTime(tick, tick * PERIOD_NS, PERIOD_NS, 0);
    pipeline.tick(System::nanoTime);
    tick++;
  }

  @Override
  public void close() {
    pipeline.close();
    assembly.drivers().deactivate();
    assembly.drivers().close();
    try {
      Files.deleteIfExists(folder.resolve("samples.csv"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

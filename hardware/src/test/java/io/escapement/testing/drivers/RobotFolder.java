package io.escapement.testing.drivers;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.hardware.DriverContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A folder with a robot's files, written by a test and read as a run would read them. */
public final class RobotFolder {

  private final Path folder;
  private final DiskFiles files = new DiskFiles();
  private int entries;

  /**
   * Begins with what is in the folder.
   *
   * @param folder an existing folder
   */
  public RobotFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a file.
   *
   * @param name its name in the folder
   * @param text its content
   * @return this
   */
  public RobotFolder write(String name, String text) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What was read so far.
   *
   * @return the source that every reading goes through
   */
  public DiskFiles files() {
    return files;
  }

  /**
   * Reads a YAML file.
   *
   * @param name its name in the folder
   * @return its root
   */
  public YamlNode yaml(String name) {
    return loader().load(Path.of(name));
  }

  /**
   * Reads a driver's entry.
   *
   * @param text the entry, such as <code>{type: mujoco}</code>
   * @return its node
   */
  public YamlNode entry(String text) {
    entries++;
    String name = "entry" + entries + ".yaml";
    write(name, text);
    return yaml(name);
  }

  /**
   * Reads the robot in {@code robot.yaml}.
   *
   * @return the robot
   */
  public RobotModel robot() {
    return RobotReader.read(Path.of("robot.yaml"), loader());
  }

  /**
   * What a driver of the robot in {@code robot.yaml} is made from.
   *
   * @param periodNs control period, nanoseconds
   * @return the context
   */
  public DriverContext context(long periodNs) {
    RobotModel robot = robot();
    return new DriverContext(robot.name(), robot, periodNs, files);
  }

  private ConfigurationLoader loader() {
    return new ConfigurationLoader(files, Environment.of(Map.of()), folder);
  }
}

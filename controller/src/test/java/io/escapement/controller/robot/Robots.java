package io.escapement.controller.robot;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes models and robot files into a folder and reads them, for tests. */
final class Robots {
  private final Path folder;
  private DiskFiles files = new DiskFiles();

  Robots(Path folder) {
    this.folder = folder;
  }

  /** What the latest reading read. */
  DiskFiles files() {
    return files;
  }

  Robots write(String name, String text) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RobotModel read(String yaml) {
    write("robot.yaml", yaml);
    files = new DiskFiles();
    ConfigurationLoader loader = new ConfigurationLoader(files, Environment.of(Map.of()), folder);
    return RobotReader.read(Path.of("robot.yaml"), loader);
  }

  /** Reads an MJCF with nothing said about it. */
  RobotModel mjcf(String inside) {
    write("m.xml", "<mujoco model='m'>\n" + inside + "\n</mujoco>");
    return read("robot: r\nmodel: m.xml\n");
  }

  RobotModel mjcf(String inside, String yaml) {
    write("m.xml", "<mujoco model='m'>\n" + inside + "\n</mujoco>");
    return read("robot: r\nmodel: m.xml\n" + yaml);
  }
}

package io.escapement.launch.configuration;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A run's YAML in a folder of a test's own, with the robot and the policy that it names. */
final class RunYaml {

  /** What a run cannot do without. */
  static final String LEAST =
      """
      robot: robot.yaml
      policy: policy.yaml
      loop: {rate_hz: 500}
      drivers: [{type: mujoco}]
      """;

  private final Path folder;

  RunYaml(Path folder) {
    this.folder = folder;
    write("robot.yaml", "robot: leg\nmodel: leg.xml\n");
    write("policy.yaml", "model: policy.onnx\n");
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunConfiguration read(String text, String... overrides) {
    return read(Map.of(), text, overrides);
  }

  RunConfiguration read(Map<String, String> environment, String text, String... overrides) {
    write("run.yaml", text);
    ConfigurationLoader loader =
        new ConfigurationLoader(new DiskFiles(), Environment.of(environment), folder);
    return new RunConfigurationReader(loader).read(Path.of("run.yaml"), List.of(overrides));
  }

  /** The one thing that is wrong in a text. */
  Problem problem(String text, String... overrides) {
    List<Problem> problems = problems(text, overrides);
    if (problems.size() != 1) {
      throw new AssertionError("expected one problem: " + problems);
    }
    return problems.get(0);
  }

  List<Problem> problems(String text, String... overrides) {
    try {
      read(text, overrides);
    } catch (ConfigurationException e) {
      return e.problems();
    }
    throw new AssertionError("accepted: " + text);
  }
}

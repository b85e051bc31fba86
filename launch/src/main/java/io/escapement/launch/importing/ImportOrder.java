package io.escapement.launch.importing;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user wants to have imported.
 *
 * @param files the tool's files, its descriptor, its model or a folder of both
 * @param tool name of the importer, empty to find it out
 * @param model the model, if it is not among the files
 * @param robot robot.yaml of the robot that the policy is for
 * @param golden known pairs of observation and action
 * @param settings {@code key=value}, what no file says
 */
public record ImportOrder(
    List<Path> files,
    Optional<String> tool,
    Optional<Path> model,
    Optional<Path> robot,
    Optional<Path> golden,
    List<String> settings) {

  /**
   * Keeps copies.
   *
   * @param files the tool's files
   * @param tool name of the importer
   * @param model the model
   * @param robot robot.yaml
   * @param golden known pairs
   * @param settings what no file says
   */
  public ImportOrder {
    files = List.copyOf(files);
    Objects.requireNonNull(tool, "tool");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(robot, "robot");
    Objects.requireNonNull(golden, "golden");
    settings = List.copyOf(settings);
  }

  /**
   * An order for some files, with nothing said beside them.
   *
   * @param files the tool's files
   * @return the order
   */
  public static ImportOrder of(List<Path> files) {
    return new ImportOrder(
        files, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }
}

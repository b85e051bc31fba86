package io.escapement.launch.importing;

import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.YamlReader;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.bundle.BundleWriter;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.Inferred;
import io.escapement.policy.importer.Missing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of an import.
 *
 * @param tool name of the importer
 * @param files the files that it read
 * @param robot the robot that the policy was held against
 * @param bundle the policy, empty while something is missing
 * @param inferred what was taken from where
 * @param missing what the user must say first
 * @param notices what the user should know
 */
public record ImportResult(
    String tool,
    List<Path> files,
    Optional<RobotModel> robot,
    Optional<PolicyBundle> bundle,
    List<Inferred> inferred,
    List<Missing> missing,
    List<String> notices) {

  /**
   * Keeps copies.
   *
   * @param tool name of the importer
   * @param files the files that it read
   * @param robot the robot
   * @param bundle the policy
   * @param inferred what was taken from where
   * @param missing what the user must say first
   * @param notices what the user should know
   */
  public ImportResult {
    Objects.requireNonNull(tool, "tool");
    files = List.copyOf(files);
    Objects.requireNonNull(robot, "robot");
    Objects.requireNonNull(bundle, "bundle");
    inferred = List.copyOf(inferred);
    missing = List.copyOf(missing);
    notices = List.copyOf(notices);
  }

  /**
   * Writes the policy into a file, which is the old or the whole new one at any moment.
   *
   * @param file where to write it
   * @param overwrite whether a file that is there may be replaced
   * @throws io.escapement.controller.config.ConfigurationException if a file is there and may not
   * @throws io.escapement.controller.config.PreflightException if it cannot be written
   * @throws IllegalStateException if the policy is not complete
   */
  public void write(Path file, boolean overwrite) {
    Path target = file.toAbsolutePath().normalize();
    PolicyBundle policy =
        bundle.orElseThrow(() -> new IllegalStateException("missing: " + missing));
    DiskFiles disk = new DiskFiles();
    String text = heading() + BundleWriter.write(policy, target.getParent(), disk);
    // A file that could not be read back would only be found out on the robot.
    BundleReader.read(YamlReader.parse(text, Origin.display(target), target.getParent()), disk);
    new WholeFile(target, overwrite).write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String heading() {
    StringBuilder text = new StringBuilder("# Imported from " + tool + ":");
    files.forEach(file -> text.append(' ').append(file.getFileName()));
    text.append('\n');
    notices.forEach(notice -> text.append("# ").append(notice).append('\n'));
    return text.toString();
  }
}

package io.escapement.policy.importer;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.bundle.ModelFile;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the policy that a run names: the path of a {@code policy.yaml}, the same mapping in place,
 * or {@code {import: TOOL, file: ..., model: ..., with: {...}}}.
 */
public final class PolicyReference {

  /** Name of the schema resource of an import. */
  public static final String IMPORT_SCHEMA = "policy-import.schema.json";

  private PolicyReference() {}

  /**
   * Reads a policy whose robot is not known, with the importers of the class path.
   *
   * @param node the value of a run's {@code policy} key
   * @param loader reads the files
   * @return the bundle
   * @throws io.escapement.controller.config.ConfigurationException if anything is wrong in it
   * @throws io.escapement.controller.config.PreflightException if a file that it names is absent
   */
  public static PolicyBundle read(YamlNode node, ConfigurationLoader loader) {
    return read(node, loader, Extensions.onClassPath(), Optional.empty());
  }

  /**
   * Reads a policy.
   *
   * @param node the value of a run's {@code policy} key
   * @param loader reads the files
   * @param extensions where importers are looked up
   * @param robot the robot that it is for, against which an importer can hold what a file says
   * @return the bundle
   * @throws io.escapement.controller.config.ConfigurationException if anything is wrong in it, or
   *     an import does not say enough: then everything that is missing is named
   * @throws io.escapement.controller.config.PreflightException if a file that it names is absent
   */
  public static PolicyBundle read(
      YamlNode node,
      ConfigurationLoader loader,
      Extensions extensions,
      Optional<RobotModel> robot) {
    if (isImport(node)) {
      return imported(node, loader, extensions, robot).complete(Place.of(node));
    }
    return BundleReader.read(loader.follow(node), loader.files());
  }

  /**
   * Whether a run's policy is in a foreign descriptor.
   *
   * @param node the value of a run's {@code policy} key
   * @return true for a mapping with the key {@code import}
   */
  public static boolean isImport(YamlNode node) {
    return node.isMapping() && node.find("import").isPresent();
  }

  /**
   * Reads a policy in a foreign descriptor, with the report of what was found.
   *
   * @param node a mapping with the key {@code import}
   * @param loader reads the files
   * @param extensions where importers are looked up
   * @param robot the robot that it is for, if it is known
   * @return what came of it
   * @throws io.escapement.controller.config.ConfigurationException if anything is wrong in it
   * @throws io.escapement.controller.config.PreflightException if a file that it names is absent
   */
  public static Imported imported(
      YamlNode node,
      ConfigurationLoader loader,
      Extensions extensions,
      Optional<RobotModel> robot) {
    SchemaCheck.of(IMPORT_SCHEMA).check(node);
    YamlNode tool = node.get("import");
    Importer importer = Importers.of(extensions).named(tool.string(), Place.of(tool));
    ImportRequest request = request(node, loader.files());
    return importer.read(robot.map(request::on).orElse(request));
  }

  private static ImportRequest request(YamlNode node, FileSource files) {
    Place place = Place.of(node);
    List<Path> named =
        node.optional("file")
            .map(file -> file.isSequence() ? file.list(YamlNode::path) : List.of(file.path()))
            .orElse(List.of());
    return new ImportRequest(
        place,
        named.stream().filter(path -> !ImportRequest.isModel(path)).toList(),
        node.optional("model")
            .map(YamlNode::path)
            .or(() -> named.stream().filter(ImportRequest::isModel).findFirst()),
        node.optional("sha256").map(ModelFile::sha256),
        node.optional("golden").map(YamlNode::path),
        node.optional("input").map(YamlNode::string),
        node.optional("output").map(YamlNode::string),
        node.optional("name").map(YamlNode::string),
        node.optional("with").map(Answers::new).orElseGet(() -> Answers.none(place)),
        Optional.empty(),
        files);
  }
}

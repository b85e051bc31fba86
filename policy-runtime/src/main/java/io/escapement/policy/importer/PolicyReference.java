package io.escapement.policy.importer;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.Extensions;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.bundle.ModelFile;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the policy that a run names: the path of a {@code policy.yaml}, the same mapping in place,
 * or {@code {import: TOOL, file: ..., model: ...}}.
 */
public final class PolicyReference {

  /** Name of the schema resource of an import. */
  public static final String IMPORT_SCHEMA = "policy-import.schema.json";

  private PolicyReference() {}

  /**
   * Reads a policy, with the importers of the class path.
   *
   * @param node the value of a run's {@code policy} key
   * @param loader reads the files
   * @return the bundle
   * @throws io.escapement.controller.config.ConfigurationException if anything is wrong in it
   * @throws io.escapement.controller.config.PreflightException if a file that it names is absent
   */
  public static PolicyBundle read(YamlNode node, ConfigurationLoader loader) {
    return read(node, loader, Extensions.onClassPath());
  }

  /**
   * Reads a policy.
   *
   * @param node the value of a run's {@code policy} key
   * @param loader reads the files
   * @param extensions where importers are looked up
   * @return the bundle
   * @throws io.escapement.controller.config.ConfigurationException if anything is wrong in it
   * @throws io.escapement.controller.config.PreflightException if a file that it names is absent
   */
  public static PolicyBundle read(
      YamlNode node, ConfigurationLoader loader, Extensions extensions) {
    if (node.isMapping() && node.find("import").isPresent()) {
      SchemaCheck.of(IMPORT_SCHEMA).check(node);
      return importer(node.get("import"), extensions).read(request(node, loader.files()));
    }
    return BundleReader.read(loader.follow(node), loader.files());
  }

  private static ImportRequest request(YamlNode node, FileSource files) {
    return new ImportRequest(
        Place.of(node),
        node.get("file").path(),
        node.get("model").path(),
        node.optional("sha256").map(ModelFile::sha256),
        node.optional("golden").map(YamlNode::path),
        node.optional("input").map(YamlNode::string),
        node.optional("output").map(YamlNode::string),
        node.optional("name").map(YamlNode::string),
        files);
  }

  private static Importer importer(YamlNode name, Extensions extensions) {
    List<String> names = new ArrayList<>();
    for (Importer importer : extensions.load(Importer.class)) {
      if (importer.name().equals(name.string())) {
        return importer;
      }
      names.add(importer.name());
    }
    throw name.error()
        .summary("there is no importer \"" + name.string() + "\"")
        .remedy(Extensions.remedy(name.string(), names))
        .build();
  }
}

package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.Origin;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells the files of a training run apart, and makes them speak together. */
final class EnvironmentFiles {

  private final ImportRequest request;
  private final Findings findings;
  private Optional<YamlNode> descriptors = Optional.empty();
  private Optional<YamlNode> environment = Optional.empty();
  private Optional<YamlNode> agent = Optional.empty();

  private EnvironmentFiles(ImportRequest request) {
    this.request = request;
    this.findings = new Findings(request);
  }

  static boolean isDescriptors(DescriptorFile file) {
    return file.hasKeys("actions", "articulations", "observations", "scene");
  }

  /** Isaac Lab says the physics' step in {@code sim.dt}; mjlab elsewhere. */
  static boolean isIsaacLab(DescriptorFile file) {
    return isEnvironment(file) && file.yaml().orElseThrow().has("sim.dt");
  }

  private static boolean isEnvironment(DescriptorFile file) {
    return file.hasKeys("sim", "decimation", "scene", "observations", "actions");
  }

  static Imported read(ImportRequest request) {
    return new EnvironmentFiles(request).imported();
  }

  private Imported imported() {
    Path main = request.descriptor();
    request.descriptors().forEach(this::sort);
    beside(main, "env.yaml");
    beside(main, "agent.yaml");
    if (descriptors.isEmpty() && environment.isEmpty()) {
      throw request
          .place()
          .error()
          .summary(Origin.display(main) + " does not describe a policy of Isaac Lab")
          .expected("IO_descriptors.yaml or env.yaml")
          .remedy("name the file that the training run or the exporter wrote")
          .build();
    }
    ImportedModel model = ImportedModel.of(request);
    String group = findings.option("group", YamlNode::string).orElse("policy");
    Optional<EnvironmentFacts> described = descriptors.map(root -> IoDescriptors.read(root, group));
    Optional<List<String>> joints =
        described
            .map(EnvironmentFacts::joints)
            .or(
                () ->
                    findings.ask(
                        "joints",
                        "the articulation's joints in Isaac Lab's order: env.yaml has only"
                            + " patterns, and the order is the simulator's",
                        "[LF_HAA, LH_HAA, ...]",
                        YamlNode::strings));
    if (joints.isEmpty()) {
      return findings.finish(
          () -> {
            throw new IllegalStateException("without joints");
          });
    }
    Optional<EnvironmentFacts> trained =
        environment.map(root -> EnvYaml.read(root, joints.get(), group));
    EnvironmentFacts facts =
        described.isPresent() && trained.isPresent()
            ? Agreement.of(described.get(), trained.get())
            : described.or(() -> trained).orElseThrow();
    return new EnvironmentPolicy(request, model, facts, clipActions(), findings).imported();
  }

  private void sort(Path path) {
    if (!request.files().exists(path)) {
      throw request
          .place()
          .preflight()
          .summary("the descriptor does not exist")
          .found(Origin.display(path))
          .remedy("put the file there, or name another")
          .build();
    }
    DescriptorFile file = DescriptorFile.read(path, request.files());
    if (file.yaml().isEmpty()) {
      // Read again for the reader's own error, which says where it stopped making sense.
      YamlReader.read(path, request.files());
    }
    if (isDescriptors(file)) {
      descriptors = file.yaml();
    } else if (isEnvironment(file)) {
      environment = file.yaml();
    } else if (file.hasKeys("algorithm") || file.hasKeys("clip_actions")) {
      agent = file.yaml();
    } else {
      throw request
          .place()
          .error()
          .summary(Origin.display(path) + " is none of Isaac Lab's files")
          .expected("IO_descriptors.yaml, env.yaml or agent.yaml")
          .build();
    }
  }

  /** What lies in the same folder belongs to the same run; what it says is checked all the same. */
  private void beside(Path main, String name) {
    Path path = main.resolveSibling(name);
    if (request.descriptors().contains(path) || !request.files().exists(path)) {
      return;
    }
    DescriptorFile file = DescriptorFile.read(path, request.files());
    if (environment.isEmpty() && isIsaacLab(file)) {
      environment = file.yaml();
      findings.notice("read " + Origin.display(path) + " as well, since it lies beside");
    } else if (agent.isEmpty() && name.equals("agent.yaml") && file.yaml().isPresent()) {
      agent = file.yaml();
      findings.notice("read " + Origin.display(path) + " as well, since it lies beside");
    }
  }

  /** The action's limit before scale and offset, or none; empty where no file says it. */
  private Optional<Optional<Double>> clipActions() {
    if (agent.isPresent() && agent.get().find("clip_actions").isPresent()) {
      YamlNode node = agent.get().find("clip_actions").get();
      findings.inferred("raw_clip", node.isNull() ? "none" : node.shown(), node);
      return Optional.of(node.isNull() ? Optional.empty() : Optional.of(node.positive()));
    }
    return findings.option("clip_actions", YamlNode::positive).map(Optional::of);
  }
}

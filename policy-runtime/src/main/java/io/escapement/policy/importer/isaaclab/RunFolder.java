package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.Origin;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a training run, told apart by what they hold: those that the user named, and {@code
 * env.yaml} and {@code agent.yaml} beside them or in {@code params} beside them.
 */
final class RunFolder {

  private final ImportRequest request;
  private final Findings findings;
  private Optional<YamlNode> descriptors = Optional.empty();
  private Optional<YamlNode> environment = Optional.empty();
  private Optional<YamlNode> agent = Optional.empty();

  private RunFolder(ImportRequest request, Findings findings) {
    this.request = request;
    this.findings = findings;
  }

  static boolean isDescriptors(DescriptorFile file) {
    return file.hasKeys("actions", "articulations", "observations", "scene");
  }

  static boolean isEnvironment(DescriptorFile file) {
    return file.hasKeys("sim", "decimation", "scene", "observations", "actions");
  }

  /** Isaac Lab says the physics' step in {@code sim.dt}; mjlab in {@code sim.mujoco.timestep}. */
  static boolean isIsaacLab(YamlNode environment) {
    return environment.get("sim").optional("dt").isPresent();
  }

  static RunFolder of(ImportRequest request, Findings findings) {
    RunFolder folder = new RunFolder(request, findings);
    request.descriptors().forEach(folder::sort);
    Optional<Path> main = request.descriptors().stream().findFirst().or(request::model);
    for (String name : List.of("env.yaml", "agent.yaml", "params/env.yaml", "params/agent.yaml")) {
      main.ifPresent(path -> folder.beside(path.resolveSibling(name)));
    }
    return folder;
  }

  Optional<YamlNode> descriptors() {
    return descriptors;
  }

  Optional<YamlNode> environment() {
    return environment;
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
    } else if (isAgent(file)) {
      agent = file.yaml();
    } else {
      throw request
          .place()
          .error()
          .summary(Origin.display(path) + " is no file of a training run")
          .expected("IO_descriptors.yaml, env.yaml or agent.yaml")
          .build();
    }
  }

  private static boolean isAgent(DescriptorFile file) {
    return file.hasKeys("algorithm") || file.hasKeys("clip_actions");
  }

  /** What lies in the same folder belongs to the same run; what it says is checked all the same. */
  private void beside(Path path) {
    if (request.descriptors().contains(path) || !request.files().exists(path)) {
      return;
    }
    DescriptorFile file = DescriptorFile.read(path, request.files());
    if (environment.isEmpty() && isEnvironment(file)) {
      environment = file.yaml();
    } else if (agent.isEmpty() && isAgent(file)) {
      agent = file.yaml();
    } else {
      return;
    }
    findings.notice("read " + Origin.display(path) + " as well, since it lies beside");
  }

  /** The action's limit before scale and offset, or none; empty where no file says it. */
  Optional<Optional<Double>> clipActions() {
    if (agent.isPresent() && agent.get().find("clip_actions").isPresent()) {
      YamlNode node = agent.get().find("clip_actions").get();
      findings.inferred("raw_clip", node.isNull() ? "none" : node.shown(), node);
      return Optional.of(node.isNull() ? Optional.empty() : Optional.of(node.positive()));
    }
    return findings.option("clip_actions", YamlNode::positive).map(Optional::of);
  }
}

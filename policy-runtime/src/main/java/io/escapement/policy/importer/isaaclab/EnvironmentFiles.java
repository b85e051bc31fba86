package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedModel;
import java.util.List;
import java.util.Optional;

/** Makes the files of a training run of Isaac Lab speak together. */
final class EnvironmentFiles {

  private EnvironmentFiles() {}

  static Imported read(ImportRequest request) {
    request.descriptor();
    Findings findings = new Findings(request);
    RunFolder folder = RunFolder.of(request, findings);
    Optional<ImportedModel> model = ImportedModel.orMissing(request, findings);
    String group = findings.option("group", YamlNode::string).orElse("policy");
    Optional<EnvironmentFacts> described =
        folder.descriptors().map(root -> IoDescriptors.read(root, group));
    if (described.isEmpty() && folder.environment().isEmpty()) {
      throw request
          .place()
          .error()
          .summary("none of the files describes a policy of Isaac Lab")
          .expected("IO_descriptors.yaml or env.yaml")
          .remedy("name the file that the training run or the exporter wrote")
          .build();
    }
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
        folder.environment().map(root -> EnvYaml.read(root, joints.get(), group));
    EnvironmentFacts facts =
        described.isPresent() && trained.isPresent()
            ? Agreement.of(described.get(), trained.get())
            : described.or(() -> trained).orElseThrow();
    return new EnvironmentPolicy(
            request, model, facts, Optional.empty(), folder.clipActions(), findings)
        .imported();
  }
}

package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.Origin;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.ImportedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One import of a model with mjlab's metadata. */
final class MjlabModel {

  private static final String CLOCK = "time_step";

  /** What the exporter of a tracking task lets out beside the actions. */
  private static final List<String> MOTION =
      List.of("joint_pos", "joint_vel", "body_pos_w", "body_quat_w");

  private final ImportRequest request;
  private final Findings findings;
  private final RunFolder folder;
  private final ImportedModel model;
  private final YamlNode metadata;

  MjlabModel(ImportRequest request) {
    this.request = request;
    findings = new Findings(request);
    folder = RunFolder.of(request, findings);
    model = ImportedModel.of(request);
    metadata = MetadataNode.of(model);
    List<String> absent =
        MjlabMetadata.REQUIRED.stream().filter(key -> metadata.find(key).isEmpty()).toList();
    if (!absent.isEmpty()) {
      throw request
          .place()
          .error()
          .summary(Origin.display(model.file().path()) + " has lost its metadata")
          .expected("the entries " + String.join(", ", MjlabMetadata.REQUIRED))
          .found("without " + String.join(", ", absent))
          .remedy(
              "export it with the task's own exporter, which attaches them; converting or"
                  + " simplifying a model drops them")
          .build();
    }
  }

  Imported imported() {
    Optional<ReferenceMotion> motion = motion();
    String output = model.output(request, List.of("actions"));
    Optional<Integer> actions = model.elements(summary -> summary.output(output));
    if (actions.isEmpty()) {
      throw request
          .place()
          .preflight()
          .summary("the model does not say how many actions it has")
          .found(output)
          .build();
    }
    MjlabMetadata said = new MjlabMetadata(metadata, actions.get(), motion.isPresent(), findings);
    Optional<EnvironmentFacts> facts =
        folder.environment().isPresent()
            ? trained(said, actions.get(), folder.environment().get())
            : alone(said, actions.get(), motion);
    if (facts.isEmpty()) {
      return findings.finish(
          () -> {
            throw new IllegalStateException("without facts");
          });
    }
    return new EnvironmentPolicy(
            request, Optional.of(model), facts.get(), motion, folder.clipActions(), findings)
        .imported();
  }

  private Optional<ReferenceMotion> motion() {
    if (!model.summary().inputNames().contains(CLOCK)) {
      return Optional.empty();
    }
    List<String> outputs = new ArrayList<>(MOTION);
    outputs.removeIf(name -> model.summary().output(name).isEmpty());
    String anchor = single("anchor_body_name");
    List<String> bodies = metadata.get("body_names").strings();
    if (!bodies.contains(anchor)) {
      throw metadata
          .get("anchor_body_name")
          .error()
          .summary("the anchor is none of the motion's bodies")
          .expected("one of " + String.join(", ", bodies))
          .found(anchor)
          .build();
    }
    int start =
        findings.option("start_step", node -> node.integer(0, Integer.MAX_VALUE - 1)).orElse(0);
    findings.inferred("inputs." + CLOCK, "a clock that starts at " + start, "the model");
    findings.notice("after the motion's last step the model keeps giving its last frame");
    return Optional.of(new ReferenceMotion(CLOCK, start, anchor, bodies, outputs));
  }

  private String single(String key) {
    List<String> values = metadata.get(key).strings();
    if (values.size() != 1) {
      throw metadata.get(key).error().expected("one name").found(values.toString()).build();
    }
    return values.get(0);
  }

  private Optional<EnvironmentFacts> alone(
      MjlabMetadata said, int actions, Optional<ReferenceMotion> motion) {
    Optional<YamlNode> period =
        findings.ask(
            "period",
            "time between two inferences: the metadata does not say it, env.yaml beside the model"
                + " would (time step times decimation)",
            "20ms",
            node -> node);
    Optional<MjlabGains> gains =
        MjlabGains.read(metadata, said.joints(), actions, request.robot(), findings);
    findings.notice(
        "the metadata has three decimals: joint_stiffness, joint_damping, default_joint_pos and"
            + " action_scale may be off by 0.0005; env.yaml beside the model would say them in"
            + " full");
    if (metadata.find("observation_terms_scale").isEmpty()) {
      findings.notice(
          "the metadata has no place for scale and clip of a term: none are applied; env.yaml"
              + " beside the model would say them");
    }
    if (period.isEmpty() || gains.isEmpty()) {
      // The terms may leave more open: all of it is asked at once.
      TermRules rules = new TermRules(findings, motion);
      said.terms().forEach(term -> term.size().ifPresent(size -> rules.specs(term, size)));
      return Optional.empty();
    }
    findings.inferred("stiffness", metadata.get("joint_stiffness").shown(), metadata);
    return Optional.of(said.alone(period.get().durationNs(), period.get(), gains.get()));
  }

  /** The environment has the numbers in full, by name; the metadata has the orders. */
  private Optional<EnvironmentFacts> trained(
      MjlabMetadata said, int actions, YamlNode environment) {
    String group = findings.option("group", YamlNode::string).orElseGet(() -> group(environment));
    boolean isaac = RunFolder.isIsaacLab(environment);
    Optional<MjlabGains> gains =
        MjlabGains.read(
            metadata,
            said.joints(),
            actions,
            request.robot(),
            isaac
                ? EnvYaml.read(environment, said.joints(), group)
                : MjlabEnvYaml.read(environment, said.joints(), said.joints(), group),
            findings);
    if (gains.isEmpty()) {
      return Optional.empty();
    }
    EnvironmentFacts full =
        isaac
            ? EnvYaml.read(environment, said.joints(), group)
            : MjlabEnvYaml.read(environment, said.joints(), gains.get().actionJoints(), group);
    MetadataAgreement.check(
        metadata, said.alone(full.periodNs(), full.periodNode(), gains.get()), full);
    return Optional.of(full.withGains(gains.get().stiffness(), gains.get().damping()));
  }

  private static String group(YamlNode environment) {
    YamlNode groups = environment.get("observations");
    return groups.find("actor").isPresent() && groups.find("policy").isEmpty() ? "actor" : "policy";
  }
}

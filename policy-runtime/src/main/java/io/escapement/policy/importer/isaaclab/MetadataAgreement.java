package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.PerElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds a model's metadata against the environment that its training saved: the environment has the
 * numbers in full, the metadata has the order of the joints, and both must mean the same.
 */
final class MetadataAgreement {

  private final List<Problem> problems = new ArrayList<>();
  private final YamlNode metadata;

  private MetadataAgreement(YamlNode metadata) {
    this.metadata = metadata;
  }

  /**
   * Checks.
   *
   * @param metadata the metadata as a tree
   * @param rounded what it says
   * @param trained what the environment says
   * @throws PreflightException naming everything in which they differ by more than the rounding
   */
  static void check(YamlNode metadata, EnvironmentFacts rounded, EnvironmentFacts trained) {
    MetadataAgreement agreement = new MetadataAgreement(metadata);
    agreement.names(rounded, trained);
    agreement.numbers(
        "default_joint_pos", rounded.joints(), rounded.defaultPose(), trained.defaultPose());
    agreement.gains("joint_stiffness", rounded.stiffness(), trained.stiffness());
    agreement.gains("joint_damping", rounded.damping(), trained.damping());
    ActionFacts said = rounded.actions().get(0);
    ActionFacts full = trained.actions().get(0);
    agreement.numbers(
        "action_scale", said.joints(), boxed(said.scale(), said), boxed(full.scale(), said));
    agreement.numbers(
        "the action's offset",
        said.joints(),
        boxed(said.offset(), said),
        boxed(full.offset(), said));
    if (!agreement.problems.isEmpty()) {
      throw new PreflightException(agreement.problems);
    }
  }

  private static List<Double> boxed(PerElement values, ActionFacts action) {
    List<Double> all = new ArrayList<>();
    for (double value : values.expand(action.joints().size())) {
      all.add(value);
    }
    return all;
  }

  private void names(EnvironmentFacts rounded, EnvironmentFacts trained) {
    List<String> said = rounded.terms().stream().map(TermFacts::name).toList();
    List<String> full = trained.terms().stream().map(TermFacts::name).toList();
    if (!said.equals(full)) {
      differ("observation_names", String.join(", ", full), String.join(", ", said));
      return;
    }
    for (int i = 0; i < said.size(); i++) {
      if (metadata.has("observation_history_lengths")
          || metadata.has("observation_terms_history_length")) {
        int frames = rounded.terms().get(i).history().length();
        int expected = trained.terms().get(i).history().length();
        if (frames != expected) {
          differ("the history of " + said.get(i), expected + " frames", frames + " frames");
        }
      }
    }
  }

  private void gains(String what, Map<String, Double> said, Map<String, Double> full) {
    for (Map.Entry<String, Double> entry : said.entrySet()) {
      Double exact = full.get(entry.getKey());
      if (exact != null && Math.abs(exact - entry.getValue()) > MjlabMetadata.ROUNDING) {
        differ(what + " of " + entry.getKey(), exact.toString(), entry.getValue().toString());
      }
    }
  }

  private void numbers(String what, List<String> joints, List<Double> said, List<Double> full) {
    for (int i = 0; i < said.size(); i++) {
      if (Math.abs(said.get(i) - full.get(i)) > MjlabMetadata.ROUNDING) {
        differ(what + " of " + joints.get(i), full.get(i).toString(), said.get(i).toString());
      }
    }
  }

  private void differ(String what, String expected, String found) {
    problems.add(
        metadata
            .preflight()
            .summary("the model's metadata and env.yaml contradict each other about " + what)
            .expected(expected + ", as env.yaml says")
            .found(found)
            .remedy(
                "take the model and the environment of the same run; gains in another order are"
                    + " said with gains_order: actuator")
            .problem());
  }
}

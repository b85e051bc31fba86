package io.escapement.policy.importer.told;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.importer.Findings;
import java.util.List;
import java.util.Optional;

/** Statistics of the observation that a tool may keep outside the model. */
final class Normalisers {

  private static final String KEY = "normaliser";

  private Normalisers() {}

  /** Asks for the statistics, unless a file has given them. */
  static void ask(ToldPolicy policy, Findings findings, String family, String what) {
    if (policy.value(KEY).isPresent()) {
      return;
    }
    Optional<YamlNode> said = findings.ask(KEY, what, "none", node -> node);
    said.ifPresent(node -> take(policy, node, family));
  }

  private static void take(ToldPolicy policy, YamlNode said, String family) {
    if (said.isMapping()) {
      policy.set(KEY, said.has("family") ? said : said.with("family", policy.node(family)));
    } else if (!said.isScalar() || !List.of("none", "inside").contains(said.string())) {
      throw said.error()
          .expected("none, inside, or a mapping as policy.yaml's \"normaliser\"")
          .found(said.shown())
          .build();
    }
  }
}

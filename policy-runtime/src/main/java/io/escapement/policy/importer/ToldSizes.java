package io.escapement.policy.importer;

import io.escapement.controller.config.YamlNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Elements of observation terms as the user says them, {@code sizes: {height_scan: 187}}, where
 * neither file nor model does.
 */
public final class ToldSizes {

  private static final String KEY = "sizes";
  private static final int MOST = 1_000_000;

  private final Findings findings;
  private final Map<String, Integer> sizes = new LinkedHashMap<>();

  /**
   * Reads the answer, if there is one.
   *
   * @param findings asked for it
   * @param terms names of the terms that there are
   * @throws io.escapement.controller.config.ConfigurationException if a size is given for no term
   */
  public ToldSizes(Findings findings, Collection<String> terms) {
    this.findings = findings;
    Optional<YamlNode> said = findings.option(KEY, node -> node);
    said.ifPresent(node -> KnownKeys.refuseOthers(node, terms));
    said.ifPresent(
        node ->
            node.members()
                .forEach(member -> sizes.put(member.key(), member.value().integer(1, MOST))));
  }

  /**
   * A term's size.
   *
   * @param term its name
   * @return what the user said, empty where nothing is said
   */
  public Optional<Integer> of(String term) {
    return Optional.ofNullable(sizes.get(term));
  }

  /**
   * Notes that a size must be said.
   *
   * @param term the term's name
   */
  public void missing(String term) {
    findings.missing(
        KEY,
        "elements of " + term + ", and of each other term whose size neither file nor model says",
        "{" + term + ": 187}");
  }
}

package io.escapement.policy.importer;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A key that is not understood may change what a policy sees: it is never passed over. */
public final class KnownKeys {

  private KnownKeys() {}

  /**
   * Refuses every key that an importer does not know.
   *
   * @param node a mapping
   * @param known the keys that it reads, or knows to be without effect
   * @throws ConfigurationException naming all others, with their nearest names
   */
  public static void refuseOthers(YamlNode node, Collection<String> known) {
    List<Problem> problems = new ArrayList<>();
    for (YamlNode.Member member : node.members()) {
      if (!known.contains(member.key())) {
        problems.add(
            member
                .value()
                .error()
                .summary("this importer does not know the key \"" + member.key() + "\"")
                .expected("only " + String.join(", ", known))
                .remedy(NearestNames.remedy(member.key(), known))
                .problem());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}

package io.escapement.policy.bundle;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.normaliser.NormaliserFamily;
import io.escapement.policy.normaliser.ObservationStatistics;
import io.escapement.policy.normaliser.StatisticsFile;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the key {@code normaliser} of a bundle. */
public final class NormaliserReader {

  private NormaliserReader() {}

  /**
   * Reads a normaliser, its statistics from the bundle or from a file of their own.
   *
   * @param node the mapping
   * @param files where files come from
   * @return the normaliser
   * @throws io.escapement.controller.config.ConfigurationException if a key is missing or wrong
   * @throws io.escapement.controller.config.PreflightException if the file is absent or holds no
   *     statistics of one observation
   */
  public static NormaliserSpec read(YamlNode node, FileSource files) {
    NormaliserFamily family = node.get("family").oneOf(NormaliserFamily.class);
    Optional<YamlNode> file = node.optional("file");
    if (file.isPresent() == node.has("mean")) {
      throw node.error()
          .expected("either \"file\", or \"mean\" with \"variance\" or \"std\"")
          .found(file.isPresent() ? "both" : "neither")
          .build();
    }
    ObservationStatistics statistics;
    double epsilon = family.epsilon();
    double clip = family.clip();
    if (file.isPresent()) {
      StatisticsFile read = StatisticsFile.read(file.get(), files);
      statistics = read.statistics();
      epsilon = read.epsilon().orElse(epsilon);
      clip = read.clip().orElse(clip);
    } else {
      statistics = StatisticsFile.statistics(node);
    }
    double added = node.optional("epsilon").map(YamlNode::number).orElse(epsilon);
    if (added == 0 && statistics.spread().contains(0.0)) {
      throw node.error()
          .summary("an element without any spread would be divided by 0")
          .expected("an epsilon > 0, or only spreads > 0")
          .found("element " + statistics.spread().indexOf(0.0) + " with the spread 0")
          .build();
    }
    return new NormaliserSpec(
        family,
        statistics,
        added,
        node.optional("clip").map(YamlNode::limit).orElse(clip),
        file.map(YamlNode::path).map(Path::toAbsolutePath));
  }
}

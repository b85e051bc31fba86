package io.escapement.policy.normaliser;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of an observation's statistics: JSON or YAML with {@code mean} and {@code variance} (or
 * {@code var}, or {@code std}), or what Stable-Baselines3's {@code VecNormalize.save} writes
 * ({@code .pkl}).
 *
 * @param statistics of each element
 * @param epsilon the file's own, if it has one
 * @param clip the file's own, if it has one
 */
public record StatisticsFile(
    ObservationStatistics statistics, Optional<Double> epsilon, Optional<Double> clip) {

  private static final List<String> SPREADS = List.of("variance", "var", "std");

  /**
   * Reads a file.
   *
   * @param path the value that names it
   * @param files where files come from
   * @return what it holds
   * @throws io.escapement.controller.config.PreflightException if it is absent, or a pickle without
   *     statistics of one observation
   * @throws io.escapement.controller.config.ConfigurationException if it is malformed JSON or YAML
   */
  public static StatisticsFile read(YamlNode path, FileSource files) {
    byte[] bytes = path.readFile(files);
    Path file = path.path();
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".pkl") || name.endsWith(".pickle")) {
      return VecNormalizePickle.read(bytes, path);
    }
    YamlNode root = YamlReader.parse(bytes, Origin.display(file), file.getParent());
    return new StatisticsFile(
        statistics(root),
        root.optional("epsilon").map(YamlNode::number),
        root.optional("clip").map(YamlNode::limit));
  }

  /**
   * Reads the statistics in a mapping.
   *
   * @param node with the keys {@code mean} and one of {@code variance}, {@code var}, {@code std}
   * @return the statistics
   * @throws io.escapement.controller.config.ConfigurationException if a key is missing or wrong
   */
  public static ObservationStatistics statistics(YamlNode node) {
    List<String> given = SPREADS.stream().filter(node::has).toList();
    if (given.size() != 1) {
      throw node.error()
          .expected("one of the keys variance, var and std beside mean")
          .found(given.isEmpty() ? "none" : String.join(" and ", given))
          .build();
    }
    YamlNode spread = node.get(given.get(0));
    List<Double> mean = node.get("mean").list(YamlNode::number);
    List<Double> values = spread.list(YamlNode::number);
    try {
      return new ObservationStatistics(
          mean,
          values,
          given.get(0).equals("std")
              ? ObservationStatistics.Measure.STD
              : ObservationStatistics.Measure.VARIANCE);
    } catch (IllegalArgumentException e) {
      throw spread
          .error()
          .expected("as many as means, each finite and not negative")
          .found(e.getMessage())
          .cause(e)
          .build();
    }
  }
}

package io.escapement.policy.bundle;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import java.nio.file.Path;
import java.util.Optional;

/** Reads golden vectors, from a bundle or from a file of their own (JSON or YAML). */
public final class GoldenReader {

  private GoldenReader() {}

  /**
   * Reads the vectors that a value holds or names.
   *
   * @param node a mapping with {@code cases}, or a file's path
   * @param files where files come from
   * @return the vectors
   * @throws io.escapement.controller.config.ConfigurationException if they are malformed
   * @throws io.escapement.controller.config.PreflightException if the file is absent
   */
  public static GoldenVectors read(YamlNode node, FileSource files) {
    if (node.isMapping()) {
      return cases(node, Optional.empty());
    }
    return parse(node.readFile(files), node.path());
  }

  /**
   * Reads the vectors of a file.
   *
   * @param file its path
   * @param files where files come from
   * @return the vectors
   * @throws io.escapement.controller.config.ConfigurationException if they are malformed
   * @throws io.escapement.controller.config.PreflightException if the file is absent
   */
  public static GoldenVectors read(Path file, FileSource files) {
    return parse(files.read(file), file);
  }

  private static GoldenVectors parse(byte[] bytes, Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return cases(
        YamlReader.parse(bytes, Origin.display(absolute), absolute.getParent()),
        Optional.of(absolute));
  }

  /** Other keys than these are for people. */
  private static GoldenVectors cases(YamlNode node, Optional<Path> file) {
    return new GoldenVectors(
        file,
        node.optional("tolerance").map(YamlNode::positive).orElse(GoldenVectors.DEFAULT_TOLERANCE),
        node.get("cases")
            .list(
                one ->
                    new GoldenVectors.Case(
                        one.get("observation").list(YamlNode::number),
                        one.get("action").list(YamlNode::number))));
  }
}

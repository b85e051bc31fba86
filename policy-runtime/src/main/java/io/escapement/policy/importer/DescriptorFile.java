package io.escapement.policy.importer;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.onnx.OnnxSummary;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of which it is not known which tool wrote it, read once for all importers to look at.
 *
 * @param path absolute path of an existing file
 * @param onnx what it says as a model, empty if it is none by its name
 * @param yaml its root as YAML or JSON, empty if it is a model or no such file
 */
public record DescriptorFile(Path path, Optional<OnnxSummary> onnx, Optional<YamlNode> yaml) {

  private static final int LARGEST_TEXT = 8 << 20;

  /**
   * Reads a file.
   *
   * @param path absolute path of an existing file
   * @param files where files come from
   * @return what can be seen of it
   */
  public static DescriptorFile read(Path path, FileSource files) {
    byte[] bytes = files.read(path);
    if (ImportRequest.isModel(path)) {
      return new DescriptorFile(path, Optional.of(OnnxSummary.read(bytes)), Optional.empty());
    }
    return new DescriptorFile(path, Optional.empty(), yaml(bytes, path));
  }

  private static Optional<YamlNode> yaml(byte[] bytes, Path path) {
    if (bytes.length > LARGEST_TEXT) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          YamlReader.parse(
              bytes, Origin.display(path), path.toAbsolutePath().normalize().getParent()));
    } catch (ConfigurationException neitherYamlNorJson) {
      return Optional.empty();
    }
  }

  /**
   * The file's name without its folder.
   *
   * @return such as {@code deploy.yaml}
   */
  public String fileName() {
    return String.valueOf(path.getFileName());
  }

  /**
   * Whether the file is a mapping with all of some keys at its root.
   *
   * @param keys the keys, taken literally
   * @return true if all are there
   */
  public boolean hasKeys(String... keys) {
    if (yaml.isEmpty() || !yaml.get().isMapping()) {
      return false;
    }
    for (String key : keys) {
      if (yaml.get().find(key).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the file is a model with all of some entries in its metadata.
   *
   * @param keys the entries
   * @return true if all are there
   */
  public boolean hasMetadata(String... keys) {
    if (onnx.isEmpty()) {
      return false;
    }
    for (String key : keys) {
      if (!onnx.get().metadata().containsKey(key)) {
        return false;
      }
    }
    return true;
  }
}

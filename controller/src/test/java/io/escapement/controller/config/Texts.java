package io.escapement.controller.config;

import java.nio.file.Path;

/** YAML texts as trees, for tests. */
final class Texts {
  private Texts() {}

  static YamlNode yaml(String text) {
    return YamlReader.parse(text, "test.yaml", Path.of("/base"));
  }
}

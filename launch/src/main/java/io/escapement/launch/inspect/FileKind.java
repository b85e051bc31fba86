package io.escapement.launch.inspect;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.Importers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What can be inspected, and how it is recognised. */
enum FileKind {
  /** A directory that a run left. */
  RUN_DIRECTORY,
  /** An ONNX file. */
  MODEL,
  /** A policy bundle. */
  POLICY,
  /** A run's configuration. */
  RUN,
  /** A robot model. */
  ROBOT,
  /** Another tool's descriptor. */
  DESCRIPTOR;

  private static final String SUPPORTED =
      "a policy.yaml, a run.yaml, a robot.yaml, an ONNX model (.onnx), another tool's descriptor or a"
          + " run directory";

  /**
   * Recognises a file by its name, or a YAML file by its keys.
   *
   * @throws PreflightException if it is none of what is supported
   */
  static FileKind of(Path file, ConfigurationLoader loader) {
    if (Files.isDirectory(file)) {
      return isExport(file, loader) ? DESCRIPTOR : RUN_DIRECTORY;
    }
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".onnx")) {
      return MODEL;
    }
    if (Files.exists(file) && isForeign(file, loader)) {
      return DESCRIPTOR;
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return of(file, loader.load(file));
    }
    throw unsupported(file, Files.exists(file) ? "another file" : "nothing of this name", "");
  }

  /**
   * A folder that a tool exported: one of its YAML files is recognised, and there is no journal.
   */
  private static boolean isExport(Path directory, ConfigurationLoader loader) {
    if (Files.exists(directory.resolve("journal"))) {
      return false;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .anyMatch(file -> isForeign(file, loader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isForeign(Path file, ConfigurationLoader loader) {
    return !Importers.onClassPath()
        .recognising(DescriptorFile.read(file.toAbsolutePath().normalize(), loader.files()))
        .isEmpty();
  }

  private static FileKind of(Path file, YamlNode root) {
    if (!root.isMapping()) {
      throw unsupported(file, "a YAML file without keys", "");
    }
    if (root.has("actions") && (root.has("observations") || root.has("form"))) {
      return POLICY;
    }
    if (root.has("drivers") || root.has("loop")) {
      return RUN;
    }
    if (root.has("robot") && root.has("model")) {
      return ROBOT;
    }
    throw unsupported(file, "a YAML file with the keys " + String.join(", ", root.keys()), "");
  }

  private static PreflightException unsupported(Path file, String found, String remedy) {
    return PreflightException.at(file)
        .summary("this cannot be inspected")
        .expected(SUPPORTED)
        .found(found)
        .remedy(remedy)
        .build();
  }
}

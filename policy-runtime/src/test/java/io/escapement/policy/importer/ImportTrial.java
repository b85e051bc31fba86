package io.escapement.policy.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlReader;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.bundle.BundleWriter;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Imports from a folder of a test's own, with answers as a run would give them. */
public final class ImportTrial {

  private final Path folder;
  private final Importer importer;
  private Optional<RobotModel> robot = Optional.empty();

  /**
   * Begins a trial.
   *
   * @param folder where files are written
   * @param tool name of the importer, found as a run finds it
   */
  public ImportTrial(Path folder, String tool) {
    this.folder = folder;
    this.importer = Importers.onClassPath().named(tool, place("run.yaml", "a: 1"));
  }

  private Place place(String file, String yaml) {
    return Place.of(YamlReader.parse(yaml, file, folder));
  }

  /** Writes a file. */
  public Path write(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file. */
  public Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Imports for a robot from now on. */
  public ImportTrial on(RobotModel known) {
    robot = Optional.of(known);
    return this;
  }

  /** Imports some files of the folder, with answers as YAML. */
  public Imported read(String answers, Path... files) {
    ImportRequest request =
        ImportRequest.of(place("run.yaml", "a: 1"), List.of(files), new DiskFiles())
            .with(new Answers(YamlReader.parse(answers, "run.yaml", folder)));
    return importer.read(robot.map(request::on).orElse(request));
  }

  /** Imports what must be complete, and must be the same after it was written and read again. */
  public PolicyBundle complete(String answers, Path... files) {
    Imported imported = read(answers, files);
    assertEquals(List.of(), imported.missing());
    PolicyBundle bundle = imported.bundle().orElseThrow();
    String written = BundleWriter.write(bundle, folder, new DiskFiles());
    PolicyBundle again =
        BundleReader.read(YamlReader.parse(written, "policy.yaml", folder), new DiskFiles());
    assertEquals(
        written, BundleWriter.write(again, folder, new DiskFiles()), "written, read and written");
    assertEquals(bundle.observations(), again.observations(), written);
    assertEquals(bundle.actions(), again.actions(), written);
    assertEquals(bundle.tensors(), again.tensors(), written);
    return bundle;
  }

  /** Names of what is missing. */
  public List<String> missing(String answers, Path... files) {
    return read(answers, files).missing().stream().map(Missing::key).toList();
  }

  /** Demands a refusal that says all of some words. */
  public void refuses(String answers, List<String> words, Path... files) {
    RuntimeException refused = assertThrows(RuntimeException.class, () -> read(answers, files));
    assertTrue(
        refused instanceof ConfigurationException || refused instanceof PreflightException,
        refused::toString);
    for (String word : words) {
      assertTrue(
          refused.getMessage().contains(word),
          () -> "expected '" + word + "' in: " + refused.getMessage());
    }
  }
}

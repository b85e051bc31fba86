package io.escapement.policy.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.normaliser.NormaliserFamily;
import io.escapement.policy.normaliser.ObservationStatistics.Measure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormaliserReaderTest {

  private static final String BUNDLE =
      """
      model: m.onnx
      sha256: %s
      period: 20ms
      input: obs
      output: actions
      joints: [hip, knee]
      observations: [{term: joint_velocity}]
      actions: {type: joint_effort, scale: 1, offset: 0}
      normaliser:\s"""
          .formatted("ab".repeat(32));

  @TempDir Path folder;
  private final DiskFiles files = new DiskFiles();

  private PolicyBundle bundle(String normaliser) {
    return BundleReader.read(
        YamlReader.parse(BUNDLE + normaliser + "\n", "policy.yaml", folder), files);
  }

  private NormaliserSpec read(String normaliser) {
    return bundle(normaliser).normaliser().orElseThrow();
  }

  private void vecNormalize() throws IOException {
    try (InputStream sample =
        NormaliserReaderTest.class.getResourceAsStream("../normaliser/vec_normalize.pkl")) {
      Files.write(folder.resolve("vec_normalize.pkl"), sample.readAllBytes());
    }
  }

  @Test
  void statisticsStandInTheBundle() {
    NormaliserSpec spec = read("{family: skrl, mean: [0.5, 1], variance: [0.0081, 4]}");
    assertEquals(NormaliserFamily.SKRL, spec.family());
    assertEquals(List.of(0.5, 1.0), spec.statistics().mean());
    assertEquals(Measure.VARIANCE, spec.statistics().measure());
    assertEquals(1e-8, spec.epsilon());
    assertEquals(5, spec.clip());
    NormaliserSpec own =
        read("{family: rsl_rl, mean: [0.5], std: [0.09], epsilon: 0.001, clip: 3}");
    assertEquals(Measure.STD, own.statistics().measure());
    assertEquals(0.001, own.epsilon());
    assertEquals(3, own.clip());
  }

  @Test
  void statisticsStandInAFileOfTheirOwn() throws IOException {
    Files.writeString(
        folder.resolve("stats.json"), "{\"mean\": [0.5, 1], \"var\": [0.0081, 4], \"clip\": 8}");
    NormaliserSpec spec = read("{family: sb3, file: stats.json}");
    assertEquals(List.of(0.0081, 4.0), spec.statistics().spread());
    assertEquals(8, spec.clip());
    assertEquals(2, read("{family: sb3, file: stats.json, clip: 2}").clip());
    assertTrue(
        files.filesRead().find(folder.resolve("stats.json")).isPresent(),
        "the run knows the file by its content");
  }

  @Test
  void statisticsOfStableBaselinesAreReadFromItsPickle() throws IOException {
    vecNormalize();
    NormaliserSpec spec = read("{family: sb3, file: vec_normalize.pkl}");
    assertEquals(List.of(0.5, -1.25, 3.0), spec.statistics().mean());
    assertEquals(List.of(0.0081, 4.0, 0.25), spec.statistics().spread());
    assertEquals(Measure.VARIANCE, spec.statistics().measure());
    // What training has set there counts, unless the bundle says otherwise.
    assertEquals(1e-6, spec.epsilon());
    assertEquals(7.5, spec.clip());
    assertEquals(10, read("{family: sb3, file: vec_normalize.pkl, clip: 10}").clip());
    assertEquals(0.5 / StrictMath.sqrt(0.0081 + 1e-6), spec.normaliser().apply(0, 1), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{family: rsl_rl, mean: [0.5, -1.0e-7], std: [0.09, 3]}",
        "{family: rl_games, mean: [0.5], variance: [0.0081], epsilon: 0, clip: 100}",
        "{family: sb3, file: vec_normalize.pkl, clip: 9}",
        "{family: sb3, file: vec_normalize.pkl}"
      })
  void whatIsWrittenReadsBackEqual(String normaliser) throws IOException {
    vecNormalize();
    PolicyBundle bundle = bundle(normaliser);
    String written = BundleWriter.write(bundle, folder, files);
    assertEquals(bundle, BundleReader.read(YamlReader.parse(written, "again.yaml", folder), files));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{family: sb3} | neither",
        "{family: sb3, file: x.json, mean: [1]} | both",
        "{family: sb3, mean: [1]} | variance, var and std",
        "{family: sb3, mean: [1], std: [1], variance: [1]} | variance and std",
        "{family: sb3, mean: [1, 2], std: [1]} | 2 means",
        "{family: sb3, mean: [1], std: [-1]} | -1",
        "{family: brax, mean: [1], std: [1]} | rl_games",
        "{family: sb3, mean: [1], std: [1], clip: 0} | clip",
        "{family: sb3, mean: [1], std: [1], epsilon: -1} | epsilon"
      })
  void whatMakesNoSenseIsRefusedByName(String normaliser, String mentions) {
    String message =
        assertThrows(ConfigurationException.class, () -> read(normaliser)).getMessage();
    assertTrue(message.contains(mentions), message);
  }
}

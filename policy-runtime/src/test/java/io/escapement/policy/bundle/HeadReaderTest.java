package io.escapement.policy.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.bundle.ParameterSpec.Mapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {

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
      head:\s"""
          .formatted("ab".repeat(32));

  @TempDir Path folder;

  private PolicyBundle bundle(String head) {
    return BundleReader.read(
        YamlReader.parse(BUNDLE + head + "\n", "policy.yaml", folder), new DiskFiles());
  }

  private HeadSpec read(String head) {
    return bundle(head).head().orElseThrow();
  }

  @Test
  void plainHeadsAreRead() {
    assertEquals(new HeadSpec.Deterministic(), read("{type: deterministic}"));
    assertEquals(new HeadSpec.Tanh(), read("{type: tanh}"));
  }

  @Test
  void aGaussianTakesItsSpreadFromTheBundleOrTheModel() {
    assertEquals(
        new HeadSpec.Gaussian(
            ParameterSpec.plain(new ParameterSpec.Constant(new PerElement(List.of(-0.5, -1.0)))),
            HeadSpec.Scale.LOG_STD,
            false,
            false),
        read("{type: gaussian, log_std: [-0.5, -1]}"));
    HeadSpec.Gaussian own =
        (HeadSpec.Gaussian) read("{type: gaussian, std: {output: sigma}, sample: true}");
    assertEquals(Optional.of("sigma"), own.furtherOutput());
    assertEquals(HeadSpec.Scale.STD, own.scale());
    assertTrue(own.sample());
    assertEquals(2, own.mainSize(2));
  }

  @Test
  void theHeadOfFlashSacIsWritten() {
    HeadSpec flash =
        read("{type: tanh_gaussian, log_std: second_half, mapping: tanh, range: [-10, 2]}");
    assertEquals(
        new HeadSpec.Gaussian(
            new ParameterSpec(new ParameterSpec.SecondHalf(), Mapping.TANH, -10, 2, 0),
            HeadSpec.Scale.LOG_STD,
            true,
            false),
        flash);
    assertEquals(24, flash.mainSize(12));
  }

  @Test
  void aBetaHeadHasAnInterval() {
    HeadSpec.Beta beta =
        (HeadSpec.Beta)
            read(
                "{type: beta, beta: {output: b}, mapping: softplus, offset: 1,"
                    + " bounds: [[-1, 1], [-2, 2]], deterministic: mode}");
    assertEquals(
        new ParameterSpec(new ParameterSpec.OfOutput("b"), Mapping.SOFTPLUS, 0, 0, 1), beta.beta());
    assertEquals(List.of(-1.0, -2.0), beta.bounds().low().values());
    assertEquals(HeadSpec.Centre.MODE, beta.centre());
    HeadSpec.Beta least = (HeadSpec.Beta) read("{type: beta, beta: second_half}");
    assertEquals(new Bounds(PerElement.ZERO, PerElement.ONE), least.bounds());
    assertEquals(HeadSpec.Centre.MEAN, least.centre());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: deterministic}",
        "{type: tanh}",
        "{type: gaussian, log_std: -0.5, sample: true}",
        "{type: gaussian, std: [0.1, 2.5e-7]}",
        "{type: tanh_gaussian, log_std: second_half, mapping: tanh, range: [-10, 2], sample: true}",
        "{type: tanh_gaussian, log_std: {output: 'a \"b\"'}, mapping: clamp, range: [-20, 2]}",
        "{type: tanh_gaussian, std: second_half, mapping: softplus, offset: 0.001}",
        "{type: beta, beta: second_half, mapping: softplus, offset: 1, bounds: [-1, 1]}",
        "{type: beta, beta: {output: b}, bounds: [[-1, 1], [0, 2]], deterministic: mode, sample: true}"
      })
  void whatIsWrittenReadsBackEqual(String head) {
    PolicyBundle bundle = bundle(head);
    String written = BundleWriter.write(bundle, folder, new DiskFiles());
    PolicyBundle again =
        BundleReader.read(YamlReader.parse(written, "again.yaml", folder), new DiskFiles());
    assertEquals(bundle, again);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: gaussian} | neither",
        "{type: gaussian, std: 1, log_std: 0} | both",
        "{type: gaussian, std: 0} | standard deviations > 0",
        "{type: gaussian, std: [1, -1]} | standard deviations > 0",
        "{type: gaussian, log_std: sigma} | {output: tensor}",
        "{type: gaussian, log_std: 0, mapping: clamp} | range",
        "{type: gaussian, log_std: 0, mapping: clamp, range: [2, -2]} | [least, greatest]",
        "{type: gaussian, log_std: 0, range: [-1, 1]} | clamp and tanh",
        "{type: gaussian, log_std: 0, offset: 1} | softplus",
        "{type: tanh, sample: true} | has no key \"sample\"",
        "{type: gaussian, log_std: 0, bounds: [0, 1]} | has no key \"bounds\"",
        "{type: beta, beta: 2} | second_half, or {output: tensor}",
        "{type: beta, beta: second_half, bounds: [1, 1]} | finite and apart",
        "{type: beta, beta: second_half, bounds: [0, .inf]} | finite and apart",
        "{type: beta} | beta",
        "{type: gausian, log_std: 0} | gaussian",
        "{type: beta, beta: second_half, centre: mode} | centre"
      })
  void whatMakesNoSenseIsRefusedByName(String head, String mentions) {
    String message = assertThrows(ConfigurationException.class, () -> read(head)).getMessage();
    assertTrue(message.contains(mentions), message);
    assertTrue(message.contains("policy.yaml:9"), message);
  }
}

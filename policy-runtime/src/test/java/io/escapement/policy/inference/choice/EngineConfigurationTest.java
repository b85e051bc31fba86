package io.escapement.policy.inference.choice;

import static io.escapement.policy.inference.choice.Choosing.configured;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.SchemaCheck;
import io.escapement.policy.inference.CudaSettings;
import io.escapement.policy.inference.EngineSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineConfigurationTest {

  @Test
  void aNameAloneIsShorthand() {
    EngineConfiguration engine = configured("vector");
    assertEquals(EngineSettings.DEFAULT.using("vector"), engine.settings());
    assertEquals("vector", engine.place().orElseThrow().string());
  }

  @Test
  void everyKeyIsRead() {
    String sha256 = "ab".repeat(32);
    EngineConfiguration engine =
        configured(
            "{use: auto, library: lib/ort.so, cuda: {device_id: 1, cuda_graph: false, memory: device,"
                + " options: {arena_extend_strategy: kSameAsRequested, gpu_mem_limit: 1000}}, chosen:"
                + " {"
                + sha256
                + ": vector}}");
    assertAll(
        () ->
            assertEquals(
                new EngineSettings(
                    "auto",
                    Optional.of(Path.of("lib/ort.so").toAbsolutePath()),
                    new CudaSettings(
                        1,
                        false,
                        CudaSettings.Memory.DEVICE,
                        Map.of(
                            "arena_extend_strategy", "kSameAsRequested", "gpu_mem_limit", "1000"))),
                engine.settings()),
        () -> assertEquals(Map.of(sha256, "vector"), engine.chosen()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{library: a.so} | onnxruntime",
        "{provider: cpu} | onnxruntime",
        "{provider: cuda} | cuda",
        "{use: onnxruntime, provider: cuda} | cuda",
        "{use: cuda, provider: cuda} | cuda",
        "{use: auto} | auto"
      })
  void theCudaProviderIsAnEngineOfItsOwn(String yaml, String engine) {
    assertEquals(engine, configured(yaml).settings().use());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{use: vector, provider: cuda}", "{use: auto, provider: cpu}"})
  void aProviderOfAnotherEngineIsAContradiction(String yaml) {
    ConfigurationException e = assertThrows(ConfigurationException.class, () -> configured(yaml));
    assertTrue(e.problem().remedy().startsWith("leave it out"), e::getMessage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[vector]",
        "{uses: vector}",
        "{provider: rocm}",
        "{cuda: {device_id: -1}}",
        "{cuda: {memory: shared}}",
        "{chosen: {abc: vector}}"
      })
  void whatIsNoEngineBlockIsRefused(String yaml) {
    SchemaCheck schema = SchemaCheck.of(EngineConfiguration.SCHEMA);
    assertThrows(
        ConfigurationException.class,
        () -> schema.check(Choosing.yaml("engine: " + yaml).get("engine")));
  }
}

package io.escapement.policy.normaliser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class VecNormalizePickleProperties {

  @Property
  void aSampleWithOneByteChangedIsReadOrRefused(
      @ForAll @IntRange(max = 1588) int at, @ForAll byte value) throws IOException {
    byte[] bytes;
    try (var sample = VecNormalizePickleProperties.class.getResourceAsStream("vec_normalize.pkl")) {
      bytes = sample.readAllBytes();
    }
    bytes[at] = value;
    Path file = Files.createTempFile("changed", ".pkl");
    try {
      Files.write(file, bytes);
      StatisticsFile read =
          StatisticsFile.read(
              YamlReader.parse("file: " + file + "\n", "policy.yaml", file.getParent()).get("file"),
              new DiskFiles());
      assertTrue(read.statistics().size() <= bytes.length);
    } catch (PreflightException refused) {
      assertEquals("file", refused.problems().get(0).key());
    } finally {
      Files.delete(file);
    }
  }
}

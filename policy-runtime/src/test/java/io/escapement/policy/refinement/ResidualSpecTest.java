package io.escapement.policy.refinement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.YamlReader;
import io.escapement.controller.extension.Extensions;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.policy.stage.Workshop;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidualSpecTest {

  private static final String ENTRY = "- {type: residual, policy: policy.yaml, authority: 0.1";

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
    workshop.bundle(
        SeededMlp.model(1, 3, 8, 3),
        """
        period: 4ms
        input: obs
        output: actions
        joints: [hip, knee, ankle]
        observations: [{term: joint_position}]
        actions: {type: residual, scale: 0.1}
        """);
  }

  private List<ResidualSpec> read(String yaml) {
    DiskFiles files = new DiskFiles();
    return ResidualSpec.read(
        YamlReader.read(workshop.write("refine.yaml", yaml), files),
        new ConfigurationLoader(files, Environment.of(Map.of()), folder),
        Extensions.onClassPath(),
        workshop.leg());
  }

  private void refused(String yaml, String words) {
    String message = assertThrows(ConfigurationException.class, () -> read(yaml)).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void eachHasANameOfItsOwn() {
    List<ResidualSpec> two = read(ENTRY + "}\n" + ENTRY + ", name: second, combine: multiply}\n");
    assertEquals(List.of("residual", "second"), two.stream().map(ResidualSpec::name).toList());
    refused(ENTRY + "}\n" + ENTRY + "}\n", "two refinements are named");
    refused(ENTRY + ", name: policy}\n", "the name of the policy that is refined");
  }

  @Test
  void itsAuthorityIsANumberThatIsNotNegative() {
    refused(ENTRY.replace("0.1", "-1") + "}\n", "authority");
    refused(ENTRY.replace("0.1", ".inf") + "}\n", "authority");
    refused(ENTRY.replace("0.1", ".nan") + "}\n", "authority");
  }

  @Test
  void itHasNoKeysOfACommand() {
    for (String key : List.of("offset", "stiffness", "damping")) {
      workshop.write("other.yaml", "extends: policy.yaml\nactions: {" + key + ": 1}\n");
      refused(ENTRY.replace("policy.yaml", "other.yaml") + "}\n", "has no key \"" + key + "\"");
    }
  }
}

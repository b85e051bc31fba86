package io.escapement.policy.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.JointSelection;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.Places;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.onnx.SeededMlp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFrameworkTest {

  @TempDir Path folder;

  private YamlNode run(String yaml) {
    return YamlReader.parse(yaml, "run.yaml", folder);
  }

  private Findings findings(String with) {
    YamlNode node = run("with: " + with);
    ImportRequest request =
        ImportRequest.of(Place.of(node), List.of(), new DiskFiles())
            .with(new Answers(node.get("with")));
    return new Findings(request);
  }

  private static Optional<Long> period(Findings findings) {
    return findings.ask("period", "no file says the time", "20ms", YamlNode::durationNs);
  }

  private PolicyBundle bundle(long periodNs) {
    return PolicyBundle.builder("leg")
        .periodNs(periodNs)
        .joints(new JointSelection.OfActuators(List.of(0)))
        .actions(List.<ActionSpec>of())
        .places(new Places(Place.of(run("a: 1")), Map.of()))
        .build();
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnceAndNothingIsBuilt() {
    Findings findings = findings("{}");
    period(findings);
    findings.ask("stiffness", "the gains", "35", YamlNode::number);
    Imported imported =
        findings.finish(
            () -> {
              throw new AssertionError("built");
            });
    assertEquals(
        List.of("period", "stiffness"), imported.missing().stream().map(Missing::key).toList());
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class, () -> imported.complete(Place.of(run("policy: {}"))));
    assertEquals(2, refused.problems().size());
    assertTrue(refused.getMessage().contains("with: {period: 20ms}"), refused.getMessage());
    assertTrue(refused.getMessage().contains("with: {stiffness: 35}"), refused.getMessage());
  }

  @Test
  void anAnswerIsTakenAndItsPlaceIsReported() {
    Findings findings = findings("{period: 10ms}");
    Optional<Long> periodNs = period(findings);
    Imported imported = findings.finish(() -> bundle(periodNs.orElseThrow()));
    assertEquals(10_000_000, imported.bundle().orElseThrow().periodNs());
    assertEquals("period", imported.inferred().get(0).key());
    assertTrue(
        imported.inferred().get(0).source().contains("with.period"),
        imported.inferred().toString());
  }

  @Test
  void whatTheFilesSayCannotBeSaidAgain() {
    Findings findings = findings("{period: 10ms}");
    findings.inferred("period", "20 ms", "env.yaml:3:1 decimation");
    String message =
        assertThrows(ConfigurationException.class, () -> findings.finish(() -> bundle(1)))
            .getMessage();
    assertTrue(message.contains("the files say \"period\" themselves"), message);
    assertTrue(message.contains("20 ms from env.yaml:3:1 decimation"), message);
  }

  @Test
  void anAnswerToNoQuestionIsRefusedWithTheNearestQuestion() {
    Findings findings = findings("{perod: 10ms}");
    period(findings);
    String message =
        assertThrows(ConfigurationException.class, () -> findings.finish(() -> bundle(1)))
            .getMessage();
    assertTrue(message.contains("does not ask for \"perod\""), message);
    assertTrue(message.contains("did you mean \"period\"?"), message);
  }

  @Test
  void aFileNamesItsToolByWhatItHolds() throws IOException {
    Path unitree = folder.resolve("some.yaml");
    Files.writeString(unitree, "joint_ids_map: [0]\nstep_dt: 0.02\n");
    Place place = Place.of(run("a: 1"));
    Importers importers = Importers.onClassPath();
    assertEquals(
        "unitree", importers.of(DescriptorFile.read(unitree, new DiskFiles()), place).name());
  }

  @Test
  void whereNoToolIsRecognisedAllAreListed() throws IOException {
    Path other = folder.resolve("other.yaml");
    Files.writeString(other, "a: 1\n");
    Place place = Place.of(run("a: 1"));
    String message =
        assertThrows(
                ConfigurationException.class,
                () ->
                    Importers.onClassPath().of(DescriptorFile.read(other, new DiskFiles()), place))
            .getMessage();
    assertTrue(message.contains("not clear which tool wrote"), message);
    assertTrue(message.contains("--from TOOL") && message.contains("unitree"), message);
  }

  @Test
  void aFileThatIsNeitherModelNorYamlIsSeenAsSuch() throws IOException {
    Path odd = folder.resolve("odd.bin");
    Files.write(odd, new byte[] {1, 2, (byte) 0xff});
    DescriptorFile file = DescriptorFile.read(odd, new DiskFiles());
    assertTrue(file.onnx().isEmpty() && file.yaml().isEmpty());
    assertFalse(file.hasKeys("a"));
    Path model = folder.resolve("policy.onnx");
    Files.write(model, SeededMlp.model(1, 4, 4, 2));
    assertEquals(
        List.of("obs"), DescriptorFile.read(model, new DiskFiles()).onnx().get().inputNames());
  }
}

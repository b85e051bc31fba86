package io.escapement.policy.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleReaderTest {

  private static final String SHA = "ab".repeat(32);

  private static final String WHOLE =
      """
      name: leg-1
      model: models/m.onnx
      sha256: %s
      period: 0.02
      input: obs
      output: actions
      joints: [hip, ".*_knee"]
      default_pose: {hip: 0.1, ".*_knee": -0.2}
      commands: {velocity: {vx: [-0.5, 1], vy: [-0.3, 0.3], wz: [-0.2, 0.2]}}
      observations:
        - term: joint_position
          joints: {actuators: [1, 0]}
          scale: [2, 3]
          offset: 0.5
          raw_clip: [-10, .inf]
          clip: [[-1, 1], [-2, 2]]
          history: {length: 3, order: newest_first, stacking: by_time}
        - {term: phase_clock, frequency_hz: 1.5}
      actions:
        - {type: joint_position, joints: [hip], scale: 0.25, offset: default_pose,
           clip: [-1, 1], stiffness: 20, damping: [0.5]}
        - {type: joint_effort, joints: [left_knee], scale: 10, offset: 0, raw_clip: [-1, 1]}
      unnamed: passive
      golden: {tolerance: 1e-4, cases: [{observation: [0, 1], action: [2.5]}]}
      """
          .formatted(SHA);

  private static final String LEAST =
      """
      model: m.onnx
      sha256: %s
      period: 20ms
      input: obs
      output: actions
      joints: [hip]
      observations: [{term: joint_velocity}]
      actions: {type: joint_effort, scale: 1, offset: 0}
      """
          .formatted(SHA);

  @TempDir Path folder;

  private PolicyBundle read(String yaml) {
    return BundleReader.read(YamlReader.parse(yaml, "policy.yaml", folder), new DiskFiles());
  }

  private String refusal(String yaml) {
    return assertThrows(ConfigurationException.class, () -> read(yaml)).getMessage();
  }

  @Test
  void everyKeyIsRead() {
    PolicyBundle bundle = read(WHOLE);
    assertEquals("leg-1", bundle.name());
    assertEquals(folder.resolve("models/m.onnx"), bundle.model().orElseThrow().path());
    assertEquals(Optional.of(SHA), bundle.model().orElseThrow().sha256());
    assertEquals(20_000_000, bundle.periodNs());
    assertEquals(new JointSelection.Named(List.of("hip", ".*_knee")), bundle.joints());
    assertEquals(OptionalInt.empty(), bundle.joints().count());
    assertEquals(new DefaultPose.Named(Map.of("hip", 0.1, ".*_knee", -0.2)), bundle.defaultPose());
    assertEquals(
        List.of(-0.5, -0.3, -0.2), bundle.velocityRange().orElseThrow().bounds().low().values());
    ObservationSpec position = bundle.observations().get(0);
    assertEquals(Optional.of(new JointSelection.OfActuators(List.of(1, 0))), position.joints());
    assertEquals(List.of(2.0, 3.0), position.conditioning().scale().values());
    assertEquals(PerElement.of(0.5), position.conditioning().offset());
    assertEquals(
        new Bounds(PerElement.of(-10), PerElement.of(Double.POSITIVE_INFINITY)),
        position.conditioning().rawClip());
    assertEquals(List.of(-1.0, -2.0), position.conditioning().clip().low().values());
    assertEquals(
        new History(3, History.Order.NEWEST_FIRST, History.Stacking.BY_TIME), position.history());
    assertEquals(Map.of("frequency_hz", "1.5"), bundle.observations().get(1).parameters());
    ActionSpec hip = bundle.actions().get(0);
    assertEquals(ActionSpec.Type.JOINT_POSITION, hip.type());
    assertEquals(Optional.empty(), hip.offset());
    assertEquals(PerElement.of(20), hip.stiffness());
    ActionSpec knee = bundle.actions().get(1);
    assertEquals(ActionSpec.Type.JOINT_EFFORT, knee.type());
    assertEquals(PerElement.ZERO, knee.damping());
    assertTrue(bundle.unnamedPassive());
    assertEquals(1e-4, bundle.golden().orElseThrow().tolerance());
  }

  @Test
  void aChunkSaysHowItsActionsAreExecuted() {
    ChunkSpec least = read(LEAST + "chunk: {length: 16, step: 5ms}\n").chunk().orElseThrow();
    assertEquals(ChunkSpec.of(16, 5_000_000), least);
    ChunkSpec whole =
        read(LEAST
                + "chunk: {length: 16, step: 5ms, first: 1, execute: 4, merge: temporal_ensemble,"
                + " decay: 0.1, schedule: exponential, dry: hold, dry_after: 0.1}\n")
            .chunk()
            .orElseThrow();
    assertEquals(
        new ChunkSpec(
            16,
            5_000_000,
            1,
            ChunkSpec.Merge.TEMPORAL_ENSEMBLE,
            0.1,
            PrefixSchedule.EXPONENTIAL,
            Optional.empty(),
            ChunkSpec.Dry.HOLD,
            100_000_000),
        whole);
  }

  @Test
  void aChunkThatDoesNotGoWithThePeriodIsRefused() {
    String tooShort = refusal(LEAST + "chunk: {length: 4, step: 5ms, first: 1}\n");
    assertTrue(tooShort.contains("at least 5"), tooShort);
    String uneven = refusal(LEAST + "chunk: {length: 4, step: 7ms}\n");
    assertTrue(uneven.contains("chunk.step"), uneven);
    String other = refusal(LEAST + "chunk: {length: 9, step: 5ms, execute: 8}\n");
    assertTrue(other.contains("expected 4"), other);
    String critic = refusal(LEAST + "chunk: {length: 9, step: 5ms, critic: q}\n");
    assertTrue(critic.contains("a period of one step"), critic);
  }

  @Test
  void aVelocityIsCommandedWithDampingAndWithoutStiffness() {
    String wheel =
        LEAST.replaceAll("actions:.*\n", "actions: {type: joint_velocity, scale: 5, offset: 0}\n");
    assertTrue(refusal(wheel).contains("actions.damping"), refusal(wheel));
    String damped = wheel.replace("offset: 0}", "offset: 0, damping: 0.5}");
    assertEquals(ActionSpec.Type.JOINT_VELOCITY, read(damped).actions().get(0).type());
    String held = damped.replace("damping: 0.5}", "damping: 0.5, stiffness: 20}");
    assertTrue(refusal(held).contains("not held at a position"), refusal(held));
  }

  @Test
  void executionBesideTheLoopIsDescribed() {
    String chunk = LEAST + "chunk: {length: 16, step: 20ms}\n";
    assertEquals(Optional.empty(), read(chunk + "execution: {mode: inline}\n").execution());
    assertEquals(
        new ExecutionSpec(OptionalLong.empty(), 1_000_000_000, 10, 1, Optional.empty()),
        read(chunk + "execution: {mode: asynchronous}\n").execution().orElseThrow());
    assertEquals(
        new ExecutionSpec(
            OptionalLong.of(60_000_000),
            500_000_000,
            5,
            0.9,
            Optional.of(new ExecutionSpec.Injection(0, 300_000_000, 0.1, 7))),
        read(chunk
                + "execution: {mode: asynchronous, delay: 60ms, timeout: 0.5, estimate: {window: 5,"
                + " quantile: 0.9}, inject: {delay: [0ms, 300ms], drop: 0.1, seed: 7}}\n")
            .execution()
            .orElseThrow());
    String alone = refusal(LEAST + "execution: {mode: asynchronous}\n");
    assertTrue(alone.contains("chunk: {length: 1"), alone);
  }

  @Test
  void chunkAndExecutionAreWrittenAsTheyWereRead() {
    for (String more :
        List.of(
            "chunk: {length: 3, step: 20ms, critic: \"q/1\", merge: blend, dry_after: 7ms}\n",
            "chunk: {length: 3, step: 10ms}\n"
                + "execution: {mode: asynchronous, delay: 1ms, inject: {drop: 0.5}}\n",
            "chunk: {length: 3, step: 10ms}\nexecution: {mode: asynchronous}\n",
            "chunk: {length: 3, step: 10ms}\nsampler: {type: ddim, steps: 8, clip: 2, model: d.onnx,"
                + " output: e, inputs: {time: k}, sha256: "
                + SHA
                + "}\n",
            "chunk: {length: 3, step: 10ms}\nexecution: {mode: asynchronous}\n"
                + "sampler: {type: flow, steps: 8, direction: up, guidance: {cap: 5, schedule:"
                + " exponential}, model: d.onnx, sha256: "
                + SHA
                + "}\n")) {
      PolicyBundle bundle = read(LEAST + more);
      assertEquals(bundle, read(BundleWriter.write(bundle, folder, new DiskFiles())));
    }
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    PolicyBundle bundle = read(LEAST);
    assertEquals("m", bundle.name());
    assertEquals(PolicyBundle.FEEDFORWARD, bundle.form());
    assertEquals(new DefaultPose.OfRobot(), bundle.defaultPose());
    assertEquals(Optional.empty(), bundle.velocityRange());
    assertEquals(ObservationSpec.of("joint_velocity"), bundle.observations().get(0));
    assertEquals(Optional.empty(), bundle.golden());
  }

  @Test
  void whatIsWrittenReadsBackAsTheSameBundle() {
    for (String yaml : List.of(WHOLE, LEAST)) {
      PolicyBundle bundle = read(yaml);
      String written = BundleWriter.write(bundle, folder.resolve("elsewhere"), new DiskFiles());
      PolicyBundle again =
          BundleReader.read(
              YamlReader.parse(written, "written.yaml", folder.resolve("elsewhere")),
              new DiskFiles());
      assertEquals(bundle, again, written);
    }
  }

  @Test
  void aHashThatYamlTakesForANumberIsReadAsItIsWritten() {
    for (String hash : List.of("0".repeat(64), "1".repeat(64), "1e" + "2".repeat(62))) {
      assertEquals(
          Optional.of(hash), read(LEAST.replace(SHA, hash)).model().orElseThrow().sha256());
    }
    String number = refusal(LEAST.replace(SHA, "12"));
    assertTrue(number.contains("policy.yaml:2:9: sha256: expected the SHA-256"), number);
  }

  @Test
  void aKeyThatIsMissingIsNamed() {
    for (String key : List.of("model", "sha256", "period", "input", "output", "joints")) {
      String message = refusal(LEAST.replaceFirst("(?m)^" + key + ":.*\n", ""));
      assertTrue(message.contains("policy.yaml") && message.contains(key), message);
    }
  }

  @Test
  void gainsOfPositionTargetsAreNeverGuessed() {
    String message =
        refusal(
            LEAST.replace(
                "{type: joint_effort, scale: 1, offset: 0}",
                "{type: joint_position, scale: 1, offset: default_pose, damping: 1}"));
    assertTrue(message.contains("policy.yaml:8:10: actions.stiffness"), message);
  }

  @Test
  void unknownKeysAndWrongTypesHaveLineAndColumn() {
    String unknown = refusal(LEAST + "periode: 10ms\n");
    assertTrue(unknown.contains("policy.yaml:9:1") && unknown.contains("period"), unknown);
    String type = refusal(LEAST.replace("period: 20ms", "period: [1]"));
    assertTrue(type.contains("policy.yaml:3:9: period: expected a duration"), type);
    String hash = refusal(LEAST.replace(SHA, "abc"));
    assertTrue(hash.contains("64 hexadecimal digits"), hash);
    String clip = refusal(LEAST.replace("{term: joint_velocity}", "{term: a, clip: [2, 1]}"));
    assertTrue(clip.contains("[least, greatest]"), clip);
    String history =
        refusal(LEAST.replace("{term: joint_velocity}", "{term: a, history: {length: 2}}"));
    assertTrue(history.contains("order") && history.contains("stacking"), history);
    String pose = refusal(LEAST.replace("offset: 0", "offset: default_pose"));
    assertTrue(pose.contains("write 0 for no offset"), pose);
  }

  @Test
  void severalMistakesAreReportedAtOnce() {
    String message = refusal(LEAST.replace("input: obs\n", "").replace("[hip]", "7"));
    assertTrue(message.contains("input") && message.contains("joints"), message);
  }

  @Test
  void goldenVectorsMayStandInAFile() throws IOException {
    Files.writeString(
        folder.resolve("golden.json"),
        "{\"input\":\"obs\",\"cases\":[{\"observation\":[1, 2],\"action\":[4.2E-4]}]}");
    GoldenVectors golden = read(LEAST + "golden: golden.json\n").golden().orElseThrow();
    assertEquals(Optional.of(folder.resolve("golden.json")), golden.file());
    assertEquals(1e-5, golden.tolerance());
    assertEquals(List.of(4.2e-4), golden.cases().get(0).action());
    assertThrows(PreflightException.class, () -> read(LEAST + "golden: gone.json\n"));
  }

  @Test
  void placesOfPartsFallBackToWhatIsAroundThem() {
    Places places = read(WHOLE).places();
    assertEquals(11, places.of("observations[0]").origin().line());
    assertEquals(13, places.of("observations[0].scale").origin().line());
    assertEquals(11, places.of("observations[0].nothing").origin().line());
    assertEquals(1, places.of("nothing").origin().line());
  }

  @Test
  void theExampleOfTheManualIsABundle() throws IOException {
    Path project = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(project.resolve("docs"))) {
      project = project.getParent();
    }
    String manual = Files.readString(project.resolve("docs").resolve("policies.md"));
    String example =
        Stream.of(manual.split("```(yaml)?\n"))
            .filter(block -> block.startsWith("name: "))
            .findFirst()
            .orElseThrow();
    Files.writeString(
        folder.resolve("golden.json"), "{\"cases\": [{\"observation\": [0], \"action\": [0]}]}");
    assertEquals("trot", read(example).name());
  }
}

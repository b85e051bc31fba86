package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.policy.onnx.SeededPlayground;
import io.escapement.policy.onnx.SeededStableBaselines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

  private static final String DEPLOY =
      """
      joint_ids_map: [1, 0]
      step_dt: 0.02
      stiffness: [10.0, 20.0]
      damping: [1.0, 2.0]
      default_joint_pos: [0.1, 0.2]
      commands: {}
      actions:
        JointPositionAction:
          clip: null
          joint_names: [.*]
          scale: [0.25, 0.5]
          offset: [0.1, 0.2]
          joint_ids: null
      observations:
        joint_pos_rel: {params: {}, clip: null, scale: null, history_length: 1}
        joint_vel_rel: {params: {}, clip: null, scale: null, history_length: 1}
      """;

  private static final String ROBOT =
      """
      <mujoco model="leg"><worldbody><body><joint name="hip"/><geom size="1"/>
        <body><joint name="knee"/><geom size="1"/></body></body></worldbody>
        <actuator><motor name="m0" joint="hip"/><motor name="m1" joint="knee"/></actuator>
      </mujoco>
      """;

  private static final List<String> TOLD =
      List.of(
          "period=20ms",
          "joints=[hip, knee]",
          "default_pose=robot",
          "observations=[joint_position, joint_velocity]",
          "scale=0.5",
          "stiffness=35",
          "damping=1");

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("deploy.yaml"), DEPLOY);
    Files.write(folder.resolve("policy.onnx"), SeededMlp.model(1, 4, 8, 2));
    Files.write(folder.resolve("brax.onnx"), SeededPlayground.model(1, 4, 2));
    Files.writeString(folder.resolve("leg.xml"), ROBOT);
    Files.writeString(folder.resolve("robot.yaml"), "robot: leg\nmodel: leg.xml\n");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private CommandLineResult imports(String first, String... more) {
    List<String> words = new ArrayList<>(List.of("import", file(first), "-o", file("out.yaml")));
    words.addAll(List.of(more));
    return CommandLineResult.of(words.toArray(String[]::new)).hasNoStackTrace();
  }

  private static String[] told(String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    TOLD.forEach(setting -> words.addAll(List.of("--set", setting)));
    return words.toArray(String[]::new);
  }

  private String written() {
    try {
      return Files.readString(folder.resolve("out.yaml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itSaysWhatItTookFromWhere() {
    CommandLineResult result = imports("deploy.yaml", "--model", file("policy.onnx")).exits(0);
    assertTrue(result.out().contains("unitree"), result.out());
    assertTrue(result.out().contains("deploy.yaml:2:"), result.out());
    assertTrue(result.out().contains("wrote "), result.out());
  }

  @Test
  void withoutARobotNumbersStayNumbersAndThatIsSaid() {
    CommandLineResult result = imports("deploy.yaml", "--model", file("policy.onnx")).exits(0);
    assertTrue(written().contains("{actuators: [1, 0]}"), written());
    assertTrue(result.out().contains("no robot was given"), result.out());
  }

  @Test
  void aRobotGivesThemNames() {
    imports("deploy.yaml", "--model", file("policy.onnx"), "--robot", file("robot.yaml")).exits(0);
    assertTrue(written().contains("joints: [\"knee\", \"hip\"]"), written());
  }

  @Test
  void pathsAreRelativeSoThatTheFolderCanMove() {
    imports("deploy.yaml", "--model", file("policy.onnx")).exits(0);
    assertTrue(written().contains("model: \"policy.onnx\""), written());
  }

  @Test
  void whatIsMissingIsNamedWithHowToSayItAndNothingIsWritten() {
    CommandLineResult result =
        imports("brax.onnx", "--set", "period=20ms", "--set", "scale=0.5")
            .exits(1)
            .says(
                "5 things",
                "joints: ",
                "--set 'joints=",
                "default_pose: ",
                "observations: ",
                "stiffness: ",
                "--set 'damping=");
    assertFalse(Files.exists(folder.resolve("out.yaml")));
    assertFalse(result.err().contains("period: "), result.err());
  }

  @Test
  void aProgramGetsOneObjectInEitherCase() {
    JsonNode missing = imports("brax.onnx", "--json").exits(1).json();
    assertEquals("playground", missing.get("tool").textValue());
    assertTrue(missing.get("output").isNull());
    assertEquals("period", missing.at("/missing/0/key").textValue());
    assertEquals("--set 'period=20ms'", missing.at("/missing/0/option").textValue());

    JsonNode done = imports("brax.onnx", told("--json")).exits(0).json();
    assertTrue(done.get("missing").isEmpty());
    assertTrue(done.get("output").textValue().endsWith("out.yaml"));
    assertTrue(done.at("/inferred/0/source").isTextual());
  }

  @Test
  void whatWasSaidIsWrittenAndCanBeInspected() {
    imports("brax.onnx", told("--robot", file("robot.yaml"))).exits(0);
    JsonNode policy =
        CommandLineResult.of("inspect", file("out.yaml"), "--robot", file("robot.yaml"), "--json")
            .exits(0)
            .json();
    assertEquals(4, policy.get("observation_size").intValue());
    assertEquals("hip", policy.at("/action/0/joint").textValue());
  }

  @Test
  void anEditedFileIsNotReplacedUnlessForced() throws IOException {
    Files.writeString(folder.resolve("out.yaml"), "mine");
    imports("deploy.yaml", "--model", file("policy.onnx")).exits(2).says("out.yaml", "--force");
    assertEquals("mine", written());
    imports("deploy.yaml", "--model", file("policy.onnx"), "--force").exits(0);
    assertTrue(written().startsWith("# Imported from unitree: deploy.yaml"), written());
    try (var files = Files.list(folder)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
    }
  }

  @Test
  void aModelOfAnotherSizeIsRefusedWithTheTableOfTerms() throws IOException {
    Files.write(folder.resolve("policy.onnx"), SeededMlp.model(1, 5, 8, 2));
    imports("deploy.yaml", "--model", file("policy.onnx"))
        .exits(1)
        .says("4 elements", "joint_position", "5 elements");
    assertFalse(Files.exists(folder.resolve("out.yaml")));
  }

  @Test
  void aRobotThatLacksAJointIsRefused() {
    imports("brax.onnx", told("--robot", file("robot.yaml"), "--set", "name=x")).exits(0);
    String[] words = told("--robot", file("robot.yaml"), "--force");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace("[hip, knee]", "[hip, ankle]");
    }
    imports("brax.onnx", words).exits(1).says("ankle");
  }

  @Test
  void whatIsNoDescriptorIsAskedForItsTool() throws IOException {
    Files.writeString(folder.resolve("some.yaml"), "a: 1\n");
    imports("some.yaml").exits(2).says("some.yaml", "--from", "rl_sar", "unitree");
    imports("deploy.yaml", "--from", "unitre").exits(2).says("--from", "unitree");
    imports("nothing.yaml").exits(1).says("nothing.yaml", "does not exist");
  }

  @Test
  void wrongWordsAreRefused() {
    imports("brax.onnx", "--set", "period").exits(2).says("--set", "key=value");
    imports("brax.onnx", "--set", "period=20ms", "--set", "period=10ms").exits(2).says("twice");
    imports("brax.onnx", told("--set", "stifness=3")).exits(2).says("stifness", "stiffness");
    CommandLineResult.of("import", file("brax.onnx")).exits(2).says("--output");
  }

  @Test
  void statisticsThatLieBesideTheModelAreNamedRelativeToThePolicy() throws IOException {
    Files.write(folder.resolve("ppo.onnx"), SeededStableBaselines.ppo(1, 4, 2));
    Files.writeString(
        folder.resolve("vec_normalize.json"), "{\"mean\": [0, 0, 0, 0], \"var\": [1, 1, 1, 1]}");
    imports(
            "vec_normalize.json",
            told("--from", "sb3", "--model", file("ppo.onnx"), "--set", "action_range=[-1, 1]"))
        .exits(0);
    assertTrue(written().contains("file: \"vec_normalize.json\""), written());
  }

  @Test
  void aFolderThatAToolExportedCanBeInspected() throws IOException {
    Path exported = Files.createDirectories(folder.resolve("exported"));
    Files.writeString(exported.resolve("deploy.yaml"), DEPLOY);
    JsonNode policy =
        CommandLineResult.of(
                "inspect", exported.toString(), "--model", file("policy.onnx"), "--json")
            .exits(0)
            .json();
    assertEquals("policy", policy.get("kind").textValue());
  }

  @Test
  void aFolderMeansTheOnlyYamlInIt() throws IOException {
    Path exported = Files.createDirectories(folder.resolve("exported"));
    Files.writeString(exported.resolve("deploy.yaml"), DEPLOY);
    imports("exported", "--model", file("policy.onnx")).exits(0);
    Files.writeString(exported.resolve("other.yaml"), DEPLOY);
    imports("exported", "--model", file("policy.onnx"), "--force")
        .exits(2)
        .says("deploy.yaml, other.yaml");
  }
}

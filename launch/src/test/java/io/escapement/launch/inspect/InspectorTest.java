package io.escapement.launch.inspect;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Sha256;
import io.escapement.policy.onnx.SeededGru;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.policy.onnx.SeededPlayground;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {

  private static final String DEPLOY =
      """
      joint_ids_map: [2, 0, 1]
      step_dt: 0.02
      stiffness: [10.0, 20.0, 30.0]
      damping: [1.0, 2.0, 3.0]
      default_joint_pos: [0.1, 0.2, 0.3]
      commands: {}
      actions:
        JointPositionAction:
          clip: null
          joint_names: [.*]
          scale: [0.25, 0.5, 0.5]
          offset: [0.1, 0.2, 0.3]
          joint_ids: null
      observations:
        joint_pos_rel: {params: {}, clip: null, scale: null, history_length: 1}
        joint_vel_rel: {params: {}, clip: null, scale: null, history_length: 1}
      """;

  @TempDir Path folder;
  private LegFolder leg;

  @BeforeEach
  void writeFiles() {
    leg = new LegFolder(folder);
  }

  private Inspected inspected(String name) {
    return new Inspector().inspect(leg.file(name), Optional.empty());
  }

  private static JsonNode json(Inspected inspected) {
    return new ObjectMapper().valueToTree(inspected);
  }

  private static List<String> column(JsonNode list, String key) {
    List<String> values = new ArrayList<>();
    list.forEach(item -> values.add(item.get(key).asText()));
    return values;
  }

  @Test
  void modelShowsTensorsAndSize() {
    Inspected model = inspected("policy.onnx");
    JsonNode json = json(model);
    int parameters = 20 * 8 + 8 + 8 * 3 + 3;
    assertAll(
        () -> assertEquals("model", json.get("kind").asText()),
        () -> assertEquals("obs", json.at("/inputs/0/name").asText()),
        () -> assertEquals("float32", json.at("/inputs/0/type").asText()),
        () -> assertEquals("[1,20]", json.at("/inputs/0/shape").toString()),
        () -> assertEquals("[1,3]", json.at("/outputs/0/shape").toString()),
        () -> assertEquals(parameters, json.get("parameters").asInt()),
        () -> assertEquals(3, json.get("operators").asInt()),
        () -> assertEquals(64, json.get("sha256").asText().length()),
        () -> assertTrue(model.text().contains("obs float32[1, 20]"), model.text()));
  }

  @Test
  void policyShowsWhereEachTermLiesWithoutARobot() {
    JsonNode json = json(inspected("policy.yaml"));
    JsonNode terms = json.get("observation");
    assertAll(
        () -> assertEquals("policy", json.get("kind").asText()),
        () -> assertEquals(LegFolder.OBSERVATION, json.get("observation_size").asInt()),
        () ->
            assertEquals(
                List.of(
                    "joint_position",
                    "joint_velocity",
                    "previous_action",
                    "velocity_command",
                    "phase_clock"),
                column(terms, "term")),
        () -> assertEquals(List.of("0", "3", "12", "15", "18"), column(terms, "offset")),
        () -> assertEquals(List.of("3", "3", "3", "3", "2"), column(terms, "size")),
        () -> assertEquals(3, terms.get(1).get("frames").asInt()),
        () -> assertEquals("oldest_first", terms.get(1).get("order").asText()),
        () -> assertEquals("[2.0,2.0,0.25]", terms.get(3).get("scale").toString()),
        () -> assertEquals("[[-5.0,5.0]]", terms.get(0).get("clip").toString()),
        () -> assertEquals("1.5", terms.at("/4/parameters/frequency_hz").asText()),
        () -> assertEquals(List.of("knee", "hip", "ankle"), column(json.get("action"), "joint")),
        () -> assertEquals(50, json.get("rate_hz").asDouble()),
        () -> assertEquals("[-0.5,0.5]", json.at("/velocity_range/1").toString()),
        () -> assertTrue(json.at("/action/0/robot").isNull()));
  }

  @Test
  void termsThatAreStackedByTimeLieFrameByFrame() {
    String byTime = "{length: 2, order: newest_first, stacking: by_time}";
    byte[] model = SeededMlp.model(7, 21, 8, 3);
    leg.write("stacked.onnx", model);
    leg.write(
        "stacked.yaml",
        """
        model: stacked.onnx
        sha256: %s
        period: 20ms
        input: obs
        output: actions
        joints: [hip, knee, ankle]
        observations:
          - {term: joint_position, history: %s}
          - {term: joint_velocity, history: %s}
          - {term: previous_action, history: %s}
          - {term: velocity_command}
        actions: {type: joint_effort, scale: 1, offset: 0}
        """
            .formatted(Sha256.of(model), byTime, byTime, byTime));
    Inspected policy = inspected("stacked.yaml");
    JsonNode terms = json(policy).get("observation");
    assertEquals(List.of("0", "3", "6", "18"), column(terms, "offset"));
    assertEquals(List.of("9", "9", "9", "3"), column(terms, "stride"));
    assertTrue(policy.text().contains("3-5 every 9"), policy.text());
  }

  @Test
  void policyStandsBesideTheRobotWhenOneIsGiven() {
    Inspected policy =
        new Inspector().inspect(leg.file("policy.yaml"), Optional.of(leg.file("robot.yaml")));
    JsonNode knee = json(policy).at("/action/0");
    assertAll(
        () -> assertEquals("knee", knee.get("joint").asText()),
        () -> assertEquals(0.2, knee.get("offset").asDouble()),
        () -> assertEquals(30, knee.get("stiffness").asDouble()),
        () -> assertEquals(1, knee.at("/robot/joint_index").asInt()),
        () -> assertEquals("[-2.0,2.0]", knee.at("/robot/position").toString()),
        () -> assertEquals(10, knee.at("/robot/stiffness").asDouble()),
        () -> assertTrue(policy.text().contains("on robot leg"), policy.text()));
  }

  @Test
  void policyThatDoesNotFitTheRobotSaysWhy() {
    leg.write(
        "other.yaml", "robot: other\nmodel: leg.xml\nactuators: {knee: {accepts: [effort]}}\n");
    PreflightException refused =
        assertThrows(
            PreflightException.class,
            () ->
                new Inspector()
                    .inspect(leg.file("policy.yaml"), Optional.of(leg.file("other.yaml"))));
    assertTrue(refused.getMessage().contains("knee"), refused.getMessage());
  }

  @Test
  void patternsNeedARobotAndTheViewSaysSo() {
    String text = read("policy.yaml").replace("[knee, hip, ankle]", "[\".*\"]");
    leg.write("patterns.yaml", text);
    Inspected policy = inspected("patterns.yaml");
    assertTrue(json(policy).get("observation_size").isNull());
    assertTrue(policy.text().contains("--robot"), policy.text());
    JsonNode bound =
        json(
            new Inspector()
                .inspect(leg.file("patterns.yaml"), Optional.of(leg.file("robot.yaml"))));
    assertEquals(LegFolder.OBSERVATION, bound.get("observation_size").asInt());
  }

  private String read(String name) {
    try {
      return Files.readString(leg.file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void robotShowsJointsDrivesAndLimits() {
    Inspected robot = inspected("robot.yaml");
    JsonNode json = json(robot);
    assertAll(
        () -> assertEquals("robot", json.get("kind").asText()),
        () -> assertEquals("leg", json.get("name").asText()),
        () -> assertFalse(json.get("floating_base").asBoolean()),
        () -> assertEquals("damping", json.get("last_fallback").asText()),
        () -> assertEquals(List.of("hip", "knee", "ankle"), column(json.get("joints"), "name")),
        () -> assertEquals("[-1.0,1.0]", json.at("/joints/0/position").toString()),
        () -> assertEquals("[null,null]", json.at("/joints/2/position").toString()),
        () -> assertEquals(0.3, json.at("/joints/2/default").asDouble()),
        () -> assertEquals(10, json.at("/actuators/1/stiffness").asDouble()),
        () -> assertEquals(5, json.at("/actuators/1/accepts").size()),
        () -> assertTrue(robot.text().lines().count() < 24, robot.text()));
  }

  @Test
  void runShowsEverythingThatItIsMadeOf() {
    Inspected run = inspected("run.yaml");
    JsonNode json = json(run);
    assertAll(
        () -> assertEquals("run", json.get("kind").asText()),
        () -> assertEquals("leg-dry", json.get("name").asText()),
        () -> assertEquals("leg", json.at("/robot/name").asText()),
        () -> assertEquals("leg-reach", json.at("/policy/name").asText()),
        () -> assertEquals(20, json.at("/policy/observation_size").asInt()),
        () -> assertEquals("onnxruntime", json.at("/engine/asked").asText()),
        () -> assertEquals(200, json.at("/loop/rate_hz").asDouble()),
        () -> assertEquals("lockstep", json.at("/loop/pacer").asText()),
        () -> assertEquals("scripted", json.at("/drivers/0/type").asText()),
        () -> assertEquals("[0.5,0.0,0.0]", json.get("command").toString()),
        () -> assertEquals("policy", json.at("/safety/start_mode").asText()),
        () -> assertEquals("damping", json.at("/safety/last_fallback").asText()),
        () -> assertEquals("damping", json.at("/safety/fallbacks/nan_action/0").asText()),
        () -> assertEquals(20, json.at("/journal/keyframe_ticks").asInt()),
        () -> assertEquals(0.5, json.get("duration_s").asDouble()),
        () -> assertTrue(run.text().contains("0.1 s: command vx 0.25"), run.text()));
  }

  @Test
  void runShowsTheEngineThatIsAskedForAndThatWasChosen() {
    String sha256 = json(inspected("policy.yaml")).at("/model/sha256").asText();
    String yaml = read("run.yaml");
    leg.write("run.yaml", yaml + "\nengine: auto\n");
    Inspected open = inspected("run.yaml");
    assertTrue(open.text().contains("auto, measured when the run begins"), open.text());

    leg.write("run.yaml", yaml + "\nengine: {use: auto, chosen: {\"" + sha256 + "\": vector}}\n");
    Inspected chosen = inspected("run.yaml");
    assertEquals("auto", json(chosen).at("/engine/asked").asText());
    assertEquals("vector", json(chosen).at("/engine/chosen/policy").asText());
    assertTrue(chosen.text().contains("policy on vector"), chosen.text());
  }

  @Test
  void runThatDoesNotReadAsOneSaysLineAndColumn() {
    leg.write("run.yaml", read("run.yaml").replace("rate_hz: 200", "rate_hz: fast"));
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> inspected("run.yaml"));
    assertEquals(4, refused.problem().line());
    assertEquals("loop.rate_hz", refused.problem().key());
  }

  @Test
  void whatCannotBeInspectedIsRefusedWithWhatCan() {
    leg.write("notes.txt", "hello");
    leg.write("list.yaml", "[1, 2]");
    leg.write("strange.yaml", "colour: blue");
    for (String name : List.of("notes.txt", "list.yaml", "strange.yaml", "absent.bin")) {
      PreflightException refused =
          assertThrows(PreflightException.class, () -> inspected(name), name);
      assertTrue(refused.getMessage().contains("a run.yaml"), refused.getMessage());
    }
  }

  @Test
  void anotherToolsDescriptorIsShownAsThePolicyThatItIs() {
    leg.write("policy3.onnx", SeededMlp.model(1, 6, 8, 3));
    leg.write("deploy.yaml", DEPLOY);
    Inspected view =
        new Inspector()
            .inspect(
                leg.file("deploy.yaml"),
                Optional.of(leg.file("robot.yaml")),
                Optional.of(leg.file("policy3.onnx")),
                List.of());
    JsonNode json = json(view);
    assertAll(
        () -> assertEquals("policy", json.get("kind").asText()),
        () -> assertEquals(6, json.get("observation_size").asInt()),
        () -> assertEquals(3, json.get("action").size()),
        () -> assertTrue(json.at("/action/0/robot/actuator").isTextual()),
        () -> assertTrue(json.get("notices").toString().contains("unitree"), json::toString));
  }

  @Test
  void aDescriptorThatDoesNotSayEverythingShowsWhatItSaysAndWhatIsMissing() {
    leg.write("config.json", "{\"ctrl_dt\": 0.02, \"action_scale\": 0.5}");
    Inspected view = inspected("config.json");
    JsonNode json = json(view);
    assertAll(
        () -> assertEquals("descriptor", json.get("kind").asText()),
        () -> assertEquals("playground", json.get("tool").asText()),
        () ->
            assertEquals(
                List.of("model", "joints", "default_pose", "observations", "stiffness", "damping"),
                column(json.get("missing"), "key")),
        () -> assertTrue(view.text().contains("period"), view.text()),
        () -> assertTrue(view.text().contains("--set 'joints="), view.text()));
  }

  @Test
  void aModelOfAKnownExporterSaysWhatItsImportWouldAskFor() {
    leg.write("brax.onnx", SeededPlayground.model(1, 6, 3));
    JsonNode json = json(inspected("brax.onnx"));
    assertAll(
        () -> assertEquals("model", json.get("kind").asText()),
        () -> assertEquals("playground", json.get("tool").asText()),
        () -> assertTrue(json.get("missing").toString().contains("joints")));
  }

  @Test
  void statesFurtherInputsAndChunksAreShown() {
    byte[] model = SeededGru.model(7, 6, 4, 1, 3);
    leg.write("gru.onnx", model);
    leg.write(
        "gru.yaml",
        """
        model: gru.onnx
        sha256: %s
        period: 20ms
        input: obs
        output: actions
        joints: [hip, knee, ankle]
        states: {h_in: {from: h_out, initial: 0.5}}
        inputs:
          time_step: {clock: {start: 0, step: 1, last: 499}}
          latent: {observations: [{term: joint_velocity}]}
        outputs: {joint_pos: {remember: true}}
        observations: [{term: joint_position}, {term: joint_velocity}]
        actions: {type: joint_position, scale: 1, offset: 0, stiffness: 1, damping: 1}
        """
            .formatted(Sha256.of(model)));
    Inspected view = inspected("gru.yaml");
    JsonNode json = json(view);
    assertAll(
        () -> assertEquals("h_out", json.at("/states/0/output").asText()),
        () -> assertEquals("clock", json.at("/inputs/0/kind").asText()),
        () -> assertEquals(3, json.at("/inputs/1/size").asInt()),
        () -> assertEquals("joint_velocity", json.at("/inputs/1/terms/0/term").asText()),
        () -> assertEquals("joint_pos", json.at("/remembered/0").asText()),
        () -> assertTrue(view.text().contains("h_in from h_out, first 0.5"), view.text()),
        () -> assertTrue(view.text().contains("time_step: clock from 0 by 1"), view.text()));
  }

  @Test
  void folderThatIsNoRunIsRefused() {
    PreflightException refused =
        assertThrows(
            PreflightException.class, () -> new Inspector().inspect(folder, Optional.empty()));
    assertTrue(refused.getMessage().contains("not a run directory"), refused.getMessage());
  }

  @Test
  void robotBesideAnythingButAPolicyIsAMistake() {
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class,
            () ->
                new Inspector().inspect(leg.file("run.yaml"), Optional.of(leg.file("robot.yaml"))));
    assertTrue(refused.getMessage().contains("--robot"), refused.getMessage());
  }
}

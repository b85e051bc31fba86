package io.escapement.policy.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.Sha256;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.SeededMlp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckTest {

  private static final byte[] MODEL = SeededMlp.model(1, 12, 8, 3);

  private static final String PORTS = "period: 20ms\ninput: obs\noutput: actions\n";
  private static final String JOINTS = "joints: [hip, knee, ankle]\n";
  private static final String TERMS =
      "observations: [{term: projected_gravity}, {term: joint_position},"
          + " {term: joint_velocity, scale: 0.05}, {term: previous_action}]\n";
  private static final String ACTIONS =
      "actions: {type: joint_position, scale: 0.5, offset: default_pose, stiffness: 20, damping: 1}\n";

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  private String refusal(String yaml) {
    return refusal(workshop.bundle(MODEL, yaml));
  }

  private String refusal(PolicyBundle bundle) {
    PolicyReport report = workshop.check(bundle);
    return assertThrows(PreflightException.class, report::demand).getMessage();
  }

  private static void says(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
  }

  @Test
  void aPolicyThatFitsPassesAndSaysWhatItIs() {
    PolicyReport report = workshop.check(workshop.bundle(MODEL, PORTS + JOINTS + TERMS + ACTIONS));
    assertEquals(List.of(), report.problems());
    assertEquals(12, report.policy().orElseThrow().layout().size());
    assertEquals(List.of("hip", "knee", "ankle"), report.policy().orElseThrow().jointNames());
    assertEquals("actions", report.signature().orElseThrow().outputs().get(0).name());
    assertTrue(report.engine().startsWith("onnxruntime"));
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    PolicyBundle bundle =
        workshop.bundle(
            "model: gone.onnx\nsha256: "
                + "ab".repeat(32)
                + "\nperiod: 5ms\ninput: obs\noutput: actions\njoints: [hip, kne, ankle]\n"
                + TERMS
                + ACTIONS);
    List<Problem> problems = workshop.check(bundle).problems();
    String all = problems.toString();
    assertEquals(3, problems.size(), all);
    says(all, "kne", "period", "gone.onnx");
  }

  @Test
  void aModelThatIsMissingIsNamed() {
    says(
        refusal(
            workshop.bundle(
                "model: gone.onnx\nsha256: "
                    + "ab".repeat(32)
                    + "\n"
                    + PORTS
                    + JOINTS
                    + TERMS
                    + ACTIONS)),
        "policy.yaml:1:8: model: the model does not exist",
        "gone.onnx",
        "Remedy: put the file there");
  }

  @Test
  void aModelWithAnotherHashIsRefused() {
    PolicyBundle bundle = workshop.bundle(MODEL, PORTS + JOINTS + TERMS + ACTIONS);
    byte[] other = SeededMlp.model(2, 12, 8, 3);
    workshop = new Workshop(folder);
    workshop.write("m.onnx", other);
    says(
        refusal(bundle),
        "sha256",
        "expected sha256 " + Sha256.of(MODEL),
        "found sha256 " + Sha256.of(other));
  }

  @Test
  void aFileThatIsNoModelIsRefusedInTheEnginesWords() {
    says(
        refusal(workshop.bundle(new byte[64], PORTS + JOINTS + TERMS + ACTIONS)),
        "m.onnx: ONNX Runtime: ");
  }

  @Test
  void aJointThatTheRobotLacksIsNamedWithCandidates() {
    says(
        refusal(PORTS + "joints: [hip, kneee, ankle]\n" + TERMS + ACTIONS),
        "policy.yaml:6:9: joints: robot leg has no joint \"kneee\"",
        "did you mean \"knee\"?");
  }

  @Test
  void aJointMayNotBeSelectedTwice() {
    says(
        refusal(
            PORTS
                + "joints: [hip, .*e.*]\n"
                + TERMS
                + "actions: {type: joint_position,"
                + " joints: [knee, \".*e.*\"], scale: 1, offset: 0, stiffness: 1, damping: 1}\n"),
        "joint knee is selected twice");
  }

  @Test
  void anObservationOfAnotherSizeThanTheInputIsShownTermByTerm() {
    says(
        refusal(
            PORTS
                + JOINTS
                + "observations: [{term: joint_position, history: {length: 2, order: oldest_first,"
                + " stacking: by_term}}, {term: joint_velocity}]\n"
                + ACTIONS),
        "input: the tensor does not have the policy's size",
        "expected 9 elements",
        "0-5       joint_position         3 x 2 frames = 6",
        "6-8       joint_velocity         3",
        "found float32[1, 12]");
  }

  @Test
  void anOutputOfAnotherSizeThanTheJointsIsRefused() {
    byte[] model = SeededMlp.model(1, 12, 8, 2);
    says(
        refusal(workshop.bundle(model, PORTS + JOINTS + TERMS + ACTIONS)),
        "output: the tensor does not have the policy's size",
        "expected 3 elements",
        "hip, knee, ankle",
        "found float32[1, 2]");
  }

  @Test
  void tensorsAreFoundByNameOnly() {
    says(
        refusal("period: 20ms\ninput: observation\noutput: action\n" + JOINTS + TERMS + ACTIONS),
        "input: the model has no such tensor: expected one of obs",
        "output: the model has no such tensor: expected one of actions");
  }

  @Test
  void aTensorThatIsNotFloatIsRefused() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("typed", 17);
    String x = graph.input("obs", 1, 12);
    String picks = graph.constant("picks", new long[] {0, 1, 2}, 3);
    String top = graph.node("top", "Gather", List.of(x, picks), axis());
    graph.output(graph.node("actions", "Neg", List.of(top)), 1, 3);
    byte[] good = graph.build();
    assertEquals(
        List.of(),
        workshop.check(workshop.bundle(good, PORTS + JOINTS + TERMS + ACTIONS)).problems());
    byte[] bad = good.clone();
    declareDouble(bad, "obs");
    declareDouble(bad, "actions");
    says(
        refusal(workshop.bundle(bad, PORTS + JOINTS + TERMS + ACTIONS)),
        "input: the tensor's elements are of another type: expected float32, found float64[1, 12]",
        "output: the tensor's elements are of another type: expected float32, found float64[1, 3]");
  }

  /** Field 1 of a port's tensor type is its element type: float (1) becomes double (11). */
  private static void declareDouble(byte[] model, String port) {
    int at = new String(model, StandardCharsets.ISO_8859_1).lastIndexOf(port);
    while (!(model[at] == 8 && model[at + 1] == 1)) {
      at++;
    }
    model[at + 1] = 11;
  }

  private static OnnxAttribute axis() {
    return new OnnxAttribute.Int("axis", 1);
  }

  @Test
  void aDynamicBatchIsOneAndSaidSo() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("batched", 17);
    String x = graph.input("obs", OnnxGraphBuilder.DYNAMIC, 12);
    String picks = graph.constant("picks", new long[] {0, 1, 2}, 3);
    String top = graph.node("actions", "Gather", List.of(x, picks), axis());
    graph.output(top, OnnxGraphBuilder.DYNAMIC, 3);
    PolicyReport report =
        workshop.check(workshop.bundle(graph.build(), PORTS + JOINTS + TERMS + ACTIONS));
    assertEquals(List.of(), report.problems());
    says(report.notices().toString(), "obs float32[?, 12] is bound as [1, 12]");
  }

  @Test
  void anInputThatNothingSuppliesIsRefused() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("recurrent", 17);
    String x = graph.input("obs", 1, 12);
    String h = graph.input("h_in", 1, 12);
    String sum = graph.node("sum", "Add", List.of(x, h));
    String picks = graph.constant("picks", new long[] {0, 1, 2}, 3);
    graph.output(graph.node("actions", "Gather", List.of(sum, picks), axis()), 1, 3);
    says(
        refusal(workshop.bundle(graph.build(), PORTS + JOINTS + TERMS + ACTIONS)),
        "nothing supplies the model's input h_in float32[1, 12]");
  }

  @Test
  void goldenVectorsThatAreOffNameCaseAndElement() {
    String golden =
        "golden: {cases: [{observation: [0,0,0,0,0,0,0,0,0,0,0,0], action: [9, 9, 9]}]}\n";
    says(
        refusal(PORTS + JOINTS + TERMS + ACTIONS + golden),
        "golden case 0, action 0 (hip) is off by more than 1.0E-5",
        "expected 9.0");
    says(
        refusal(
            PORTS
                + JOINTS
                + TERMS
                + ACTIONS
                + "golden: {cases: [{observation: [0], action: [0, 0, 0]}]}\n"),
        "golden case 0 does not fit the policy: expected 12 observations, 3 actions");
  }

  @Test
  void aTermThatOnlyASimulatorSuppliesIsRefusedElsewhere() {
    String message =
        refusal(
            PORTS
                + JOINTS
                + "observations:\n  - {term: base_linear_velocity}\n  - {term: joint_position}\n"
                + "  - {term: joint_velocity}\n  - {term: previous_action}\n"
                + ACTIONS);
    says(
        message,
        "policy.yaml:8:5: observations[0]: nothing in this run supplies leg/base/linear_velocity",
        "the term base_linear_velocity needs it",
        "only a simulator knows the base's velocity");
  }

  @Test
  void drivesMustTakeWhatThePolicyCommands() {
    String servos =
        """
        <mujoco model="leg">
          <worldbody><body><joint name="hip"/><geom size="1"/>
            <body><joint name="knee"/><geom size="1"/>
              <body><joint name="ankle"/><geom size="1"/></body></body></body></worldbody>
          <actuator>
            <position name="hip" joint="hip" kp="20"/><position name="knee" joint="knee" kp="35"/>
            <motor name="ankle" joint="ankle"/>
          </actuator>
        </mujoco>
        """;
    PolicyBundle positions =
        workshop.bundle(
            MODEL,
            PORTS
                + JOINTS
                + TERMS
                + "actions: {type: joint_position, scale: 1, offset: 0, stiffness: 20,"
                + " damping: 0}\n");
    List<Problem> problems = workshop.check(positions, workshop.robot(servos, "")).problems();
    assertEquals(1, problems.size(), problems.toString());
    says(
        problems.get(0).text(),
        "actuator knee takes no stiffness",
        "20.0",
        "35.0, built into the drive");
    PolicyBundle efforts =
        workshop.bundle(
            MODEL, PORTS + JOINTS + TERMS + "actions: {type: joint_effort, scale: 1, offset: 0}\n");
    says(
        workshop.check(efforts, workshop.robot(servos, "")).problems().toString(),
        "actuator hip does not take what the policy commands",
        "it takes position");
  }

  @Test
  void theActuatorsThatNoActionNamesMustBeSpokenOf() {
    byte[] model = SeededMlp.model(1, 6, 8, 2);
    String two =
        PORTS
            + "joints: [hip, knee]\nobservations: [{term: joint_position},"
            + " {term: joint_velocity}, {term: previous_action}]\n"
            + ACTIONS;
    says(
        refusal(workshop.bundle(model, two)),
        "the policy does not say what becomes of ankle",
        "unnamed: passive");
    assertEquals(
        List.of(), workshop.check(workshop.bundle(model, two + "unnamed: passive\n")).problems());
  }

  @Test
  void thePeriodMustBeAMultipleOfTheLoops() {
    says(
        refusal("period: 10ms\ninput: obs\noutput: actions\n" + JOINTS + TERMS + ACTIONS),
        "period: the policy's period is no multiple of the loop's",
        "4.0 ms",
        "10.0 ms");
  }

  @Test
  void unknownTermsParametersAndFormsAreErrorsOfConfiguration() {
    says(
        misconfigured(PORTS + JOINTS + "observations: [{term: joint_pos}]\n" + ACTIONS),
        "there is no observation term \"joint_pos\"",
        "joint_position");
    says(
        misconfigured(
            PORTS + JOINTS + "observations: [{term: joint_position, scales: 1}]\n" + ACTIONS),
        "the term joint_position has no key \"scales\"");
    says(
        misconfigured(PORTS + JOINTS + "observations: [{term: phase_clock}]\n" + ACTIONS),
        "the term phase_clock needs the key \"frequency_hz\"");
    says(
        misconfigured("form: oracle\n" + PORTS + JOINTS + TERMS + ACTIONS),
        "there is no policy form \"oracle\"",
        "feedforward");
  }

  private String misconfigured(String yaml) {
    PolicyBundle bundle = workshop.bundle(MODEL, yaml);
    return assertThrows(ConfigurationException.class, () -> workshop.check(bundle)).getMessage();
  }
}

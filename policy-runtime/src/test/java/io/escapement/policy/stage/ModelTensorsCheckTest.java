package io.escapement.policy.stage;

import static io.escapement.policy.stage.ModelTensorsTest.ACTIONS;
import static io.escapement.policy.stage.ModelTensorsTest.GRU;
import static io.escapement.policy.stage.ModelTensorsTest.HEAD;
import static io.escapement.policy.stage.ModelTensorsTest.SIX;
import static io.escapement.policy.stage.ModelTensorsTest.SUM_INPUTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.Problem;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the check says when a bundle's tensors are not the model's. */
class ModelTensorsCheckTest {

  private static final String THREE = "observations: [{term: joint_velocity}]\n";

  @TempDir Path folder;
  private Workshop workshop;

  @BeforeEach
  void open() {
    workshop = new Workshop(folder);
  }

  private List<String> problems(byte[] model, String yaml) {
    return workshop.check(workshop.bundle(model, HEAD + yaml + ACTIONS)).problems().stream()
        .map(Problem::text)
        .toList();
  }

  /** One problem, at its place and in its words. */
  private void gru(String yaml, String... parts) {
    List<String> problems = problems(GRU, yaml + SIX);
    assertEquals(1, problems.size(), problems.toString());
    says(problems.get(0), parts);
  }

  private void sum(String yaml, String... parts) {
    List<String> problems = problems(ModelTensorsTest.sum(), yaml);
    assertEquals(1, problems.size(), problems.toString());
    says(problems.get(0), parts);
  }

  private static void says(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
  }

  @Test
  void tensorsThatFitPass() {
    assertEquals(List.of(), problems(GRU, "states: {h_in: {from: h_out}}\n" + SIX));
    assertEquals(List.of(), problems(ModelTensorsTest.sum(), SUM_INPUTS + THREE));
  }

  @Test
  void aStateThatNothingTakesOrGivesIsNamed() {
    List<String> wrong = problems(GRU, "states: {h: {from: h_out, initial: [1, 2]}}\n" + SIX);
    assertEquals(2, wrong.size(), wrong.toString());
    says(
        wrong.get(0),
        "policy.yaml:7:13: states.h",
        "the model has no such tensor",
        "one of obs, h_in",
        "\"h\"");
    says(
        wrong.get(1), "nothing supplies the model's input h_in float32[2, 1, 8]", "states: {h_in:");
    gru("states: {h_in: {from: h}}\n", "states.h_in", "one of actions, h_out", "\"h\"");
  }

  @Test
  void aStateIsAsLargeAsWhatGivesIt() {
    List<String> problems = problems(GRU, "states: {h_in: {from: actions}}\n" + SIX);
    says(problems.get(0), "states.h_in", "expected the 16 elements of the input h_in", "[1, 3]");
  }

  @Test
  void firstValuesAreOneOrOneForEachElement() {
    gru(
        "states: {h_in: {from: h_out, initial: [1, 2, 3]}}\n",
        "policy.yaml:7:16: states.h_in",
        "the initial values do not fit the state",
        "one for all elements, or 16",
        "found 3");
  }

  @Test
  void constantsAndObservationsFitTheirInputs() {
    sum(
        SUM_INPUTS.replace("[100, 200, 300]", "[1, 2]") + THREE,
        "inputs.task",
        "the values do not fit the input",
        "or 3",
        "found 2");
    sum(
        SUM_INPUTS.replace("velocity_command", "phase_clock, frequency_hz: 1") + THREE,
        "inputs.latent",
        "the tensor does not have the policy's size",
        "expected 2 elements",
        "0-1       phase_clock            2, 2 late",
        "[1, 3]");
  }

  @Test
  void anInputIsSuppliedOnceAndAnOutputUsedOnce() {
    gru(
        "states: {h_in: {from: h_out}}\ninputs: {h_in: {value: 0}}\n",
        "states.h_in",
        "two things supply the model's input h_in");
    gru(
        "states: {h_in: {from: h_out}}\noutputs: {h_out: {remember: true}}\n",
        "outputs.h_out",
        "has a use already",
        "a state is remembered as it is");
    gru(
        "states: {h_in: {from: h_out}}\noutputs: {actions: {remember: true}}\n",
        "outputs.actions",
        "previous_action");
  }

  @Test
  void aRememberedOutputMustBeThere() {
    gru(
        "states: {h_in: {from: h_out}}\noutputs: {value: {remember: true}}\n",
        "policy.yaml:8:18: outputs.value",
        "the model has no such tensor",
        "one of actions, h_out");
  }

  /** A model whose second output is both a state and what a head reads; names as exporters give. */
  private static byte[] spread(long... further) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("spread", 17);
    String x = graph.input("obs", 1, 3);
    String before = graph.input("/actor/log std:0", further);
    graph.node("actions", "Add", List.of(x, x));
    graph.node("/actor/log_std", "Add", List.of(x, before));
    return graph.output("actions", 1, 3).output("/actor/log_std", 1, 3).build();
  }

  private static final String SPREAD = "states: {\"/actor/log std:0\": {from: /actor/log_std}}\n";

  @Test
  void aHeadMayReadWhatIsAState() {
    String yaml =
        SPREAD + "head: {type: gaussian, log_std: {output: /actor/log_std}, sample: true}\n";
    assertEquals(List.of(), problems(spread(1, 3), yaml + THREE));
    var bundle = workshop.bundle(spread(1, 3), HEAD + yaml + THREE + ACTIONS);
    try (LegLoop loop = new LegLoop(workshop, bundle, PolicyOptions.main(4_000_000), false)) {
      loop.ticks(11);
      assertEquals(3, loop.f32("leg/policy/state/:002factor/log:0020std:0").length);
    }
  }

  @Test
  void anOutputThatAHeadOrACriticReadsIsNamedWhereTheySaySo() {
    List<String> problems =
        problems(
            spread(1, 3), SPREAD + "head: {type: gaussian, log_std: {output: spread}}\n" + THREE);
    assertEquals(1, problems.size(), problems.toString());
    says(problems.get(0), "policy.yaml:8:7: head", "no such tensor", "found \"spread\"");
    problems =
        problems(
            spread(1, 3), SPREAD + "chunk: {length: 1, step: 20ms, critic: actions}\n" + THREE);
    assertEquals(1, problems.size(), problems.toString());
    says(problems.get(0), "chunk.critic", "the critic's output is that of the actions");
  }

  @Test
  void tensorsBeyondAllMeasureAreRefused() {
    for (long[] shape : new long[][] {{1, 3_000_000_000L}, {1L << 40, 1L << 40}}) {
      OnnxGraphBuilder graph = new OnnxGraphBuilder("large", 17);
      String x = graph.input("obs", 1, 3);
      graph.input("noise", shape);
      graph.node("actions", "Add", List.of(x, x));
      byte[] model = graph.output("actions", 1, 3).build();
      List<String> problems = problems(model, "inputs: {noise: {noise: normal}}\n" + THREE);
      assertEquals(1, problems.size(), problems.toString());
      says(
          problems.get(0),
          "inputs.noise",
          "no size that a tick can carry",
          "1 to 16777216 elements");
    }
  }

  @Test
  void aTermObservesWhatIsRememberedInItsSize() {
    String term = "observations: [{term: policy_output, tensor: /actor/log_std, size: %d}]\n";
    String noise = "inputs: {\"/actor/log std:0\": {noise: normal}}\n";
    List<String> problems = problems(spread(1, 3), noise + term.formatted(3));
    assertEquals(1, problems.size(), problems.toString());
    says(
        problems.get(0),
        "policy.yaml:8:16: observations[0]",
        "is not remembered",
        "outputs: {/actor/log_std: {remember: true}}");
    String remember = noise + "outputs: {/actor/log_std: {remember: true}}\n";
    assertEquals(List.of(), problems(spread(1, 3), remember + term.formatted(3)));
  }
}

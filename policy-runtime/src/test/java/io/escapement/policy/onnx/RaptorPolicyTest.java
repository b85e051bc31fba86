package io.escapement.policy.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The published RAPTOR policy (Eschmann et al., 2025), put together from its own checkpoint: the
 * header file {@code checkpoint.h} that its training writes, which holds the numbers and an example
 * of two flights. The file is not part of this project.
 */
class RaptorPolicyTest {

  private static final String VARIABLE = "ESCAPEMENT_RAPTOR";
  private static final Pattern NUMBERS =
      Pattern.compile("const unsigned char memory\\[\\] = \\{([0-9, ]+)\\}");
  private static final int OBSERVATION = SeededRaptor.OBSERVATIONS;
  private static final int HIDDEN = SeededRaptor.HIDDEN;
  private static final int ACTIONS = SeededRaptor.ACTIONS;
  private static final int FLIGHTS = 2;

  private List<float[]> numbers;
  private byte[] model;

  @BeforeEach
  void read() {
    String file = System.getenv(VARIABLE);
    Assumptions.assumeTrue(
        file != null, "skipped, set " + VARIABLE + " to RAPTOR's checkpoint.h to compare with it");
    numbers = numbers(Path.of(file));
    model = model();
  }

  /** Every array of the file: dense layer, recurrent layer, dense layer, example. */
  private static List<float[]> numbers(Path file) {
    try {
      List<float[]> arrays = new ArrayList<>();
      Matcher matcher = NUMBERS.matcher(Files.readString(file));
      while (matcher.find()) {
        String[] bytes = matcher.group(1).split(",");
        ByteBuffer memory = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(bytes).forEach(one -> memory.put((byte) Integer.parseInt(one.strip())));
        float[] values = new float[bytes.length / Float.BYTES];
        memory.flip().asFloatBuffer().get(values);
        arrays.add(values);
      }
      return arrays;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] model() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("raptor", 18);
    String obs = graph.input("obs", 1, OBSERVATION);
    RecurrentStack stack =
        RecurrentStack.declare(
            graph,
            List.of(
                new RecurrentWeights(
                    RecurrentCell.GRU,
                    HIDDEN,
                    HIDDEN,
                    numbers.get(2),
                    numbers.get(3),
                    numbers.get(4),
                    numbers.get(5))));
    String sum = linear(graph, "first", obs, 0, OBSERVATION, HIDDEN);
    String features = stack.step(graph.node("relu", "Relu", List.of(sum)));
    graph.output(linear(graph, "actions", features, 7, HIDDEN, ACTIONS), 1, ACTIONS);
    stack.declareOutputs();
    return graph.build();
  }

  /** The checkpoint keeps a row of weights for each output. */
  private String linear(
      OnnxGraphBuilder graph, String result, String x, int at, int inputs, int outputs) {
    float[] rows = numbers.get(at);
    float[] columns = new float[rows.length];
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < outputs; j++) {
        columns[i * outputs + j] = rows[j * inputs + i];
      }
    }
    String weight = graph.constant(result + ".weight", columns, inputs, outputs);
    String bias = graph.constant(result + ".bias", numbers.get(at + 1), outputs);
    return graph.node(result, "Gemm", List.of(x, weight, bias));
  }

  private Map<String, float[]> step(float[] observation, float[] state) {
    return ModelUnderTest.evaluate(model, Map.of("obs", observation, "h_in", state));
  }

  @Test
  void atRestItGivesThePublishedAction() {
    int parameters = numbers.subList(0, 9).stream().mapToInt(array -> array.length).sum();
    assertEquals(SeededRaptor.PARAMETERS, parameters);
    float[] rest = new float[OBSERVATION];
    rest[3] = 1;
    rest[7] = 1;
    rest[11] = 1;
    assertArrayEquals(
        new float[] {.042914f, .101502f, .109320f, .012529f},
        step(rest, new float[HIDDEN]).get("actions"),
        5e-7f);
  }

  @Test
  void itFliesItsOwnExample() {
    float[] observations = numbers.get(9);
    float[] actions = numbers.get(10);
    int steps = 60;
    for (int flight = 0; flight < FLIGHTS; flight++) {
      float[] state = numbers.get(6);
      for (int step = 0; step < steps; step++) {
        int row = step * FLIGHTS + flight;
        Map<String, float[]> answer =
            step(
                Arrays.copyOfRange(observations, row * OBSERVATION, (row + 1) * OBSERVATION),
                state);
        assertArrayEquals(
            Arrays.copyOfRange(actions, row * ACTIONS, (row + 1) * ACTIONS),
            answer.get("actions"),
            1e-5f);
        state = answer.get("h_out");
      }
    }
  }
}

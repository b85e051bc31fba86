package io.escapement.policy.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adds recurrent layers to a graph the way rsl_rl exports them: one time step, the state of all
 * layers in {@code h_in [layers, 1, hidden]} and for an LSTM {@code c_in}, the next one in {@code
 * h_out} and {@code c_out}.
 */
final class RecurrentStack {

  private final OnnxGraphBuilder graph;
  private final List<RecurrentWeights> layers;
  private final List<String> states;

  private RecurrentStack(OnnxGraphBuilder graph, List<RecurrentWeights> layers) {
    this.graph = graph;
    this.layers = layers;
    this.states = layers.get(0).cell() == RecurrentCell.GRU ? List.of("h") : List.of("h", "c");
  }

  /**
   * Declares the inputs of the state and adds the layers.
   *
   * @param graph where to; inputs declared before come first
   * @param layers weights, of one kind and one hidden size, from the first layer to the last
   * @return the stack, to be fed and read
   */
  static RecurrentStack declare(OnnxGraphBuilder graph, List<RecurrentWeights> layers) {
    RecurrentStack stack = new RecurrentStack(graph, List.copyOf(layers));
    for (String state : stack.states) {
      graph.input(state + "_in", layers.size(), 1, stack.hidden());
    }
    return stack;
  }

  private int hidden() {
    return layers.get(0).hidden();
  }

  /** Adds the layers' step on features [1, inputs]; the result is [1, hidden]. */
  String step(String features) {
    String first = graph.constant("rnn.sequence_axis", new long[] {0}, 1);
    List<List<String>> before = states.stream().map(this::split).toList();
    List<List<String>> after = states.stream().map(this::namesAfter).toList();
    String x = graph.node("rnn.sequence", "Unsqueeze", List.of(features, first));
    for (int layer = 0; layer < layers.size(); layer++) {
      int index = layer;
      addLayer(
          index,
          x,
          before.stream().map(names -> names.get(index)).toList(),
          after.stream().map(names -> names.get(index)).toList());
      // Of a sequence of one, the last state is the whole output.
      x = after.get(0).get(layer);
    }
    for (int state = 0; state < states.size(); state++) {
      join(states.get(state), after.get(state));
    }
    return graph.node("rnn.features", "Squeeze", List.of(x, first));
  }

  /** Declares the outputs of the state, after those of the policy. */
  void declareOutputs() {
    for (String state : states) {
      graph.output(state + "_out", layers.size(), 1, hidden());
    }
  }

  private List<String> split(String state) {
    if (layers.size() == 1) {
      return List.of(state + "_in");
    }
    List<String> names =
        IntStream.range(0, layers.size()).mapToObj(i -> state + "_in." + i).toList();
    long[] ones = new long[layers.size()];
    Arrays.fill(ones, 1);
    String sizes = graph.constant(state + "_in.sizes", ones, ones.length);
    graph.node(names, "Split", List.of(state + "_in", sizes), new OnnxAttribute.Int("axis", 0));
    return names;
  }

  private List<String> namesAfter(String state) {
    return layers.size() == 1
        ? List.of(state + "_out")
        : IntStream.range(0, layers.size()).mapToObj(i -> state + "_out." + i).toList();
  }

  private void join(String state, List<String> parts) {
    if (parts.size() > 1) {
      graph.node(state + "_out", "Concat", parts, new OnnxAttribute.Int("axis", 0));
    }
  }

  private void addLayer(int index, String x, List<String> before, List<String> after) {
    RecurrentWeights weights = layers.get(index);
    RecurrentCell cell = weights.cell();
    long rows = (long) cell.gates() * weights.hidden();
    String prefix = "rnn." + index;
    String w =
        graph.constant(
            prefix + ".weight_ih",
            cell.inOnnxOrder(weights.inputWeight()),
            1,
            rows,
            weights.inputs());
    String r =
        graph.constant(
            prefix + ".weight_hh",
            cell.inOnnxOrder(weights.hiddenWeight()),
            1,
            rows,
            weights.hidden());
    String b = graph.constant(prefix + ".bias", biases(weights), 1, 2 * rows);
    List<String> operands = new ArrayList<>(List.of(x, w, r, b, ""));
    operands.addAll(before);
    List<String> results = new ArrayList<>(List.of(""));
    results.addAll(after);
    OnnxAttribute size = new OnnxAttribute.Int("hidden_size", weights.hidden());
    if (cell == RecurrentCell.GRU) {
      // PyTorch applies the reset gate behind the recurrent product and its bias.
      graph.node(results, "GRU", operands, size, new OnnxAttribute.Int("linear_before_reset", 1));
    } else {
      graph.node(results, "LSTM", operands, size);
    }
  }

  private static float[] biases(RecurrentWeights weights) {
    float[] input = weights.cell().inOnnxOrder(weights.inputBias());
    float[] hidden = weights.cell().inOnnxOrder(weights.hiddenBias());
    float[] both = new float[input.length + hidden.length];
    System.arraycopy(input, 0, both, 0, input.length);
    System.arraycopy(hidden, 0, both, input.length, hidden.length);
    return both;
  }
}

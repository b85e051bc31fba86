package io.escapement.policy.vector;

import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.inference.TensorType;
import io.escapement.policy.onnx.OnnxGraph;
import io.escapement.policy.onnx.OnnxNode;
import io.escapement.policy.onnx.OnnxTensor;
import io.escapement.policy.vector.Value.Foreign;
import io.escapement.policy.vector.Value.Signal;
import io.escapement.policy.vector.Value.Whole;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles a graph for fixed sizes of its inputs: operator by operator, in the graph's order, and
 * only what the wanted outputs need.
 */
final class GraphCompiler {

  private final OnnxGraph graph;
  private final Program program = new Program();
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<String, Steps.Dense> products = new HashMap<>();

  private GraphCompiler(OnnxGraph graph) {
    this.graph = graph;
  }

  /**
   * Compiles.
   *
   * @param graph the graph
   * @param shapes the shape of each input
   * @param wanted names of the outputs that are to be computed
   * @throws UnsupportedModelException if something in it cannot be expressed
   */
  static Plan compile(OnnxGraph graph, Map<String, Shape> shapes, Collection<String> wanted)
      throws UnsupportedModelException {
    return new GraphCompiler(graph).compile(shapes, wanted);
  }

  private Plan compile(Map<String, Shape> shapes, Collection<String> wanted)
      throws UnsupportedModelException {
    Map<String, Signal> inputs = new LinkedHashMap<>();
    for (TensorInfo input : graph.summary().inputs()) {
      requireFloat("input", input);
      Shape shape = shapes.get(input.name());
      Signal signal = new Signal(Lanes.array(shape.elements()), shape, false, false);
      inputs.put(input.name(), signal);
      values.put(input.name(), signal);
    }
    for (OnnxNode node : needed(wanted)) {
      lower(node);
    }
    Map<String, Signal> outputs = new LinkedHashMap<>();
    for (TensorInfo output : graph.summary().outputs()) {
      if (wanted.contains(output.name())) {
        outputs.put(output.name(), output(output));
      }
    }
    if (!program.isComplete()) {
      throw new UnsupportedModelException("an index of a constant is out of its table's range");
    }
    return new Plan(inputs, program.steps(), outputs);
  }

  private static void requireFloat(String kind, TensorInfo tensor)
      throws UnsupportedModelException {
    if (tensor.type() != TensorType.FLOAT32) {
      throw new UnsupportedModelException(
          kind
              + " '"
              + tensor.name()
              + "' is "
              + tensor.typeAndShape()
              + "; only float32 is supported");
    }
  }

  private Signal output(TensorInfo output) throws UnsupportedModelException {
    requireFloat("output", output);
    if (value(output.name()) instanceof Signal signal && !signal.isWhole()) {
      // Even a constant is written in each call, and two outputs do not share an array.
      Signal computed = new Signal(signal.data(), signal.shape(), false, false);
      return Unary.ONE_NAN.of(program, computed, 0, 0);
    }
    throw new UnsupportedModelException(
        "output '" + output.name() + "' consists of whole numbers; only float32 is supported");
  }

  /** The nodes that the outputs depend on, in order; counts who reads what on the way. */
  private List<OnnxNode> needed(Collection<String> wanted) {
    List<OnnxNode> nodes = graph.nodes();
    Map<String, Integer> makers = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String result : nodes.get(i).results()) {
        makers.put(result, i);
      }
    }
    BitSet found = new BitSet(nodes.size());
    Deque<String> open = new ArrayDeque<>(wanted);
    wanted.forEach(output -> uses.merge(output, 1, Integer::sum));
    while (!open.isEmpty()) {
      Integer maker = makers.get(open.pop());
      if (maker != null && !found.get(maker)) {
        found.set(maker);
        for (String operand : nodes.get(maker).operands()) {
          uses.merge(operand, 1, Integer::sum);
          open.push(operand);
        }
      }
    }
    return found.stream().mapToObj(nodes::get).toList();
  }

  private void lower(OnnxNode node) throws UnsupportedModelException {
    try {
      Operators.find(node).lower(new NodeContext(node, this));
    } catch (UnsupportedModelException e) {
      throw new UnsupportedModelException(node.title() + ": " + e.getMessage());
    }
  }

  long opset() {
    return graph.summary().opset();
  }

  Program program() {
    return program;
  }

  int uses(String tensor) {
    return uses.getOrDefault(tensor, 0);
  }

  Value value(String name) throws UnsupportedModelException {
    Value value = values.get(name);
    if (value != null) {
      return value;
    }
    OnnxTensor initialiser = graph.initialisers().get(name);
    if (initialiser == null) {
      throw new UnsupportedModelException("there is no tensor '" + name + "' before it");
    }
    value = constant(initialiser);
    values.put(name, value);
    return value;
  }

  /** What a constant of the file is here. */
  static Value constant(OnnxTensor tensor) throws UnsupportedModelException {
    Shape shape = Shape.ofLongs(tensor.shape());
    return switch (tensor.type()) {
      case FLOAT32 -> Signal.constant(tensor.floats(), shape);
      case INT64, INT32, INT8, UINT8, BOOL -> new Whole(tensor.integers(), shape);
      case FLOAT16, FLOAT64 -> new Foreign(tensor.type(), Signal.constant(tensor.floats(), shape));
      default ->
          throw new UnsupportedModelException("a constant of a type that only ONNX Runtime reads");
    };
  }

  void define(String name, Value value) {
    values.put(name, value);
  }

  void remember(String name, Steps.Dense product) {
    products.put(name, product);
  }

  Optional<Steps.Dense> soleProduct(String name) {
    return uses(name) == 1 ? Optional.ofNullable(products.get(name)) : Optional.empty();
  }
}

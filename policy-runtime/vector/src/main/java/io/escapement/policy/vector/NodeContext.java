package io.escapement.policy.vector;

import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxNode;
import io.escapement.policy.vector.Value.Foreign;
import io.escapement.policy.vector.Value.Signal;
import io.escapement.policy.vector.Value.Whole;
import java.util.List;
import java.util.Optional;

/** A node that is being compiled: its operands, its attributes, and where its results go. */
final class NodeContext {

  private final OnnxNode node;
  private final GraphCompiler compiler;

  NodeContext(OnnxNode node, GraphCompiler compiler) {
    this.node = node;
    this.compiler = compiler;
  }

  OnnxNode node() {
    return node;
  }

  long opset() {
    return compiler.opset();
  }

  Program program() {
    return compiler.program();
  }

  /** Whether an operand is given. */
  boolean has(int operand) {
    return operand < node.operands().size() && !node.operands().get(operand).isEmpty();
  }

  /** Whether a result is asked for by another node or by the caller. */
  boolean wants(int result) {
    return result < node.results().size() && compiler.uses(node.results().get(result)) > 0;
  }

  /** An operand of any kind. */
  Value value(int operand) throws UnsupportedModelException {
    if (!has(operand)) {
      throw new UnsupportedModelException("operand " + (operand + 1) + " is missing");
    }
    return compiler.value(node.operands().get(operand));
  }

  /** Whether an operand is known now, while the graph is compiled. */
  boolean isConstant(int operand) throws UnsupportedModelException {
    return !(value(operand) instanceof Signal signal) || signal.isConstant();
  }

  /** An operand of floating-point numbers. */
  Signal signal(int operand) throws UnsupportedModelException {
    if (value(operand) instanceof Signal signal) {
      if (signal.isWhole()) {
        throw new UnsupportedModelException(
            "it computes with whole numbers; of those that a model computes only an index into a"
                + " table is supported");
      }
      return signal;
    }
    if (value(operand) instanceof Foreign foreign) {
      throw new UnsupportedModelException(
          "it computes in " + foreign.type() + "; only float32 is supported");
    }
    throw new UnsupportedModelException("it computes with whole numbers");
  }

  /** An operand of floating-point numbers that the file holds or that follows from such ones. */
  Signal constant(int operand, String what) throws UnsupportedModelException {
    Signal signal = signal(operand);
    if (!signal.isConstant()) {
      throw new UnsupportedModelException(
          what + " computed by the model; only constants are supported");
    }
    return signal;
  }

  /** The elements of a constant operand, or of a scalar one. */
  float scalar(int operand, float otherwise, String what) throws UnsupportedModelException {
    if (!has(operand)) {
      return otherwise;
    }
    Signal signal = constant(operand, what);
    if (signal.elements() != 1) {
      throw new UnsupportedModelException(what + " of " + signal.elements() + " elements");
    }
    return signal.data()[0];
  }

  /** An operand of whole numbers: a shape, axes, indices. */
  Whole whole(int operand) throws UnsupportedModelException {
    if (value(operand) instanceof Whole whole) {
      return whole;
    }
    throw new UnsupportedModelException(
        "operand " + (operand + 1) + " is computed by the model; only constants are supported");
  }

  /** Axes or sizes that old operator sets keep in an attribute and newer ones in an operand. */
  Optional<long[]> wholes(String attribute, int operand) throws UnsupportedModelException {
    if (has(operand)) {
      return Optional.of(whole(operand).elements());
    }
    return ints(attribute);
  }

  float real(String attribute, float otherwise) throws UnsupportedModelException {
    Optional<OnnxAttribute> found = node.attribute(attribute);
    if (found.isEmpty()) {
      return otherwise;
    }
    if (found.get() instanceof OnnxAttribute.Real real) {
      return real.value();
    }
    throw unreadable(attribute);
  }

  long integer(String attribute, long otherwise) throws UnsupportedModelException {
    Optional<OnnxAttribute> found = node.attribute(attribute);
    if (found.isEmpty()) {
      return otherwise;
    }
    if (found.get() instanceof OnnxAttribute.Int integer) {
      return integer.value();
    }
    throw unreadable(attribute);
  }

  String text(String attribute, String otherwise) throws UnsupportedModelException {
    Optional<OnnxAttribute> found = node.attribute(attribute);
    if (found.isEmpty()) {
      return otherwise;
    }
    if (found.get() instanceof OnnxAttribute.Text text) {
      return text.value();
    }
    throw unreadable(attribute);
  }

  Optional<long[]> ints(String attribute) throws UnsupportedModelException {
    Optional<OnnxAttribute> found = node.attribute(attribute);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.get() instanceof OnnxAttribute.Ints integers) {
      return Optional.of(integers.values().stream().mapToLong(Long::longValue).toArray());
    }
    throw unreadable(attribute);
  }

  Optional<List<String>> texts(String attribute) throws UnsupportedModelException {
    Optional<OnnxAttribute> found = node.attribute(attribute);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.get() instanceof OnnxAttribute.Texts texts) {
      return Optional.of(texts.values());
    }
    throw unreadable(attribute);
  }

  private static UnsupportedModelException unreadable(String attribute) {
    return new UnsupportedModelException("attribute '" + attribute + "' is of another type");
  }

  void result(Value value) {
    result(0, value);
  }

  void result(int index, Value value) {
    if (index < node.results().size() && !node.results().get(index).isEmpty()) {
      compiler.define(node.results().get(index), value);
    }
  }

  /** Makes the result as a tensor that a step computes from operands. */
  Signal make(Shape shape, Signal... sources) {
    return program().make(shape, sources);
  }

  /** Adds the step that computes the first result. */
  void compute(Signal result, Step step) throws UnsupportedModelException {
    program().add(result, step);
    result(result);
  }

  /** The product whose sums an operand is, if nothing else reads them. */
  Optional<Steps.Dense> soleProduct(int operand) {
    return compiler.soleProduct(node.operands().get(operand));
  }

  /** Remembers that the first result is a product, to which a bias may be added. */
  void isProduct(Steps.Dense dense) {
    compiler.remember(node.results().get(0), dense);
  }
}

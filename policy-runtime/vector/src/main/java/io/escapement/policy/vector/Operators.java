package io.escapement.policy.vector;

import io.escapement.policy.onnx.OnnxNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The operators that the engine knows. */
final class Operators {

  private static final Map<String, Lowering> ALL = all();

  private Operators() {}

  private static Map<String, Lowering> all() {
    Map<String, Lowering> all = new HashMap<>();
    all.putAll(ConstantOperators.OPERATORS);
    all.putAll(DenseOperators.OPERATORS);
    all.putAll(ElementOperators.OPERATORS);
    all.putAll(PairOperators.OPERATORS);
    all.putAll(MovingOperators.OPERATORS);
    all.putAll(ShapeOperators.OPERATORS);
    all.putAll(RowOperators.OPERATORS);
    all.putAll(RecurrentOperators.OPERATORS);
    return Map.copyOf(all);
  }

  /** Names of all operators, in alphabetic order. */
  static Set<String> names() {
    return new TreeSet<>(ALL.keySet());
  }

  /** How a node is compiled. */
  static Lowering find(OnnxNode node) throws UnsupportedModelException {
    if (!node.domain().isEmpty()) {
      throw new UnsupportedModelException(
          "operators of the domain '" + node.domain() + "' are not supported");
    }
    Lowering lowering = ALL.get(node.operator());
    if (lowering == null) {
      throw new UnsupportedModelException("the operator is not supported");
    }
    return lowering;
  }
}

package io.escapement.policy.vector;

import static java.util.Map.entry;

import java.util.Map;

/** Functions of each element: activations and the like. */
final class ElementOperators {

  static final Map<String, Lowering> OPERATORS =
      Map.ofEntries(
          entry("Relu", plain(Unary.RELU)),
          entry("Sigmoid", plain(Unary.SIGMOID)),
          entry("Tanh", plain(Unary.TANH)),
          entry("Softplus", plain(Unary.SOFTPLUS)),
          entry("Softsign", plain(Unary.SOFTSIGN)),
          entry("Mish", plain(Unary.MISH)),
          entry("HardSwish", plain(Unary.HARD_SWISH)),
          entry("Exp", plain(Unary.EXP)),
          entry("Log", plain(Unary.LOG)),
          entry("Erf", plain(Unary.ERF)),
          entry("Sqrt", plain(Unary.SQUARE_ROOT)),
          entry("Reciprocal", plain(Unary.RECIPROCAL)),
          entry("Abs", plain(Unary.MAGNITUDE)),
          entry("Neg", ElementOperators::negate),
          entry("LeakyRelu", withAlpha(Unary.LEAKY_RELU, 0.01f)),
          entry("Elu", withAlpha(Unary.ELU, 1)),
          entry("Celu", withAlpha(Unary.CELU, 1)),
          entry("Swish", withAlpha(Unary.SWISH, 1)),
          entry("Selu", ElementOperators::selu),
          entry("HardSigmoid", ElementOperators::hardSigmoid),
          entry("Gelu", ElementOperators::gelu),
          entry("Clip", ElementOperators::clip));

  private ElementOperators() {}

  private static Lowering plain(Unary function) {
    return node -> apply(node, function, 0, 0);
  }

  private static Lowering withAlpha(Unary function, float otherwise) {
    return node -> apply(node, function, node.real("alpha", otherwise), 1);
  }

  static void apply(NodeContext node, Unary function, float alpha, float beta)
      throws UnsupportedModelException {
    node.result(function.of(node.program(), node.signal(0), alpha, beta));
  }

  private static void negate(NodeContext node) throws UnsupportedModelException {
    if (node.value(0) instanceof Value.Whole) {
      ConstantOperators.negate(node);
    } else {
      apply(node, Unary.NEGATIVE, 0, 0);
    }
  }

  private static void selu(NodeContext node) throws UnsupportedModelException {
    apply(node, Unary.ELU, node.real("alpha", 1.6732632f), node.real("gamma", 1.050701f));
  }

  private static void hardSigmoid(NodeContext node) throws UnsupportedModelException {
    apply(node, Unary.HARD_SIGMOID, node.real("alpha", 0.2f), node.real("beta", 0.5f));
  }

  private static void gelu(NodeContext node) throws UnsupportedModelException {
    String approximation = node.text("approximate", "none");
    switch (approximation) {
      case "none" -> apply(node, Unary.GELU, 0, 0);
      case "tanh" -> apply(node, Unary.GELU_BY_TANH, 0, 0);
      default -> throw new UnsupportedModelException("approximate '" + approximation + "'");
    }
  }

  private static void clip(NodeContext node) throws UnsupportedModelException {
    float lower = -Float.MAX_VALUE;
    float upper = Float.MAX_VALUE;
    if (node.opset() < 11) {
      lower = node.real("min", lower);
      upper = node.real("max", upper);
    } else {
      lower = node.scalar(1, lower, "a lower bound");
      upper = node.scalar(2, upper, "an upper bound");
    }
    apply(node, Unary.CLIP, lower, upper);
  }
}

package io.escapement.policy.vector;

import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxAttribute.Real;
import io.escapement.policy.onnx.OnnxAttribute.Text;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Functions of one element and of two, of any size, give what ONNX Runtime gives. */
class ElementOperatorsProperties {

  private static final int OPSET = 20;

  /** An operator with its attributes, and whether it takes positive numbers alone. */
  record Element(String operator, boolean isPositive, OnnxAttribute... attributes) {
    @Override
    public String toString() {
      return operator + List.of(attributes);
    }
  }

  private static Element any(String operator, OnnxAttribute... attributes) {
    return new Element(operator, false, attributes);
  }

  @Provide
  Arbitrary<Element> elements() {
    return Arbitraries.of(
        any("Relu"),
        any("LeakyRelu", new Real("alpha", 0.2f)),
        any("Elu"),
        any("Elu", new Real("alpha", 0.7f)),
        any("Selu"),
        any("Celu", new Real("alpha", 1.4f)),
        any("Gelu"),
        any("Gelu", new Text("approximate", "tanh")),
        any("Sigmoid"),
        any("Tanh"),
        any("Softplus"),
        any("Softsign"),
        any("Mish"),
        any("HardSigmoid"),
        any("HardSigmoid", new Real("alpha", 0.3f), new Real("beta", 0.4f)),
        any("HardSwish"),
        any("Exp"),
        any("Erf"),
        any("Abs"),
        any("Neg"),
        new Element("Log", true),
        new Element("Sqrt", true),
        new Element("Reciprocal", true));
  }

  @Property(tries = 300)
  void functionsOfOneElement(
      @ForAll("elements") Element element,
      @ForAll @IntRange(min = 1, max = 70) int size,
      @ForAll @IntRange(min = 1, max = 12) int range,
      @ForAll long seed) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("element", OPSET);
    String x = graph.input("x", 1, size);
    if (element.isPositive()) {
      String small = graph.constant("small", new float[] {0.01f}, 1);
      x = graph.node("positive", "Add", List.of(graph.node("abs", "Abs", List.of(x)), small));
    }
    graph.node("y", element.operator(), List.of(x), element.attributes());
    EnginePair.compare(graph.output("y", 1, size).build(), seed, 2, range);
  }

  @Provide
  Arbitrary<String> pairs() {
    return Arbitraries.of("Add", "Sub", "Mul", "Div", "Min", "Max", "PRelu", "Sum");
  }

  /**
   * Shapes that go together: some sizes of the second are 1, some of its first axes are left out.
   */
  @Property(tries = 300)
  void functionsOfTwoElements(
      @ForAll("pairs") String operator,
      @ForAll @IntRange(min = 1, max = 3) int rank,
      @ForAll boolean isConstant,
      @ForAll boolean isSwapped,
      @ForAll long seed) {
    Random random = new Random(seed);
    long[] shape = new long[rank];
    List<Long> other = new ArrayList<>();
    int skipped = random.nextInt(rank);
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = 1L + random.nextInt(6);
      if (axis >= skipped) {
        other.add(random.nextBoolean() ? 1 : shape[axis]);
      }
    }
    OnnxGraphBuilder graph = new OnnxGraphBuilder("pair", OPSET);
    String x = graph.input("x", shape);
    long[] otherShape = other.stream().mapToLong(Long::longValue).toArray();
    int elements = (int) other.stream().reduce(1L, (a, b) -> a * b).longValue();
    float[] values = new float[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = 0.5f + random.nextFloat();
    }
    String y = graph.constant("c", values, otherShape);
    if (!isConstant) {
      String raw = graph.input("raw", otherShape);
      y = graph.node("computed", "Add", List.of(graph.node("abs", "Abs", List.of(raw)), "c"));
    }
    // The slopes of a PRelu come second.
    boolean swaps = isSwapped && !operator.equals("PRelu") && !operator.equals("Div");
    graph.node("result", operator, swaps ? List.of(y, x) : List.of(x, y));
    EnginePair.compare(graph.output("result", shape).build(), seed, 2, 3);
  }

  @Property(tries = 40)
  void powersOfConstantExponents(
      @ForAll("exponents") float exponent, @ForAll @IntRange(min = 1, max = 20) int size) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("power", OPSET);
    String x = graph.input("x", 1, size);
    String half = graph.constant("half", new float[] {0.5f}, 1);
    String positive =
        graph.node("positive", "Add", List.of(graph.node("abs", "Abs", List.of(x)), half));
    String power = graph.constant("power", new float[] {exponent});
    graph.node("y", "Pow", List.of(positive, power));
    EnginePair.compare(graph.output("y", 1, size).build(), size, 2, 2);
  }

  @Provide
  Arbitrary<Float> exponents() {
    return Arbitraries.of(-1f, -0.5f, 0.5f, 1f, 2f, 3f, 4f);
  }

  @Property(tries = 40)
  void clipsOfOldAndNewOperatorSets(
      @ForAll @IntRange(min = 7, max = 20) int opset,
      @ForAll boolean hasLower,
      @ForAll boolean hasUpper,
      @ForAll @IntRange(min = 1, max = 20) int size) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("clip", opset);
    String x = graph.input("x", 1, size);
    if (opset < 11) {
      List<OnnxAttribute> bounds = new ArrayList<>();
      if (hasLower) {
        bounds.add(new Real("min", -0.5f));
      }
      if (hasUpper) {
        bounds.add(new Real("max", 0.25f));
      }
      graph.node("y", "Clip", List.of(x), bounds.toArray(OnnxAttribute[]::new));
    } else {
      String lower = hasLower ? graph.constant("lower", new float[] {-0.5f}) : "";
      String upper = hasUpper ? graph.constant("upper", new float[] {0.25f}) : "";
      graph.node("y", "Clip", List.of(x, lower, upper));
    }
    EnginePair.compare(graph.output("y", 1, size).build(), size, 2, 2);
  }
}

package io.escapement.policy.vector;

import static java.util.Map.entry;

import io.escapement.policy.inference.TensorType;
import io.escapement.policy.onnx.OnnxAttribute;
import io.escapement.policy.onnx.OnnxTensor;
import io.escapement.policy.vector.Value.Signal;
import io.escapement.policy.vector.Value.Whole;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;

/** Constants, and the arithmetic of shapes that exporters leave in a graph: done at once. */
final class ConstantOperators {

  static final Map<String, Lowering> OPERATORS =
      Map.ofEntries(
          entry("Constant", ConstantOperators::constant),
          entry("ConstantOfShape", ConstantOperators::constantOfShape),
          entry("Shape", ConstantOperators::shape),
          entry("Size", node -> node.result(whole(node.value(0).shape().elements()))),
          entry("Range", ConstantOperators::range),
          entry("Equal", ConstantOperators::pair),
          entry("Mod", ConstantOperators::pair),
          entry("Where", ConstantOperators::where),
          entry("ReduceProd", ConstantOperators::product));

  private static final Map<String, LongBinaryOperator> PAIRS =
      Map.ofEntries(
          entry("Add", Long::sum),
          entry("Sub", (a, b) -> a - b),
          entry("Mul", (a, b) -> a * b),
          // Towards zero, as ONNX has it.
          entry("Div", (a, b) -> a / b),
          entry("Mod", Math::floorMod),
          entry("Equal", (a, b) -> a == b ? 1 : 0));

  private ConstantOperators() {}

  private static Whole whole(long element) {
    return new Whole(new long[] {element}, Shape.of());
  }

  private static void constant(NodeContext node) throws UnsupportedModelException {
    List<OnnxAttribute> attributes = node.node().attributes();
    if (attributes.size() != 1) {
      throw new UnsupportedModelException("expected one attribute, found " + attributes.size());
    }
    OnnxAttribute value = attributes.get(0);
    if (value instanceof OnnxAttribute.Tensor tensor) {
      node.result(GraphCompiler.constant(tensor.value()));
    } else if (value instanceof OnnxAttribute.Real real) {
      node.result(Signal.constant(new float[] {real.value()}, Shape.of()));
    } else if (value instanceof OnnxAttribute.Int integer) {
      node.result(whole(integer.value()));
    } else if (value instanceof OnnxAttribute.Ints integers) {
      long[] elements = integers.values().stream().mapToLong(Long::longValue).toArray();
      node.result(new Whole(elements, Shape.of(elements.length)));
    } else if (value instanceof OnnxAttribute.Reals reals) {
      float[] elements = new float[reals.values().size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = reals.values().get(i);
      }
      node.result(Signal.constant(elements, Shape.of(elements.length)));
    } else {
      throw new UnsupportedModelException("a constant of another kind than numbers");
    }
  }

  private static void constantOfShape(NodeContext node) throws UnsupportedModelException {
    Shape shape = ShapeOperators.shape(node.whole(0).elements());
    OnnxTensor value =
        node.node().attribute("value").orElse(null) instanceof OnnxAttribute.Tensor tensor
            ? tensor.value()
            : OnnxTensor.ofFloats(TensorType.FLOAT32, List.of(1L), 0);
    if (GraphCompiler.constant(value) instanceof Whole whole) {
      long[] elements = new long[shape.elements()];
      Arrays.fill(elements, whole.elements()[0]);
      node.result(new Whole(elements, shape));
    } else {
      float[] elements = new float[shape.elements()];
      Arrays.fill(elements, value.floats()[0]);
      node.result(Signal.constant(elements, shape));
    }
  }

  private static void shape(NodeContext node) throws UnsupportedModelException {
    int[] sizes = node.value(0).shape().toArray();
    long start = bounded(node.integer("start", 0), sizes.length);
    long end = bounded(node.integer("end", sizes.length), sizes.length);
    long[] elements = new long[(int) Math.max(0, end - start)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = sizes[(int) start + i];
    }
    node.result(new Whole(elements, Shape.of(elements.length)));
  }

  private static long bounded(long index, int size) {
    return Math.min(Math.max(index < 0 ? index + size : index, 0), size);
  }

  private static void range(NodeContext node) throws UnsupportedModelException {
    long start = node.whole(0).elements()[0];
    long limit = node.whole(1).elements()[0];
    long delta = node.whole(2).elements()[0];
    long count = delta == 0 ? 0 : (limit - start + delta - Long.signum(delta)) / delta;
    if (count < 1) {
      throw new UnsupportedModelException("a range without elements");
    }
    long[] elements = new long[Math.toIntExact(count)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = start + i * delta;
    }
    node.result(new Whole(elements, Shape.of(elements.length)));
  }

  /** Arithmetic of whole numbers. */
  static void pair(NodeContext node) throws UnsupportedModelException {
    Whole x = node.whole(0);
    Whole y = node.whole(1);
    Shape shape = x.shape().broadcast(y.shape());
    int[] left = x.shape().broadcastMap(shape);
    int[] right = y.shape().broadcastMap(shape);
    LongBinaryOperator function = PAIRS.get(node.node().operator());
    long[] elements = new long[left.length];
    boolean divides = List.of("Div", "Mod").contains(node.node().operator());
    if (divides && Arrays.stream(y.elements()).anyMatch(divisor -> divisor == 0)) {
      throw new UnsupportedModelException("a division by 0");
    }
    for (int i = 0; i < elements.length; i++) {
      elements[i] = function.applyAsLong(x.elements()[left[i]], y.elements()[right[i]]);
    }
    node.result(new Whole(elements, shape));
  }

  static void negate(NodeContext node) throws UnsupportedModelException {
    Whole x = node.whole(0);
    node.result(new Whole(Arrays.stream(x.elements()).map(each -> -each).toArray(), x.shape()));
  }

  private static void where(NodeContext node) throws UnsupportedModelException {
    Whole condition = node.whole(0);
    Whole x = node.whole(1);
    Whole y = node.whole(2);
    Shape shape = condition.shape().broadcast(x.shape()).broadcast(y.shape());
    int[] of = condition.shape().broadcastMap(shape);
    int[] left = x.shape().broadcastMap(shape);
    int[] right = y.shape().broadcastMap(shape);
    long[] elements = new long[of.length];
    for (int i = 0; i < elements.length; i++) {
      elements[i] =
          condition.elements()[of[i]] != 0 ? x.elements()[left[i]] : y.elements()[right[i]];
    }
    node.result(new Whole(elements, shape));
  }

  private static void product(NodeContext node) throws UnsupportedModelException {
    Whole x = node.whole(0);
    if (x.shape().rank() != 1) {
      throw new UnsupportedModelException("a product over the shape " + x.shape());
    }
    long product = Arrays.stream(x.elements()).reduce(1, (a, b) -> a * b);
    boolean keeps = node.integer("keepdims", 1) != 0;
    node.result(new Whole(new long[] {product}, keeps ? Shape.of(1) : Shape.of()));
  }
}

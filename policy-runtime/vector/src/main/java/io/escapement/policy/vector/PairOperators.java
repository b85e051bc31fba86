package io.escapement.policy.vector;

import static java.util.Map.entry;

import io.escapement.policy.vector.Value.Signal;
import io.escapement.policy.vector.Value.Whole;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions of two elements or more, of tensors whose shapes go together. */
final class PairOperators {

  static final Map<String, Lowering> OPERATORS =
      Map.ofEntries(
          entry("Add", PairOperators::add),
          entry("Sub", pair(BinaryKernels::subtract)),
          entry("Mul", pair(BinaryKernels::multiply)),
          entry("Div", pair(BinaryKernels::divide)),
          entry("PRelu", pair(BinaryKernels::parametricRelu)),
          entry("Min", any(BinaryKernels::min)),
          entry("Max", any(BinaryKernels::max)),
          entry("Sum", any(BinaryKernels::add)),
          entry("Pow", PairOperators::power),
          entry("BatchNormalization", PairOperators::batchNormalization));

  private PairOperators() {}

  private static Lowering pair(BinaryKernels.Kernel function) {
    return node -> {
      if (node.value(0) instanceof Whole && node.value(1) instanceof Whole) {
        ConstantOperators.pair(node);
      } else {
        node.result(apply(node, function, node.signal(0), node.signal(1)));
      }
    };
  }

  private static Lowering any(BinaryKernels.Kernel function) {
    return node -> {
      Signal result = node.signal(0);
      for (int i = 1; i < node.node().operands().size(); i++) {
        result = apply(node, function, result, node.signal(i));
      }
      node.result(result);
    };
  }

  private static Signal apply(NodeContext node, BinaryKernels.Kernel function, Signal x, Signal y)
      throws UnsupportedModelException {
    Shape shape = x.shape().broadcast(y.shape());
    Signal left = repeated(node, x, shape);
    Signal right = repeated(node, y, shape);
    Signal result = node.make(shape, x, y);
    node.program()
        .add(
            result,
            new Steps.OfTwo(function, left.data(), right.data(), result.data(), shape.elements()));
    return result;
  }

  /** A tensor repeated along axes of size 1; the same where nothing is repeated. */
  static Signal repeated(NodeContext node, Signal x, Shape shape) throws UnsupportedModelException {
    if (x.elements() == shape.elements()) {
      return x.as(shape);
    }
    Signal repeated = node.make(shape, x);
    Step step =
        x.elements() == 1
            ? new Steps.Fill(x.data(), repeated.data(), shape.elements())
            : MovingOperators.moving(x.data(), x.shape().broadcastMap(shape), repeated.data());
    node.program().add(repeated, step);
    return repeated;
  }

  /** A constant behind a product becomes its bias. */
  private static void add(NodeContext node) throws UnsupportedModelException {
    for (int bias = 0; bias < 2; bias++) {
      Optional<Steps.Dense> product = node.soleProduct(1 - bias);
      if (product.isPresent()
          && node.value(bias) instanceof Signal constant
          && constant.isConstant()
          && isBias(constant.shape(), node.signal(1 - bias).shape())) {
        float[] each = constant.elements() == 1 ? filled(constant, product.get()) : constant.data();
        product.get().addBias(each);
        node.result(node.signal(1 - bias));
        return;
      }
    }
    pair(BinaryKernels::add).lower(node);
  }

  /** One number a column, or one for all. */
  private static boolean isBias(Shape bias, Shape product) {
    boolean isRow = bias.elements() == bias.last() && bias.last() == product.last();
    return bias.rank() <= product.rank() && (bias.elements() == 1 || isRow);
  }

  private static float[] filled(Signal constant, Steps.Dense product) {
    float[] each = new float[product.outputs()];
    Arrays.fill(each, constant.data()[0]);
    return each;
  }

  private static void power(NodeContext node) throws UnsupportedModelException {
    float exponent = exponent(node);
    if (exponent == 1) {
      node.result(node.signal(0));
    } else if (exponent == 2) {
      ElementOperators.apply(node, Unary.SQUARE, 0, 0);
    } else if (exponent == 3) {
      ElementOperators.apply(node, Unary.CUBE, 0, 0);
    } else if (exponent == 4) {
      ElementOperators.apply(node, Unary.FOURTH_POWER, 0, 0);
    } else if (exponent == 0.5f) {
      ElementOperators.apply(node, Unary.SQUARE_ROOT, 0, 0);
    } else if (exponent == -0.5f) {
      ElementOperators.apply(node, Unary.RECIPROCAL_SQUARE_ROOT, 0, 0);
    } else if (exponent == -1) {
      ElementOperators.apply(node, Unary.RECIPROCAL, 0, 0);
    } else {
      throw new UnsupportedModelException(
          "the exponent " + exponent + "; supported are -1, -0.5, 0.5, 1, 2, 3 and 4");
    }
  }

  private static float exponent(NodeContext node) throws UnsupportedModelException {
    if (node.value(1) instanceof Whole whole && whole.elements().length == 1) {
      return whole.elements()[0];
    }
    return node.scalar(1, 1, "an exponent");
  }

  /** In inference: {@code (x - mean) / sqrt(variance + epsilon) scale + offset} of each channel. */
  private static void batchNormalization(NodeContext node) throws UnsupportedModelException {
    if (node.integer("training_mode", 0) != 0) {
      throw new UnsupportedModelException("training_mode is on; export the model for inference");
    }
    Signal x = node.signal(0);
    if (x.shape().rank() < 2) {
      throw new UnsupportedModelException("an input of the shape " + x.shape());
    }
    int channels = x.shape().size(1);
    Shape column = Shape.of(1).with(0, channels);
    for (int axis = 2; axis < x.shape().rank(); axis++) {
      List<Integer> sizes = column.toList();
      sizes.add(1);
      column = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }
    Signal scale = node.constant(1, "a scale");
    Signal offset = node.constant(2, "an offset");
    Signal mean = node.constant(3, "a mean");
    Signal variance = node.constant(4, "a variance");
    double epsilon = node.real("epsilon", 1e-5f);
    float[] factor = new float[channels];
    float[] shift = new float[channels];
    for (int i = 0; i < channels; i++) {
      double each = scale.data()[i] / StrictMath.sqrt(variance.data()[i] + epsilon);
      factor[i] = (float) each;
      shift[i] = (float) (offset.data()[i] - mean.data()[i] * each);
    }
    Signal scaled = apply(node, BinaryKernels::multiply, x, Signal.constant(factor, column));
    node.result(apply(node, BinaryKernels::add, scaled, Signal.constant(shift, column)));
  }
}

package io.escapement.policy.vector;

import static java.util.Map.entry;

import io.escapement.policy.vector.RowKernels.Reduction;
import io.escapement.policy.vector.Value.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Sums, means and extremes over axes, and the normalisers made of them. */
final class RowOperators {

  static final Map<String, Lowering> OPERATORS =
      Map.ofEntries(
          entry("ReduceSum", reduce(Reduction.SUM)),
          entry("ReduceMean", reduce(Reduction.MEAN)),
          entry("ReduceMax", reduce(Reduction.MAX)),
          entry("ReduceMin", reduce(Reduction.MIN)),
          entry("ReduceSumSquare", reduce(Reduction.SUM_OF_SQUARES)),
          entry("ReduceL2", reduce(Reduction.NORM)),
          entry("LayerNormalization", node -> normalise(node, true)),
          entry("RMSNormalization", node -> normalise(node, false)),
          entry("Softmax", node -> softmax(node, false)),
          entry("LogSoftmax", node -> softmax(node, true)));

  private RowOperators() {}

  private static Lowering reduce(Reduction reduction) {
    return node -> reduce(node, reduction);
  }

  private static void reduce(NodeContext node, Reduction reduction)
      throws UnsupportedModelException {
    Signal x = node.signal(0);
    Shape shape = x.shape();
    long[] given = node.wholes("axes", 1).orElse(new long[0]);
    if (given.length == 0 && node.integer("noop_with_empty_axes", 0) != 0) {
      throw new UnsupportedModelException("noop_with_empty_axes without axes");
    }
    TreeSet<Integer> axes = new TreeSet<>();
    for (long axis : given) {
      axes.add(shape.axis(axis));
    }
    if (given.length == 0) {
      IntStream.range(0, shape.rank()).forEach(axes::add);
    }
    boolean keeps = node.integer("keepdims", 1) != 0;
    List<Integer> kept = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    int rows = 1;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!axes.contains(axis)) {
        order.add(axis);
        rows *= shape.size(axis);
        kept.add(shape.size(axis));
      } else if (keeps) {
        kept.add(1);
      }
    }
    order.addAll(axes);
    Signal inRows = ordered(node, x, order);
    Signal y = node.make(Shape.of(kept.stream().mapToInt(Integer::intValue).toArray()), x);
    int length = shape.elements() / rows;
    node.compute(y, new Steps.Reduce(reduction, inRows.data(), rows, length, y.data()));
  }

  /** The tensor with its axes in another order; itself where that changes nothing. */
  private static Signal ordered(NodeContext node, Signal x, List<Integer> order)
      throws UnsupportedModelException {
    int[] strides = x.shape().strides();
    int[] sizes = new int[strides.length];
    int[] moved = new int[strides.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = x.shape().size(order.get(i));
      moved[i] = strides[order.get(i)];
    }
    Shape shape = Shape.of(sizes);
    int[] map = shape.walk(0, moved);
    if (IntStream.range(0, map.length).allMatch(i -> map[i] == i)) {
      return x;
    }
    Signal y = node.make(shape, x);
    node.program().add(y, MovingOperators.moving(x.data(), map, y.data()));
    return y;
  }

  private static void normalise(NodeContext node, boolean isCentred)
      throws UnsupportedModelException {
    Signal x = node.signal(0);
    int axis = x.shape().axis(node.integer("axis", -1));
    int length = x.shape().product(axis, x.shape().rank());
    if (node.wants(1) || node.wants(2)) {
      throw new UnsupportedModelException("its mean and deviation are used");
    }
    float[] scale = each(node, 1, length, "a scale");
    float[] offset = node.has(2) ? each(node, 2, length, "an offset") : Lanes.array(length);
    Signal y = node.make(x.shape(), x);
    node.compute(
        y,
        new Steps.Normalise(
            x.data(),
            x.elements() / length,
            length,
            isCentred,
            node.real("epsilon", 1e-5f),
            scale,
            offset,
            y.data()));
  }

  private static float[] each(NodeContext node, int operand, int length, String what)
      throws UnsupportedModelException {
    Signal constant = node.constant(operand, what);
    if (constant.elements() == length) {
      return constant.data();
    }
    if (constant.elements() != 1) {
      throw new UnsupportedModelException(what + " of the shape " + constant.shape());
    }
    float[] repeated = Lanes.array(length);
    Arrays.fill(repeated, constant.data()[0]);
    return repeated;
  }

  private static void softmax(NodeContext node, boolean isLogarithm)
      throws UnsupportedModelException {
    Signal x = node.signal(0);
    Shape shape = x.shape();
    boolean isOld = node.opset() < 13;
    int axis = shape.axis(node.integer("axis", isOld ? 1 : -1));
    // Until operator set 12 everything from the axis on was one row.
    int length = isOld ? shape.product(axis, shape.rank()) : shape.size(axis);
    if (isOld || shape.product(axis + 1, shape.rank()) == 1) {
      Signal y = node.make(shape, x);
      node.compute(y, softmax(x, length, isLogarithm, y));
      return;
    }
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, shape.rank()).filter(each -> each != axis).forEach(order::add);
    order.add(axis);
    Signal inRows = ordered(node, x, order);
    Signal rows = node.make(inRows.shape(), x);
    node.program().add(rows, softmax(inRows, length, isLogarithm, rows));
    List<Integer> back = new ArrayList<>();
    IntStream.range(0, shape.rank()).forEach(each -> back.add(order.indexOf(each)));
    node.result(ordered(node, rows, back));
  }

  private static Step softmax(Signal x, int length, boolean isLogarithm, Signal y) {
    int rows = x.elements() / length;
    float[] scratch = Lanes.array(length);
    return new Steps.Softmax(x.data(), rows, length, isLogarithm, scratch, y.data());
  }
}

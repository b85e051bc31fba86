package io.escapement.policy.vector;

import static java.util.Map.entry;

import io.escapement.policy.inference.TensorType;
import io.escapement.policy.vector.Value.Foreign;
import io.escapement.policy.vector.Value.Signal;
import io.escapement.policy.vector.Value.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Operators that give the same elements another shape or type. */
final class ShapeOperators {

  static final Map<String, Lowering> OPERATORS =
      Map.ofEntries(
          entry("Identity", node -> node.result(node.value(0))),
          entry("Dropout", ShapeOperators::dropout),
          entry("Cast", ShapeOperators::cast),
          entry("Reshape", ShapeOperators::reshape),
          entry("Flatten", ShapeOperators::flatten),
          entry("Squeeze", ShapeOperators::squeeze),
          entry("Unsqueeze", ShapeOperators::unsqueeze));

  private ShapeOperators() {}

  /** The shape of whole numbers that a model computes or holds. */
  static Shape shape(long... sizes) throws UnsupportedModelException {
    Shape shape = Shape.ofLongs(Arrays.stream(sizes).boxed().toList());
    if (shape.elements() == 0) {
      throw new UnsupportedModelException("a tensor without elements");
    }
    return shape;
  }

  private static void reshaped(NodeContext node, Value x, Shape shape)
      throws UnsupportedModelException {
    if (x.shape().elements() != shape.elements()) {
      throw new UnsupportedModelException(
          "the shapes " + x.shape() + " and " + shape + " hold different numbers of elements");
    }
    if (x instanceof Signal signal) {
      node.result(signal.as(shape));
    } else if (x instanceof Whole whole) {
      node.result(new Whole(whole.elements(), shape));
    } else if (x instanceof Foreign foreign) {
      node.result(new Foreign(foreign.type(), foreign.asFloat32().as(shape)));
    }
  }

  private static void dropout(NodeContext node) throws UnsupportedModelException {
    if (node.has(2) && node.whole(2).elements()[0] != 0) {
      throw new UnsupportedModelException("training_mode is on; export the model for inference");
    }
    if (node.wants(1)) {
      throw new UnsupportedModelException("its mask is used");
    }
    node.result(node.value(0));
  }

  private static void cast(NodeContext node) throws UnsupportedModelException {
    TensorType type = TensorType.ofCode((int) node.integer("to", 0));
    Value x = node.value(0);
    switch (type) {
      case FLOAT32 -> node.result(toFloat(x));
      case INT64, INT32 -> node.result(toWhole(node, x));
      default -> throw new UnsupportedModelException("a cast to " + type);
    }
  }

  private static Value toFloat(Value x) {
    if (x instanceof Foreign foreign) {
      return foreign.asFloat32();
    }
    if (x instanceof Whole whole) {
      float[] elements = new float[whole.elements().length];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = whole.elements()[i];
      }
      return Signal.constant(elements, whole.shape());
    }
    Signal signal = (Signal) x;
    return new Signal(signal.data(), signal.shape(), signal.isConstant(), false);
  }

  private static Value toWhole(NodeContext node, Value x) throws UnsupportedModelException {
    if (x instanceof Whole) {
      return x;
    }
    Signal signal = x instanceof Foreign foreign ? foreign.asFloat32() : (Signal) x;
    if (signal.isWhole()) {
      return signal;
    }
    if (signal.isConstant()) {
      long[] elements = new long[signal.elements()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (long) signal.data()[i];
      }
      return new Whole(elements, signal.shape());
    }
    Signal whole = node.make(signal.shape(), signal);
    node.program().add(whole, new Steps.Truncate(signal.data(), whole.data(), signal.elements()));
    return new Signal(whole.data(), whole.shape(), false, true);
  }

  private static void reshape(NodeContext node) throws UnsupportedModelException {
    Value x = node.value(0);
    long[] sizes = node.wholes("shape", 1).orElse(new long[0]).clone();
    int open = -1;
    int known = 1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == 0 && node.integer("allowzero", 0) == 0) {
        sizes[i] = x.shape().size(x.shape().axis(i));
      }
      if (sizes[i] == -1) {
        open = i;
      } else {
        known *= Math.toIntExact(sizes[i]);
      }
    }
    if (open >= 0) {
      sizes[open] = x.shape().elements() / Math.max(known, 1);
    }
    reshaped(node, x, shape(sizes));
  }

  private static void flatten(NodeContext node) throws UnsupportedModelException {
    Shape shape = node.value(0).shape();
    long given = node.integer("axis", 1);
    int axis = given == shape.rank() ? shape.rank() : shape.axis(given);
    reshaped(
        node, node.value(0), Shape.of(shape.product(0, axis), shape.product(axis, shape.rank())));
  }

  private static void squeeze(NodeContext node) throws UnsupportedModelException {
    Shape shape = node.value(0).shape();
    Optional<long[]> axes = node.wholes("axes", 1);
    List<Long> sizes = new ArrayList<>();
    TreeSet<Integer> dropped = new TreeSet<>();
    for (long axis : axes.orElse(new long[0])) {
      dropped.add(shape.axis(axis));
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      boolean isDropped = axes.isPresent() ? dropped.contains(axis) : shape.size(axis) == 1;
      if (!isDropped) {
        sizes.add((long) shape.size(axis));
      }
    }
    reshaped(node, node.value(0), Shape.ofLongs(sizes));
  }

  private static void unsqueeze(NodeContext node) throws UnsupportedModelException {
    Shape shape = node.value(0).shape();
    long[] axes = node.wholes("axes", 1).orElse(new long[0]);
    int rank = shape.rank() + axes.length;
    TreeSet<Integer> added = new TreeSet<>();
    for (long axis : axes) {
      added.add((int) (axis < 0 ? axis + rank : axis));
    }
    List<Long> sizes = new ArrayList<>();
    int old = 0;
    for (int axis = 0; axis < rank; axis++) {
      sizes.add(added.contains(axis) ? 1L : (long) shape.size(shape.axis(old++)));
    }
    reshaped(node, node.value(0), Shape.ofLongs(sizes));
  }
}

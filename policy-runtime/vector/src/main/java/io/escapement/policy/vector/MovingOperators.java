package io.escapement.policy.vector;

import static java.util.Map.entry;

import io.escapement.policy.vector.Value.Signal;
import io.escapement.policy.vector.Value.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that put elements elsewhere and change none. */
final class MovingOperators {

  static final Map<String, Lowering> OPERATORS =
      Map.ofEntries(
          entry("Transpose", MovingOperators::transpose),
          entry("Slice", MovingOperators::slice),
          entry("Split", MovingOperators::split),
          entry("Gather", MovingOperators::gather),
          entry("Concat", MovingOperators::concat),
          entry("Expand", MovingOperators::expand),
          entry("Tile", MovingOperators::tile));

  /** From this mean length on, whole stretches are copied instead of elements. */
  private static final int STRETCH = 4;

  private MovingOperators() {}

  /** The step that writes {@code y[i] = x[map[i]]}. */
  static Step moving(float[] x, int[] map, float[] y) {
    int[] starts =
        IntStream.range(0, map.length).filter(i -> i == 0 || map[i] != map[i - 1] + 1).toArray();
    if (map.length < STRETCH * starts.length) {
      return new Steps.Pick(x, map, y);
    }
    int[] from = new int[starts.length];
    int[] lengths = new int[starts.length];
    for (int i = 0; i < starts.length; i++) {
      from[i] = map[starts[i]];
      lengths[i] = (i + 1 < starts.length ? starts[i + 1] : map.length) - starts[i];
    }
    return new Steps.Copy(x, from, y, starts, lengths);
  }

  /** Defines a result as the elements of an operand at the places of a map. */
  private static void move(NodeContext node, int result, Value x, Shape shape, int[] map)
      throws UnsupportedModelException {
    if (x instanceof Whole whole) {
      long[] elements = new long[map.length];
      for (int i = 0; i < map.length; i++) {
        elements[i] = whole.elements()[map[i]];
      }
      node.result(result, new Whole(elements, shape));
      return;
    }
    Signal signal = anySignal(x);
    Signal moved = node.make(shape, signal);
    node.program().add(moved, moving(signal.data(), map, moved.data()));
    node.result(result, new Signal(moved.data(), shape, moved.isConstant(), signal.isWhole()));
  }

  private static Signal anySignal(Value x) throws UnsupportedModelException {
    if (x instanceof Signal signal) {
      return signal;
    }
    throw new UnsupportedModelException("it works in another precision than float32");
  }

  private static void transpose(NodeContext node) throws UnsupportedModelException {
    Value x = node.value(0);
    int rank = x.shape().rank();
    long[] order =
        node.ints("perm")
            .orElseGet(() -> IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray());
    int[] oldStrides = x.shape().strides();
    int[] sizes = new int[rank];
    int[] strides = new int[rank];
    for (int i = 0; i < rank; i++) {
      int axis = x.shape().axis(order[i]);
      sizes[i] = x.shape().size(axis);
      strides[i] = oldStrides[axis];
    }
    Shape shape = Shape.of(sizes);
    move(node, 0, x, shape, shape.walk(0, strides));
  }

  private static void slice(NodeContext node) throws UnsupportedModelException {
    Value x = node.value(0);
    long[] starts = required(node.wholes("starts", 1), "starts");
    long[] ends = required(node.wholes("ends", 2), "ends");
    long[] axes =
        node.wholes("axes", 3)
            .orElseGet(() -> IntStream.range(0, starts.length).asLongStream().toArray());
    long[] steps = node.has(4) ? node.whole(4).elements() : filled(starts.length);
    int[] sizes = x.shape().toArray();
    int[] strides = x.shape().strides();
    int first = 0;
    for (int i = 0; i < starts.length; i++) {
      int axis = x.shape().axis(axes[i]);
      int size = x.shape().size(axis);
      if (steps[i] == 0) {
        throw new UnsupportedModelException("a step of 0");
      }
      long start = bounded(starts[i], size, steps[i] > 0 ? size : size - 1);
      long end = ends[i] < 0 ? ends[i] + size : ends[i];
      end = steps[i] > 0 ? Math.min(Math.max(end, 0), size) : Math.min(Math.max(end, -1), size - 1);
      long count = (end - start + steps[i] - Long.signum(steps[i])) / steps[i];
      if (count < 1) {
        throw new UnsupportedModelException("a slice without elements");
      }
      first += (int) start * strides[axis];
      strides[axis] *= (int) steps[i];
      sizes[axis] = (int) count;
    }
    Shape shape = Shape.of(sizes);
    move(node, 0, x, shape, shape.walk(first, strides));
  }

  private static long bounded(long index, int size, int largest) {
    return Math.min(Math.max(index < 0 ? index + size : index, 0), largest);
  }

  private static long[] required(Optional<long[]> values, String what)
      throws UnsupportedModelException {
    return values.orElseThrow(() -> new UnsupportedModelException(what + " is missing"));
  }

  private static long[] filled(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void split(NodeContext node) throws UnsupportedModelException {
    Value x = node.value(0);
    int axis = x.shape().axis(node.integer("axis", 0));
    int size = x.shape().size(axis);
    int parts = node.node().results().size();
    Optional<long[]> given = node.wholes("split", 1);
    int each = (size + parts - 1) / parts;
    int start = 0;
    for (int part = 0; part < parts; part++) {
      int length = given.isPresent() ? (int) given.get()[part] : Math.min(each, size - start);
      if (length < 1 || start + length > size) {
        throw new UnsupportedModelException("parts that are empty or do not add up to " + size);
      }
      if (node.wants(part)) {
        Shape shape = x.shape().with(axis, length);
        int[] strides = x.shape().strides();
        move(node, part, x, shape, shape.walk(start * strides[axis], strides));
      }
      start += length;
    }
  }

  private static void gather(NodeContext node) throws UnsupportedModelException {
    Value x = node.value(0);
    int axis = x.shape().axis(node.integer("axis", 0));
    Value index = node.value(1);
    List<Integer> sizes = x.shape().toList();
    sizes.remove(axis);
    sizes.addAll(axis, index.shape().toList());
    Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    int blocks = x.shape().product(0, axis);
    int count = x.shape().size(axis);
    int length = x.shape().product(axis + 1, x.shape().rank());
    if (index instanceof Whole whole) {
      move(node, 0, x, shape, picked(whole.elements(), blocks, count, length));
    } else if (index instanceof Signal computed && computed.isWhole()) {
      Signal table = node.signal(0);
      Signal found = node.make(shape, table, computed);
      node.compute(
          found,
          new Steps.LookUp(
              table.data(),
              blocks,
              count,
              length,
              computed.data(),
              computed.elements(),
              found.data()));
    } else {
      throw new UnsupportedModelException("an index that is no whole number");
    }
  }

  private static int[] picked(long[] indices, int blocks, int count, int length)
      throws UnsupportedModelException {
    int[] map = new int[blocks * indices.length * length];
    int at = 0;
    for (int block = 0; block < blocks; block++) {
      for (long index : indices) {
        long row = index < 0 ? index + count : index;
        if (row < 0 || row >= count) {
          throw new UnsupportedModelException("the index " + index + " of " + count);
        }
        for (int i = 0; i < length; i++) {
          map[at++] = (block * count + (int) row) * length + i;
        }
      }
    }
    return map;
  }

  private static void concat(NodeContext node) throws UnsupportedModelException {
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < node.node().operands().size(); i++) {
      parts.add(node.value(i));
    }
    Shape first = parts.get(0).shape();
    int axis = first.axis(node.integer("axis", 1));
    int size = 0;
    for (Value part : parts) {
      if (part.shape().rank() != first.rank()
          || !part.shape().with(axis, 1).equals(first.with(axis, 1))) {
        throw new UnsupportedModelException(
            "the shapes " + first + " and " + part.shape() + " do not go together");
      }
      size += part.shape().size(axis);
    }
    Shape shape = first.with(axis, size);
    if (parts.stream().allMatch(Whole.class::isInstance)) {
      node.result(new Whole(joined(parts, shape, axis), shape));
      return;
    }
    Signal[] signals = new Signal[parts.size()];
    for (int i = 0; i < signals.length; i++) {
      signals[i] = node.signal(i);
    }
    Signal whole = node.make(shape, signals);
    int start = 0;
    for (Signal part : signals) {
      Step placing = placed(part, whole, axis, start);
      if (part.isConstant()) {
        placing.run();
      } else {
        node.program().add(whole, placing);
      }
      start += part.shape().size(axis);
    }
    node.result(whole);
  }

  /** Copies a part of a concatenation to where it belongs. */
  private static Step placed(Signal part, Signal whole, int axis, int start) {
    int blocks = part.shape().product(0, axis);
    int inner = part.shape().product(axis + 1, part.shape().rank());
    int length = part.shape().size(axis) * inner;
    int stride = whole.shape().size(axis) * inner;
    int[] from = new int[blocks];
    int[] to = new int[blocks];
    int[] lengths = new int[blocks];
    for (int block = 0; block < blocks; block++) {
      from[block] = block * length;
      to[block] = block * stride + start * inner;
      lengths[block] = length;
    }
    return new Steps.Copy(part.data(), from, whole.data(), to, lengths);
  }

  private static long[] joined(List<Value> parts, Shape shape, int axis) {
    long[] elements = new long[shape.elements()];
    int outer = shape.product(0, axis);
    int at = 0;
    for (int block = 0; block < outer; block++) {
      for (Value part : parts) {
        int length = part.shape().product(axis, part.shape().rank());
        System.arraycopy(((Whole) part).elements(), block * length, elements, at, length);
        at += length;
      }
    }
    return elements;
  }

  private static void expand(NodeContext node) throws UnsupportedModelException {
    Value x = node.value(0);
    Shape wanted = ShapeOperators.shape(node.whole(1).elements());
    Shape shape = x.shape().broadcast(wanted);
    move(node, 0, x, shape, x.shape().broadcastMap(shape));
  }

  private static void tile(NodeContext node) throws UnsupportedModelException {
    Value x = node.value(0);
    long[] repeats = node.whole(1).elements();
    int rank = x.shape().rank();
    // Each axis becomes two, of which the first is walked without moving.
    int[] sizes = new int[2 * rank];
    int[] strides = new int[2 * rank];
    int[] tiled = new int[rank];
    int[] own = x.shape().strides();
    for (int axis = 0; axis < rank; axis++) {
      sizes[2 * axis] = Math.toIntExact(repeats[axis]);
      sizes[2 * axis + 1] = x.shape().size(axis);
      strides[2 * axis + 1] = own[axis];
      tiled[axis] = sizes[2 * axis] * sizes[2 * axis + 1];
    }
    move(node, 0, x, Shape.of(tiled), Shape.of(sizes).walk(0, strides));
  }
}

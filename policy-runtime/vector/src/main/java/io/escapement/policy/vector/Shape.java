package io.escapement.policy.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Dimensions of a tensor: all known, none of them 0. */
final class Shape {

  private final int[] sizes;

  private Shape(int[] sizes) {
    this.sizes = sizes;
  }

  static Shape of(int... sizes) {
    return new Shape(sizes.clone());
  }

  /** The shape of sizes from a file. */
  static Shape ofLongs(List<Long> sizes) throws UnsupportedModelException {
    int[] converted = new int[sizes.size()];
    long elements = 1;
    for (int i = 0; i < converted.length; i++) {
      long size = sizes.get(i);
      if (size < 0 || size > Integer.MAX_VALUE || elements * size > Integer.MAX_VALUE / 8) {
        throw new UnsupportedModelException("a tensor of the shape " + sizes + " is too large");
      }
      converted[i] = (int) size;
      elements *= size;
    }
    return new Shape(converted);
  }

  int rank() {
    return sizes.length;
  }

  int size(int axis) {
    return sizes[axis];
  }

  int last() {
    return sizes.length == 0 ? 1 : sizes[sizes.length - 1];
  }

  int elements() {
    return product(0, sizes.length);
  }

  /** Product of the sizes of axes from one up to, and without, another. */
  int product(int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= sizes[axis];
    }
    return product;
  }

  /** An axis that may count from the end, as one that counts from the start. */
  int axis(long axis) throws UnsupportedModelException {
    long counted = axis < 0 ? axis + sizes.length : axis;
    if (counted < 0 || counted >= sizes.length) {
      throw new UnsupportedModelException("there is no axis " + axis + " in the shape " + this);
    }
    return (int) counted;
  }

  int[] toArray() {
    return sizes.clone();
  }

  List<Integer> toList() {
    return IntStream.of(sizes).boxed().collect(Collectors.toCollection(ArrayList::new));
  }

  Shape with(int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis] = size;
    return new Shape(changed);
  }

  /** Elements between two neighbours along each axis. */
  int[] strides() {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= sizes[axis];
    }
    return strides;
  }

  /** The shape that two tensors have together where one is repeated along axes of size 1. */
  Shape broadcast(Shape other) throws UnsupportedModelException {
    int rank = Math.max(rank(), other.rank());
    int[] common = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int mine = i <= rank() ? sizes[rank() - i] : 1;
      int theirs = i <= other.rank() ? other.sizes[other.rank() - i] : 1;
      if (mine != theirs && mine != 1 && theirs != 1) {
        throw new UnsupportedModelException(
            "the shapes " + this + " and " + other + " do not go together");
      }
      common[rank - i] = mine == 1 ? theirs : mine;
    }
    return new Shape(common);
  }

  /** For each element of a larger shape, the element of this one that is repeated there. */
  int[] broadcastMap(Shape larger) {
    int[] ownStrides = strides();
    int shift = larger.rank() - rank();
    int[] strides = new int[larger.rank()];
    for (int axis = 0; axis < rank(); axis++) {
      strides[axis + shift] = sizes[axis] == 1 ? 0 : ownStrides[axis];
    }
    return larger.walk(0, strides);
  }

  /** Walks all elements in order; gives where each lies with other strides. */
  int[] walk(int start, int[] strides) {
    int[] map = new int[elements()];
    int[] index = new int[rank()];
    int at = start;
    for (int i = 0; i < map.length; i++) {
      map[i] = at;
      for (int axis = rank() - 1; axis >= 0; axis--) {
        at += strides[axis];
        if (++index[axis] < sizes[axis]) {
          break;
        }
        at -= index[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}

package io.escapement.policy.vector;

import static java.util.Map.entry;

import io.escapement.policy.vector.Value.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Products of matrices. */
final class DenseOperators {

  static final Map<String, Lowering> OPERATORS =
      Map.ofEntries(entry("Gemm", DenseOperators::gemm), entry("MatMul", DenseOperators::matMul));

  private DenseOperators() {}

  /** {@code alpha A B + beta C}. */
  private static void gemm(NodeContext node) throws UnsupportedModelException {
    Signal a = node.signal(0);
    Signal b = node.constant(1, "a matrix B");
    if (a.shape().rank() != 2 || b.shape().rank() != 2) {
      throw new UnsupportedModelException(
          "operands of the shapes " + a.shape() + " and " + b.shape());
    }
    boolean isTransposedA = node.integer("transA", 0) != 0;
    if (isTransposedA && a.shape().size(0) != 1 && a.shape().size(1) != 1) {
      throw new UnsupportedModelException("transA of the shape " + a.shape());
    }
    int rows = a.shape().size(isTransposedA ? 1 : 0);
    int inner = a.shape().size(isTransposedA ? 0 : 1);
    boolean isTransposed = node.integer("transB", 0) != 0;
    requireInner(inner, b.shape().size(isTransposed ? 1 : 0), a, b);
    int columns = b.shape().size(isTransposed ? 0 : 1);
    float alpha = node.real("alpha", 1);
    float[] weights = b.data();
    TiledMatrix matrix =
        TiledMatrix.of(
            inner,
            columns,
            isTransposed
                ? (input, output) -> alpha * weights[output * inner + input]
                : (input, output) -> alpha * weights[input * columns + output]);
    float[] bias = new float[columns];
    boolean hasBias = node.has(2) && isRow(node.value(2).shape(), columns);
    if (hasBias && node.isConstant(2)) {
      Signal c = node.constant(2, "a bias");
      float beta = node.real("beta", 1);
      for (int i = 0; i < columns; i++) {
        bias[i] = beta * c.data()[c.elements() == 1 ? 0 : i];
      }
    } else if (node.has(2)) {
      throw new UnsupportedModelException(
          "a bias C of the shape " + node.value(2).shape() + "; only a constant row is supported");
    }
    dense(node, a, matrix, bias, rows, Shape.of(rows, columns));
  }

  private static boolean isRow(Shape shape, int columns) {
    return shape.elements() == 1 || (shape.last() == columns && shape.elements() == columns);
  }

  private static void dense(
      NodeContext node, Signal a, TiledMatrix matrix, float[] bias, int rows, Shape shape)
      throws UnsupportedModelException {
    Signal y = node.make(shape, a);
    Steps.Dense dense = new Steps.Dense(matrix, bias, a.data(), y.data(), rows);
    node.compute(y, dense);
    if (!y.isConstant()) {
      node.isProduct(dense);
    }
  }

  private static void requireInner(int left, int right, Signal a, Signal b)
      throws UnsupportedModelException {
    if (left != right) {
      throw new UnsupportedModelException(
          "the shapes " + a.shape() + " and " + b.shape() + " do not go together");
    }
  }

  private static void matMul(NodeContext node) throws UnsupportedModelException {
    Signal a = node.signal(0);
    Signal b = node.signal(1);
    if (a.shape().rank() == 0 || b.shape().rank() == 0) {
      throw new UnsupportedModelException("a scalar operand");
    }
    // As NumPy has it: a vector is a row on the left and a column on the right.
    Shape left = a.shape().rank() == 1 ? Shape.of(1, a.shape().last()) : a.shape();
    Shape right = b.shape().rank() == 1 ? Shape.of(b.shape().last(), 1) : b.shape();
    int inner = left.last();
    int rows = left.size(left.rank() - 2);
    int columns = right.last();
    requireInner(inner, right.size(right.rank() - 2), a, b);
    Shape leftBatches = batches(left);
    Shape rightBatches = batches(right);
    Shape common = leftBatches.broadcast(rightBatches);
    List<Integer> sizes = common.toList();
    if (a.shape().rank() > 1) {
      sizes.add(rows);
    }
    if (b.shape().rank() > 1) {
      sizes.add(columns);
    }
    Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    if (b.isConstant() && rightBatches.elements() == 1) {
      float[] weights = b.data();
      TiledMatrix matrix =
          TiledMatrix.of(inner, columns, (input, output) -> weights[input * columns + output]);
      dense(node, a, matrix, new float[columns], leftBatches.elements() * rows, shape);
      return;
    }
    Signal y = node.make(shape, a, b);
    node.compute(
        y,
        new Steps.Product(
            a.data(),
            starts(leftBatches, common, rows * inner),
            b.data(),
            starts(rightBatches, common, inner * columns),
            rows,
            inner,
            columns,
            y.data()));
  }

  private static Shape batches(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 2));
  }

  private static int[] starts(Shape batches, Shape common, int elements) {
    int[] map = batches.broadcastMap(common);
    for (int i = 0; i < map.length; i++) {
      map[i] *= elements;
    }
    return map;
  }
}

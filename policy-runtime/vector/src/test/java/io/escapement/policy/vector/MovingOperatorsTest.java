package io.escapement.policy.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.escapement.policy.inference.InferenceBinding;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.TensorMemory;
import io.escapement.policy.inference.TensorType;
import io.escapement.policy.onnx.OnnxAttribute.Int;
import io.escapement.policy.onnx.OnnxAttribute.Ints;
import io.escapement.policy.onnx.OnnxAttribute.Tensor;
import io.escapement.policy.onnx.OnnxGraphBuilder;
import io.escapement.policy.onnx.OnnxTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Operators that put elements elsewhere, and the arithmetic of shapes around them. */
class MovingOperatorsTest {

  private static OnnxGraphBuilder graph() {
    return new OnnxGraphBuilder("moving", 18);
  }

  private static void agrees(OnnxGraphBuilder graph) {
    EnginePair.compare(graph.build(), 3, 2, 4);
  }

  @Test
  void transposes() {
    for (List<Long> order :
        List.of(List.of(0L, 1L, 2L), List.of(2L, 0L, 1L), List.of(1L, 0L, 2L))) {
      OnnxGraphBuilder graph = graph();
      long[] shape = {2, 3, 9};
      String x = graph.input("x", shape);
      graph.node("y", "Transpose", List.of(x), new Ints("perm", order));
      graph.output("y", order.stream().mapToLong(axis -> shape[axis.intValue()]).toArray());
      agrees(graph);
    }
  }

  @Property(tries = 60)
  void slicesFromAnyPlaceInAnyDirection(
      @ForAll @IntRange(min = -12, max = 12) int start,
      @ForAll @IntRange(min = -12, max = 12) int end,
      @ForAll @IntRange(min = -3, max = 3) int step) {
    int size = 9;
    int from = Math.min(Math.max(start < 0 ? start + size : start, 0), step > 0 ? size : size - 1);
    int to = end < 0 ? end + size : end;
    to = step > 0 ? Math.min(Math.max(to, 0), size) : Math.min(Math.max(to, -1), size - 1);
    int count = 0;
    for (int i = from; step > 0 ? i < to : step < 0 && i > to; i += step) {
      count++;
    }
    if (count == 0) {
      return;
    }
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 2, size, 3);
    graph.node(
        "y",
        "Slice",
        List.of(
            x,
            graph.constant("starts", new long[] {start}, 1),
            graph.constant("ends", new long[] {end}, 1),
            graph.constant("axes", new long[] {-2}, 1),
            graph.constant("steps", new long[] {step}, 1)));
    agrees(graph.output("y", 2, count, 3));
  }

  @Test
  void slicesWhoseEndIsFarAway() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 1, 9);
    graph.node(
        "y",
        "Slice",
        List.of(
            x,
            graph.constant("starts", new long[] {4}, 1),
            graph.constant("ends", new long[] {Long.MAX_VALUE}, 1),
            graph.constant("axes", new long[] {1}, 1)));
    agrees(graph.output("y", 1, 5));
  }

  @Test
  void splitsConcatenationsAndGathers() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 1, 10);
    graph.node(
        List.of("a", "b", "c"),
        "Split",
        List.of(x, graph.constant("sizes", new long[] {5, 2, 3}, 3)),
        new Int("axis", 1));
    String fixed = graph.constant("fixed", new float[] {7, 8}, 1, 2);
    graph.node("joined", "Concat", List.of("c", fixed, "a"), new Int("axis", -1));
    String order = graph.constant("order", new long[] {3, -1, 0, 0}, 4);
    graph.node("picked", "Gather", List.of("joined", order), new Int("axis", 1));
    String one = graph.constant("one", new long[] {2});
    graph.node("single", "Gather", List.of("joined", one), new Int("axis", 1));
    agrees(
        graph.output("joined", 1, 10).output("picked", 1, 4).output("single", 1).output("b", 1, 2));
  }

  @Test
  void splitsIntoEqualParts() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 2, 8);
    graph.node(
        List.of("a", "b"), "Split", List.of(x), new Int("axis", 1), new Int("num_outputs", 2));
    agrees(graph.output("a", 2, 4).output("b", 2, 4));
  }

  @Test
  void repetitions() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 3, 1);
    graph.node("expanded", "Expand", List.of(x, graph.constant("sizes", new long[] {2, 1, 4}, 3)));
    graph.node("tiled", "Tile", List.of(x, graph.constant("repeats", new long[] {2, 3}, 2)));
    agrees(graph.output("expanded", 2, 3, 4).output("tiled", 6, 3));
  }

  @Test
  void shapesThatAreComputedAreKnownWhenTheModelIsCompiled() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", OnnxGraphBuilder.DYNAMIC, 4, 6);
    String shape = graph.node("shape", "Shape", List.of(x));
    String zero = graph.constant("zero", new long[] {0});
    String batch = graph.node("batch", "Gather", List.of(shape, zero), new Int("axis", 0));
    String axis = graph.constant("axis", new long[] {0}, 1);
    String first = graph.node("first", "Unsqueeze", List.of(batch, axis));
    String rest = graph.constant("rest", new long[] {-1}, 1);
    String sizes = graph.node("sizes", "Concat", List.of(first, rest), new Int("axis", 0));
    graph.node("y", "Reshape", List.of(x, sizes));
    agrees(graph.output("y", OnnxGraphBuilder.DYNAMIC, 24));
  }

  @Test
  void aStateOfZerosMadeForTheBatchIsAConstant() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 1, 5);
    String sizes = graph.constant("sizes", new long[] {1, 5}, 2);
    graph.node(
        "zeros",
        "ConstantOfShape",
        List.of(sizes),
        new Tensor("value", OnnxTensor.ofFloats(TensorType.FLOAT32, List.of(1L), 0.25f)));
    graph.node("y", "Add", List.of(x, "zeros"));
    agrees(graph.output("y", 1, 5));
  }

  @Test
  void reshapesOfEveryKind() {
    OnnxGraphBuilder graph = graph();
    String x = graph.input("x", 1, 2, 1, 6);
    graph.node("flat", "Flatten", List.of(x), new Int("axis", 2));
    graph.node("squeezed", "Squeeze", List.of(x));
    graph.node("kept", "Squeeze", List.of(x, graph.constant("axes", new long[] {-2}, 1)));
    graph.node("more", "Unsqueeze", List.of("kept", graph.constant("ends", new long[] {0, -1}, 2)));
    graph.node("copied", "Identity", List.of("more"));
    graph.node("same", "Reshape", List.of(x, graph.constant("to", new long[] {0, -1, 3}, 3)));
    agrees(
        graph
            .output("flat", 2, 6)
            .output("squeezed", 2, 6)
            .output("kept", 1, 2, 6)
            .output("copied", 1, 1, 2, 6, 1)
            .output("same", 1, 4, 3));
  }

  private static byte[] table() {
    OnnxGraphBuilder graph = graph();
    String time = graph.input("time", 1, 1);
    String index = graph.node("index", "Cast", List.of(time), new Int("to", 7));
    String flat =
        graph.node("flat", "Reshape", List.of(index, graph.constant("one", new long[] {1}, 1)));
    String motion = graph.constant("motion", new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    graph.node("y", "Gather", List.of(motion, flat), new Int("axis", 0));
    return graph.output("y", 1, 2).build();
  }

  @Test
  void aTableIsLookedUpByAnIndexThatTheModelComputes() {
    try (EnginePair pair = new EnginePair(table())) {
      for (float time : new float[] {0, 0.9f, 1, 2.99f, -1, -3, -0.5f}) {
        pair.put("time", time);
        pair.step();
      }
      pair.requireAgreement();
    }
  }

  @Test
  void anIndexOutsideOfTheTableFailsTheCallAndLeavesTheOutputAlone() {
    ByteBuffer in = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
    ByteBuffer out = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
    out.putFloat(0, 42);
    try (InferenceModel model = new VectorEngine(false).load("table.onnx", table());
        InferenceBinding binding =
            model.bind(
                List.of(new TensorMemory("time", in, List.of(1L, 1L))),
                List.of(new TensorMemory("y", out, List.of(1L, 2L))))) {
      for (float time : new float[] {3, -4, Float.NaN, Float.POSITIVE_INFINITY, 1e30f}) {
        in.putFloat(0, time);
        assertFalse(binding.run(), "time " + time);
      }
      assertArrayEquals(new float[] {42}, new float[] {out.getFloat(0)});
      assertFalse(binding.failure().isEmpty());
    }
  }
}

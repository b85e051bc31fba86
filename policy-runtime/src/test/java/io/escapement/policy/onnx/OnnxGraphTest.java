package io.escapement.policy.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.escapement.policy.inference.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {

  private static byte[] model() {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("test", 17);
    String x = graph.input("x", 1, 3);
    String w = graph.constant("w", new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    String axes = graph.constant("axes", new long[] {-1, 0}, 2);
    graph.node(
        List.of("y", ""),
        "Example",
        List.of(x, "", w, axes),
        new OnnxAttribute.Real("alpha", 0.25f),
        new OnnxAttribute.Int("axis", -1),
        new OnnxAttribute.Ints("perm", List.of(1L, 0L)),
        new OnnxAttribute.Text("mode", "naïve"),
        new OnnxAttribute.Reals("scales", List.of(1f, -0.5f)),
        new OnnxAttribute.Texts("activations", List.of("Sigmoid", "Tanh")),
        new OnnxAttribute.Tensor(
            "value", OnnxTensor.ofIntegers(TensorType.INT64, List.of(2L), 7, -8)));
    return graph.output("y", 1, 2).build();
  }

  @Test
  void nodesAttributesAndWeightsAreReadAsTheyWereWritten() throws OnnxFormatException {
    OnnxGraph graph = OnnxGraph.read(model());
    OnnxNode node = graph.nodes().get(0);

    assertEquals(1, graph.nodes().size());
    assertEquals("node 'Example_0' (Example)", node.title());
    assertEquals(List.of("x", "", "w", "axes"), node.operands());
    assertEquals(List.of("y", ""), node.results());
    assertEquals(
        List.of("alpha", "axis", "perm", "mode", "scales", "activations", "value"),
        node.attributes().stream().map(OnnxAttribute::name).toList());
    assertEquals(new OnnxAttribute.Real("alpha", 0.25f), node.attribute("alpha").orElseThrow());
    assertEquals(new OnnxAttribute.Int("axis", -1), node.attribute("axis").orElseThrow());
    assertEquals(
        new OnnxAttribute.Ints("perm", List.of(1L, 0L)), node.attribute("perm").orElseThrow());
    assertEquals(new OnnxAttribute.Text("mode", "naïve"), node.attribute("mode").orElseThrow());
    assertEquals(
        new OnnxAttribute.Reals("scales", List.of(1f, -0.5f)),
        node.attribute("scales").orElseThrow());
    assertEquals(
        new OnnxAttribute.Tensor(
            "value", OnnxTensor.ofIntegers(TensorType.INT64, List.of(2L), 7, -8)),
        node.attribute("value").orElseThrow());
    assertEquals(
        OnnxTensor.ofFloats(TensorType.FLOAT32, List.of(3L, 2L), 1, 2, 3, 4, 5, 6),
        graph.initialisers().get("w"));
    assertArrayEquals(new long[] {-1, 0}, graph.initialisers().get("axes").integers());
    assertEquals(17, graph.summary().opset());
    assertEquals(List.of("x"), graph.summary().inputNames());
  }

  @Test
  void aCutFileIsRefusedWhereverItIsCut() {
    byte[] model = model();
    int refused = 0;
    for (int length = 0; length < model.length; length++) {
      byte[] cut = Arrays.copyOf(model, length);
      try {
        OnnxGraph.read(cut);
      } catch (OnnxFormatException e) {
        refused++;
      }
    }
    // Behind the graph there is the operator set alone, without which the rest can be read.
    assertTrue(refused >= model.length - 8, refused + " of " + model.length);
  }

  @Test
  void aFileOfAnotherKindIsRefused() {
    String message =
        assertThrows(OnnxFormatException.class, () -> OnnxGraph.read("not a model".getBytes(UTF_8)))
            .getMessage();
    assertTrue(message.contains("no ONNX model"), message);
  }

  @Test
  void weightsInAnotherFileAreRefusedByName() {
    byte[] model =
        withInitialiser(
            tensor -> {
              tensor.writeInt64(1, 2);
              tensor.writeInt32(2, 1);
              tensor.writeString(8, "far");
              tensor.writeInt32(14, 1);
            });
    String message =
        assertThrows(OnnxFormatException.class, () -> OnnxGraph.read(model)).getMessage();
    assertTrue(message.contains("'far'") && message.contains("external data"), message);
  }

  @Test
  void elementsMayStandOneByOnePackedOrRaw() throws OnnxFormatException {
    OnnxTensor expected = OnnxTensor.ofFloats(TensorType.FLOAT32, List.of(2L), 1.5f, -2);
    assertEquals(
        expected,
        only(
            withInitialiser(
                tensor -> {
                  tensor.writeInt64(1, 2);
                  tensor.writeInt32(2, 1);
                  tensor.writeFloat(4, 1.5f);
                  tensor.writeFloat(4, -2);
                })));
    assertEquals(
        expected,
        only(
            withInitialiser(
                tensor -> {
                  tensor.writeByteArray(1, new byte[] {2});
                  tensor.writeInt32(2, 1);
                  tensor.writeByteArray(
                      4, new byte[] {0, 0, (byte) 0xc0, 0x3f, 0, 0, 0, (byte) 0xc0});
                })));
    assertEquals(
        expected,
        only(
            withInitialiser(
                tensor -> {
                  tensor.writeInt64(1, 2);
                  tensor.writeInt32(2, 1);
                  tensor.writeByteArray(
                      9, new byte[] {0, 0, (byte) 0xc0, 0x3f, 0, 0, 0, (byte) 0xc0});
                })));
  }

  @Test
  void otherTypesAreReadToo() throws OnnxFormatException {
    assertEquals(
        OnnxTensor.ofIntegers(TensorType.INT32, List.of(2L), 5, -6),
        only(
            withInitialiser(
                tensor -> {
                  tensor.writeInt64(1, 2);
                  tensor.writeInt32(2, TensorType.INT32.code());
                  tensor.writeInt32(5, 5);
                  tensor.writeInt32(5, -6);
                })));
    assertEquals(
        OnnxTensor.ofIntegers(TensorType.BOOL, List.of(3L), 1, 0, 1),
        only(
            withInitialiser(
                tensor -> {
                  tensor.writeInt64(1, 3);
                  tensor.writeInt32(2, TensorType.BOOL.code());
                  tensor.writeByteArray(9, new byte[] {1, 0, 1});
                })));
    assertEquals(
        OnnxTensor.ofFloats(TensorType.FLOAT64, List.of(), 0.1f),
        only(
            withInitialiser(
                tensor -> {
                  tensor.writeInt32(2, TensorType.FLOAT64.code());
                  tensor.writeDouble(10, 0.1);
                })));
    assertEquals(
        OnnxTensor.ofFloats(TensorType.FLOAT16, List.of(2L), 1, -65504),
        only(
            withInitialiser(
                tensor -> {
                  tensor.writeInt64(1, 2);
                  tensor.writeInt32(2, TensorType.FLOAT16.code());
                  tensor.writeByteArray(9, new byte[] {0, 0x3c, (byte) 0xff, (byte) 0xfb});
                })));
  }

  @Test
  void tooFewElementsAreRefused() {
    byte[] model =
        withInitialiser(
            tensor -> {
              tensor.writeInt64(1, 3);
              tensor.writeInt32(2, 1);
              tensor.writeString(8, "short");
              tensor.writeByteArray(9, new byte[8]);
            });
    String message =
        assertThrows(OnnxFormatException.class, () -> OnnxGraph.read(model)).getMessage();
    assertTrue(message.contains("'short'") && message.contains("12 bytes"), message);
  }

  @Property
  void halfPrecisionIsWidenedExactly(@ForAll @IntRange(max = 0xffff) int bits) {
    float value = HalfPrecision.toFloat((short) bits);
    int exponent = bits >> 10 & 0x1f;
    double sign = bits >= 0x8000 ? -1 : 1;
    double expected =
        exponent == 31
            ? ((bits & 0x3ff) == 0 ? sign / 0 : Double.NaN)
            : sign
                * (exponent == 0 ? (bits & 0x3ff) : (bits & 0x3ff) + 1024)
                * StrictMath.pow(2, Math.max(exponent, 1) - 25);
    assertEquals(expected, value);
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static OnnxTensor only(byte[] model) throws OnnxFormatException {
    return OnnxGraph.read(model).initialisers().values().iterator().next();
  }

  private static byte[] withInitialiser(Fields tensor) {
    return message(out -> out.writeBytes(7, bytes(graph -> graph.writeBytes(5, bytes(tensor)))));
  }

  private static ByteString bytes(Fields fields) {
    return ByteString.copyFrom(message(fields));
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }
}

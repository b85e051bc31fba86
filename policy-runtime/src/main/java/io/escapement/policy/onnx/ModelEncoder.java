package io.escapement.policy.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.escapement.policy.inference.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Writes the protobuf messages of {@code onnx.proto}; field numbers are those of that file. */
final class ModelEncoder {

  private static final int IR_VERSION = 8;

  private final String graphName;
  private final int opset;

  /** An input or an output of the graph, with dynamic dimensions negative. */
  record Port(String name, TensorType type, long[] shape) {}

  /** A constant: exactly one of {@code reals} and {@code integers} is there. */
  record Constant(String name, long[] shape, float[] reals, long[] integers) {}

  /** A node with its operands, results and attributes, all in order. */
  record Node(
      String operator,
      List<String> operands,
      List<String> results,
      List<OnnxAttribute> attributes) {}

  /** Writes the fields of one message. */
  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  ModelEncoder(String graphName, int opset) {
    this.graphName = graphName;
    this.opset = opset;
  }

  byte[] encode(
      List<Port> inputs,
      List<Port> outputs,
      List<Constant> constants,
      List<Node> nodes,
      Map<String, String> metadata) {
    try {
      return message(
              model -> {
                model.writeInt64(1, IR_VERSION);
                model.writeString(2, "escapement");
                embed(model, 7, graph -> writeGraph(graph, inputs, outputs, constants, nodes));
                embed(model, 8, set -> set.writeInt64(2, opset));
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                  embed(
                      model,
                      14,
                      property -> {
                        property.writeString(1, entry.getKey());
                        property.writeString(2, entry.getValue());
                      });
                }
              })
          .toByteArray();
    } catch (IOException impossible) {
      // Nothing but memory is written to.
      throw new UncheckedIOException(impossible);
    }
  }

  private void writeGraph(
      CodedOutputStream graph,
      List<Port> inputs,
      List<Port> outputs,
      List<Constant> constants,
      List<Node> nodes)
      throws IOException {
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      String name = node.operator() + "_" + i;
      embed(graph, 1, body -> writeNode(body, node, name));
    }
    graph.writeString(2, graphName);
    for (Constant constant : constants) {
      embed(graph, 5, body -> writeTensor(body, constant));
    }
    for (Port port : inputs) {
      embed(graph, 11, body -> writePort(body, port));
    }
    for (Port port : outputs) {
      embed(graph, 12, body -> writePort(body, port));
    }
  }

  private static void writeNode(CodedOutputStream body, Node node, String name) throws IOException {
    for (String operand : node.operands()) {
      body.writeString(1, operand);
    }
    for (String result : node.results()) {
      body.writeString(2, result);
    }
    body.writeString(3, name);
    body.writeString(4, node.operator());
    for (OnnxAttribute attribute : node.attributes()) {
      embed(body, 5, out -> writeAttribute(out, attribute));
    }
  }

  private static void writeAttribute(CodedOutputStream out, OnnxAttribute attribute)
      throws IOException {
    out.writeString(1, attribute.name());
    if (attribute instanceof OnnxAttribute.Real real) {
      out.writeFloat(2, real.value());
      out.writeInt32(20, 1);
    } else if (attribute instanceof OnnxAttribute.Int integer) {
      out.writeInt64(3, integer.value());
      out.writeInt32(20, 2);
    } else if (attribute instanceof OnnxAttribute.Text text) {
      out.writeBytes(4, ByteString.copyFromUtf8(text.value()));
      out.writeInt32(20, 3);
    } else if (attribute instanceof OnnxAttribute.Ints integers) {
      for (long value : integers.values()) {
        out.writeInt64(8, value);
      }
      out.writeInt32(20, 7);
    } else if (attribute instanceof OnnxAttribute.Reals reals) {
      for (float value : reals.values()) {
        out.writeFloat(7, value);
      }
      out.writeInt32(20, 6);
    } else if (attribute instanceof OnnxAttribute.Texts texts) {
      for (String value : texts.values()) {
        out.writeBytes(9, ByteString.copyFromUtf8(value));
      }
      out.writeInt32(20, 8);
    } else if (attribute instanceof OnnxAttribute.Tensor tensor) {
      embed(out, 5, body -> writeTensor(body, constant(tensor.value())));
      out.writeInt32(20, 4);
    } else {
      throw new IllegalArgumentException(
          "attribute '" + attribute.name() + "': only its name is known");
    }
  }

  private static Constant constant(OnnxTensor tensor) {
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    return switch (tensor.type()) {
      case FLOAT32 -> new Constant("", shape, tensor.floats(), null);
      case INT64 -> new Constant("", shape, null, tensor.integers());
      default ->
          throw new IllegalArgumentException(
              "a constant: expected float32 or int64, found " + tensor.type());
    };
  }

  private static void writeTensor(CodedOutputStream body, Constant constant) throws IOException {
    for (long size : constant.shape()) {
      body.writeInt64(1, size);
    }
    boolean isReal = constant.reals() != null;
    body.writeInt32(2, (isReal ? TensorType.FLOAT32 : TensorType.INT64).code());
    body.writeString(8, constant.name());
    body.writeBytes(9, isReal ? raw(constant.reals()) : raw(constant.integers()));
  }

  private static ByteString raw(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return ByteString.copyFrom(bytes);
  }

  private static ByteString raw(long[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return ByteString.copyFrom(bytes);
  }

  private static void writePort(CodedOutputStream body, Port port) throws IOException {
    body.writeString(1, port.name());
    embed(body, 2, type -> embed(type, 1, tensor -> writeTensorType(tensor, port)));
  }

  private static void writeTensorType(CodedOutputStream tensor, Port port) throws IOException {
    tensor.writeInt32(1, port.type().code());
    embed(
        tensor,
        2,
        dimensions -> {
          for (long size : port.shape()) {
            embed(
                dimensions,
                1,
                dimension -> {
                  // A dimension without a value is one whose size is free.
                  if (size > 0) {
                    dimension.writeInt64(1, size);
                  }
                });
          }
        });
  }

  private static void embed(CodedOutputStream out, int field, Body body) throws IOException {
    out.writeBytes(field, message(body));
  }

  private static ByteString message(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    body.write(out);
    out.flush();
    return ByteString.copyFrom(bytes.toByteArray());
  }
}

package io.escapement.policy.onnx;

import io.escapement.policy.inference.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Builds an ONNX model node by node and serialises it.
 *
 * <p>The same calls give the same bytes on every machine: nodes, constants and metadata are written
 * in the order of the calls, without a time stamp or a generated identifier. Tensors are named when
 * they are made and may be used only afterwards, so that the graph is always in topological order
 * and every name has one producer. Instances belong to one thread.
 */
public final class OnnxGraphBuilder {

  /** The dimension of an input or an output whose size is left to the caller of the model. */
  public static final long DYNAMIC = -1;

  private final String graphName;
  private final int opset;
  private final List<ModelEncoder.Port> inputs = new ArrayList<>();
  private final List<ModelEncoder.Port> outputs = new ArrayList<>();
  private final List<ModelEncoder.Constant> constants = new ArrayList<>();
  private final List<ModelEncoder.Node> nodes = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Set<String> tensors = new HashSet<>();
  private final Set<String> outputNames = new HashSet<>();

  /**
   * Starts an empty graph.
   *
   * @param graphName the graph's name
   * @param opset the version of the default operator set, 7 to 21
   * @throws IllegalArgumentException if the version is out of that range
   */
  public OnnxGraphBuilder(String graphName, int opset) {
    this.graphName = Objects.requireNonNull(graphName, "graphName");
    if (opset < 7 || opset > 21) {
      throw new IllegalArgumentException("opset: expected 7 to 21, found " + opset);
    }
    this.opset = opset;
  }

  /**
   * Declares a float32 input.
   *
   * @param name the tensor's name
   * @param shape its dimensions, {@link #DYNAMIC} where the size is free
   * @return the name
   * @throws IllegalArgumentException if the name is taken or a dimension is neither positive nor
   *     dynamic
   */
  public String input(String name, long... shape) {
    return input(name, TensorType.FLOAT32, shape);
  }

  /**
   * Declares an input of some type.
   *
   * @param name the tensor's name
   * @param type the type of its elements
   * @param shape its dimensions, {@link #DYNAMIC} where the size is free
   * @return the name
   * @throws IllegalArgumentException if the name is taken, the type is {@link TensorType#OTHER} or
   *     a dimension is neither positive nor dynamic
   */
  public String input(String name, TensorType type, long... shape) {
    inputs.add(new ModelEncoder.Port(define(name), known(name, type), checkedPort(name, shape)));
    return name;
  }

  /**
   * Adds a float32 constant.
   *
   * @param name the tensor's name
   * @param values the elements, row by row
   * @param shape the dimensions; none for a scalar
   * @return the name
   * @throws IllegalArgumentException if the name is taken or the shape does not hold as many
   *     elements as there are values
   */
  public String constant(String name, float[] values, long... shape) {
    requireCount(name, values.length, shape);
    constants.add(new ModelEncoder.Constant(define(name), shape.clone(), values.clone(), null));
    return name;
  }

  /**
   * Adds an int64 constant: axes, indices, shapes.
   *
   * @param name the tensor's name
   * @param values the elements, row by row
   * @param shape the dimensions; none for a scalar
   * @return the name
   * @throws IllegalArgumentException if the name is taken or the shape does not hold as many
   *     elements as there are values
   */
  public String constant(String name, long[] values, long... shape) {
    requireCount(name, values.length, shape);
    constants.add(new ModelEncoder.Constant(define(name), shape.clone(), null, values.clone()));
    return name;
  }

  /**
   * Adds a node with one result.
   *
   * @param result the name of the result
   * @param operator the operator's name, such as {@code MatMul}
   * @param operands the names of its inputs; an empty name leaves an optional input out
   * @param attributes its attributes
   * @return the name of the result
   * @throws IllegalArgumentException if the result's name is taken or an operand does not exist yet
   */
  public String node(
      String result, String operator, List<String> operands, OnnxAttribute... attributes) {
    node(List.of(result), operator, operands, attributes);
    return result;
  }

  /**
   * Adds a node with several results.
   *
   * @param results the names of the results; an empty name leaves an optional result out
   * @param operator the operator's name, such as {@code Split}
   * @param operands the names of its inputs; an empty name leaves an optional input out
   * @param attributes its attributes
   * @throws IllegalArgumentException if a result's name is taken or an operand does not exist yet
   */
  public void node(
      List<String> results, String operator, List<String> operands, OnnxAttribute... attributes) {
    for (String operand : operands) {
      if (!operand.isEmpty()) {
        requireDefined(operand, operator);
      }
    }
    for (String result : results) {
      if (!result.isEmpty()) {
        define(result);
      }
    }
    nodes.add(
        new ModelEncoder.Node(
            Objects.requireNonNull(operator, "operator"),
            List.copyOf(operands),
            List.copyOf(results),
            List.of(attributes)));
  }

  /**
   * Declares a float32 tensor of the graph to be an output.
   *
   * @param name a tensor made before
   * @param shape its dimensions, {@link #DYNAMIC} where the size is free
   * @return this builder
   * @throws IllegalArgumentException if there is no such tensor, it is an output already, or a
   *     dimension is neither positive nor dynamic
   */
  public OnnxGraphBuilder output(String name, long... shape) {
    return output(name, TensorType.FLOAT32, shape);
  }

  /**
   * Declares a tensor of the graph to be an output.
   *
   * @param name a tensor made before
   * @param type the type that its elements have
   * @param shape its dimensions, {@link #DYNAMIC} where the size is free
   * @return this builder
   * @throws IllegalArgumentException if there is no such tensor, it is an output already, the type
   *     is {@link TensorType#OTHER} or a dimension is neither positive nor dynamic
   */
  public OnnxGraphBuilder output(String name, TensorType type, long... shape) {
    requireDefined(name, "output");
    if (!outputNames.add(name)) {
      throw new IllegalArgumentException("output '" + name + "' is declared twice");
    }
    outputs.add(new ModelEncoder.Port(name, known(name, type), checkedPort(name, shape)));
    return this;
  }

  /**
   * Adds an entry to the model's metadata, or replaces one.
   *
   * @param key the key
   * @param value the text
   * @return this builder
   */
  public OnnxGraphBuilder metadata(String key, String value) {
    metadata.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /**
   * Serialises the model.
   *
   * @return the bytes of an ONNX file
   * @throws IllegalStateException if there is no output
   */
  public byte[] build() {
    if (outputs.isEmpty()) {
      throw new IllegalStateException("graph '" + graphName + "' has no output");
    }
    return new ModelEncoder(graphName, opset).encode(inputs, outputs, constants, nodes, metadata);
  }

  private String define(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a tensor needs a name");
    }
    if (!tensors.add(name)) {
      throw new IllegalArgumentException("tensor '" + name + "' exists already");
    }
    return name;
  }

  private void requireDefined(String name, String user) {
    if (!tensors.contains(name)) {
      throw new IllegalArgumentException(
          user + ": there is no tensor '" + name + "'; make it before it is used");
    }
  }

  private static TensorType known(String name, TensorType type) {
    if (type == TensorType.OTHER) {
      throw new IllegalArgumentException("'" + name + "': expected a type that ONNX numbers");
    }
    return type;
  }

  private static long[] checkedPort(String name, long[] shape) {
    for (long size : shape) {
      if (size < 1 && size != DYNAMIC) {
        throw new IllegalArgumentException(
            "'" + name + "': expected positive or dynamic dimensions, found " + size);
      }
    }
    return shape.clone();
  }

  private static void requireCount(String name, int count, long[] shape) {
    long expected = 1;
    for (long size : shape) {
      expected *= size;
    }
    if (expected != count) {
      throw new IllegalArgumentException(
          "'" + name + "': its shape holds " + expected + " elements, found " + count);
    }
  }
}

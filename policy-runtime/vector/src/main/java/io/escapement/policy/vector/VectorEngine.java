package io.escapement.policy.vector;

import io.escapement.controller.config.PreflightException;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.ModelSignature;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.onnx.OnnxFormatException;
import io.escapement.policy.onnx.OnnxGraph;
import io.escapement.policy.onnx.OnnxSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The engine in Java's Vector API. It compiles a model from its graph and refuses what it cannot
 * express; nothing is approximated beyond the rounding of single precision.
 */
public final class VectorEngine implements InferenceEngine {

  /** To be raised with every change that can change a bit of some result. */
  static final int REVISION = 1;

  private final boolean warmsUp;

  /** An engine whose bindings are compiled by the JVM before they are handed out. */
  public VectorEngine() {
    this(true);
  }

  VectorEngine(boolean warmsUp) {
    this.warmsUp = warmsUp;
  }

  @Override
  public String identity() {
    return "vector " + REVISION + ", 8 lanes, fused multiply-add, sums in a fixed order";
  }

  @Override
  public Optional<String> refusal(byte[] model) {
    try {
      OnnxGraph graph = OnnxGraph.read(model);
      GraphCompiler.compile(graph, defaultShapes(graph), graph.summary().outputNames());
      return Optional.empty();
    } catch (OnnxFormatException | UnsupportedModelException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public InferenceModel load(String where, byte[] model) {
    Objects.requireNonNull(where, "where");
    try {
      OnnxGraph graph = OnnxGraph.read(model);
      GraphCompiler.compile(graph, defaultShapes(graph), graph.summary().outputNames());
      OnnxSummary summary = graph.summary();
      ModelSignature signature =
          new ModelSignature(
              summary.inputs(),
              summary.outputs(),
              summary.producer(),
              summary.opset(),
              summary.parameters(),
              summary.metadata());
      return new VectorModel(where, graph, signature, warmsUp);
    } catch (OnnxFormatException | UnsupportedModelException e) {
      throw refused(where, e);
    }
  }

  static PreflightException refused(String where, Exception reason) {
    return PreflightException.at(where)
        .summary("the vector engine cannot run this model: " + reason.getMessage())
        .remedy("engine: onnxruntime, or engine: auto")
        .cause(reason)
        .build();
  }

  /** Sizes that are left to the caller are 1: one robot, one time step. */
  private static Map<String, Shape> defaultShapes(OnnxGraph graph)
      throws UnsupportedModelException {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (TensorInfo input : graph.summary().inputs()) {
      shapes.put(
          input.name(),
          Shape.ofLongs(
              input.shape().stream()
                  .map(size -> size == TensorInfo.DYNAMIC ? Long.valueOf(1) : size)
                  .toList()));
    }
    return shapes;
  }
}

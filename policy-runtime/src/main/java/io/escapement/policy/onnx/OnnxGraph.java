package io.escapement.policy.onnx;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The computation that an ONNX file holds: what {@link OnnxSummary} says, with operators and
 * weights.
 *
 * @param summary inputs, outputs, producer, operator set, metadata
 * @param nodes the operators, each behind those whose results it reads
 * @param initialisers tensors that the file holds, by name
 */
public record OnnxGraph(
    OnnxSummary summary, List<OnnxNode> nodes, Map<String, OnnxTensor> initialisers) {

  /**
   * Keeps copies.
   *
   * @param summary what the file says about itself
   * @param nodes the operators
   * @param initialisers tensors that the file holds
   */
  public OnnxGraph {
    Objects.requireNonNull(summary, "summary");
    nodes = List.copyOf(nodes);
    initialisers = Collections.unmodifiableMap(new LinkedHashMap<>(initialisers));
  }

  /**
   * Reads a file, weights included.
   *
   * @param model the file's bytes
   * @return the graph
   * @throws OnnxFormatException if it is no ONNX file, is cut short, or keeps tensors outside of
   *     itself
   */
  public static OnnxGraph read(byte[] model) throws OnnxFormatException {
    try {
      return new GraphReading(OnnxSummary.read(model)).read(model);
    } catch (IOException e) {
      throw new OnnxFormatException("the file is no ONNX model, or was cut short", e);
    }
  }
}

package io.escapement.policy.onnx;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One operator of a graph.
 *
 * @param name the node's name, empty if the exporter gave none
 * @param domain the operator's domain, empty for ONNX's own
 * @param operator the operator, such as {@code Gemm}
 * @param operands names of the tensors that it reads; an empty name leaves an optional one out
 * @param results names of the tensors that it makes; an empty name leaves an optional one out
 * @param attributes its attributes, in the file's order
 */
public record OnnxNode(
    String name,
    String domain,
    String operator,
    List<String> operands,
    List<String> results,
    List<OnnxAttribute> attributes) {

  /**
   * Keeps copies.
   *
   * @param name the node's name
   * @param domain the operator's domain
   * @param operator the operator
   * @param operands names of the tensors that it reads
   * @param results names of the tensors that it makes
   * @param attributes its attributes
   */
  public OnnxNode {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(operator, "operator");
    operands = List.copyOf(operands);
    results = List.copyOf(results);
    attributes = List.copyOf(attributes);
  }

  /**
   * Looks an attribute up.
   *
   * @param attribute the attribute's name
   * @return the attribute, empty if the node does not have it
   */
  public Optional<OnnxAttribute> attribute(String attribute) {
    return attributes.stream().filter(found -> found.name().equals(attribute)).findFirst();
  }

  /**
   * The node as a person finds it in a viewer.
   *
   * @return such as {@code node '/actor/Gemm' (Gemm)}; a node without a name is called by its first
   *     result
   */
  public String title() {
    String called = name;
    if (name.isEmpty()) {
      called = results.stream().filter(result -> !result.isEmpty()).findFirst().orElse("?");
    }
    return "node '" + called + "' (" + operator + ")";
  }
}

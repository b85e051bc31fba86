package io.escapement.policy.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model says about itself.
 *
 * @param inputs tensors that must be given, in the model's order
 * @param outputs tensors that can be had, in the model's order
 * @param producer the exporter and its version, empty if the model does not say
 * @param opset version of the default operator set, 0 if unknown
 * @param parameters number of trained numbers (elements of floating-point initialisers), 0 if
 *     unknown
 * @param metadata the model's own key-value pairs, in its order
 */
public record ModelSignature(
    List<TensorInfo> inputs,
    List<TensorInfo> outputs,
    String producer,
    long opset,
    long parameters,
    Map<String, String> metadata) {

  /**
   * Keeps copies.
   *
   * @param inputs tensors that must be given
   * @param outputs tensors that can be had
   * @param producer the exporter and its version
   * @param opset version of the default operator set
   * @param parameters number of trained numbers
   * @param metadata the model's own key-value pairs
   */
  public ModelSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    Objects.requireNonNull(producer, "producer");
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Looks an input up.
   *
   * @param name the tensor's name
   * @return the input, empty if there is none of that name
   */
  public Optional<TensorInfo> input(String name) {
    return inputs.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /**
   * Looks an output up.
   *
   * @param name the tensor's name
   * @return the output, empty if there is none of that name
   */
  public Optional<TensorInfo> output(String name) {
    return outputs.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }
}

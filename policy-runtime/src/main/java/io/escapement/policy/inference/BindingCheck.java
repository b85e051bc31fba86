package io.escapement.policy.inference;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.ProblemBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds memory against what a model says of its tensors. */
public final class BindingCheck {

  private final String where;

  private BindingCheck(String where) {
    this.where = where;
  }

  /**
   * Refuses memory to which a model cannot be bound.
   *
   * @param where the model's file, for messages
   * @param signature what the model says of itself
   * @param inputs memory for its inputs
   * @param outputs memory for the outputs that are wanted
   * @throws PreflightException if a tensor is missing, unknown, or of another type, shape or size
   *     than its memory
   */
  public static void demand(
      String where,
      ModelSignature signature,
      List<TensorMemory> inputs,
      List<TensorMemory> outputs) {
    BindingCheck check = new BindingCheck(where);
    Set<String> given = new HashSet<>();
    for (TensorMemory input : inputs) {
      check.demand("input", signature.inputs(), input);
      given.add(input.tensor());
    }
    for (TensorInfo input : signature.inputs()) {
      if (!given.contains(input.name())) {
        throw check
            .error()
            .summary("nothing is bound to the model's input '" + input.name() + "'")
            .expected(input.typeAndShape())
            .build();
      }
    }
    for (TensorMemory output : outputs) {
      check.demand("output", signature.outputs(), output);
    }
  }

  private void demand(String kind, List<TensorInfo> tensors, TensorMemory memory) {
    TensorInfo tensor =
        tensors.stream()
            .filter(candidate -> candidate.name().equals(memory.tensor()))
            .findFirst()
            .orElseThrow(
                () ->
                    error()
                        .summary("the model has no " + kind + " '" + memory.tensor() + "'")
                        .expected(
                            tensors.stream()
                                .map(TensorInfo::name)
                                .collect(Collectors.joining(", ", "one of ", "")))
                        .build());
    if (!tensor.accepts(memory.shape()) || tensor.type() == TensorType.OTHER) {
      throw error()
          .summary(kind + " '" + tensor.name() + "' does not have the shape of its memory")
          .expected(tensor.typeAndShape())
          .found(memory.shape().toString())
          .build();
    }
    long bytes = memory.elements() * tensor.type().bytes();
    if (bytes != memory.memory().capacity()) {
      throw error()
          .summary(kind + " '" + tensor.name() + "' does not fit its memory")
          .expected(bytes + " bytes for " + tensor.typeAndShape())
          .found(memory.memory().capacity() + " bytes")
          .build();
    }
  }

  private ProblemBuilder<PreflightException> error() {
    return PreflightException.at(where);
  }
}

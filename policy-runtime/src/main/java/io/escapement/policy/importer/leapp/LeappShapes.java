package io.escapement.policy.importer.leapp;

import io.escapement.controller.config.Origin;
import io.escapement.policy.importer.ImportedModel;
import io.escapement.policy.inference.TensorInfo;
import java.util.List;
import java.util.Map;

/**
 * Holds the tensors that a bundle describes against those of its model.
 *
 * @param node the bundle's node
 * @param model its model
 */
record LeappShapes(LeappNode node, ImportedModel model) {

  void require() {
    node.external().forEach(input -> require(node.inputs(), input, model.summary().inputs()));
    node.feedback()
        .forEach(
            (input, output) -> {
              require(node.inputs(), input, model.summary().inputs());
              require(node.outputs(), output, model.summary().outputs());
            });
    node.results().forEach(result -> require(node.outputs(), result, model.summary().outputs()));
    for (TensorInfo input : model.summary().inputs()) {
      boolean wired =
          node.external().contains(input.name()) || node.feedback().containsKey(input.name());
      if (!wired) {
        throw node.pipeline()
            .preflight()
            .summary("nothing supplies the model's input " + input)
            .expected("it among pipeline.inputs, or as a target of pipeline.feedback_flow")
            .build();
      }
    }
  }

  private void require(Map<String, LeappPort> ports, String name, List<TensorInfo> tensors) {
    LeappPort port = node.port(ports, name);
    TensorInfo tensor =
        tensors.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    port.node()
                        .preflight()
                        .summary(
                            Origin.display(model.file().path()) + " has no tensor \"" + name + "\"")
                        .expected(
                            "one of "
                                + String.join(
                                    ", ", tensors.stream().map(TensorInfo::name).toList()))
                        .build());
    if (!tensor.dynamic() && tensor.elements() != port.size()) {
      throw port.node()
          .get("shape")
          .preflight()
          .summary("the bundle and the model do not belong together")
          .expected(port.size() + " elements, as the bundle says")
          .found(tensor.toString())
          .remedy("export the bundle again")
          .build();
    }
  }
}

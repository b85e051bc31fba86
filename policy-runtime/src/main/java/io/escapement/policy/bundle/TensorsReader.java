package io.escapement.policy.bundle;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlNode.Member;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads what the tensors of a model are. */
final class TensorsReader {

  private TensorsReader() {}

  /**
   * Reads the keys {@code input}, {@code output}, {@code inputs}, {@code states} and {@code
   * outputs}.
   *
   * @param root the root of {@code policy.yaml}
   * @param periodNs time between two inferences, nanoseconds
   * @param files where initial values come from
   * @return the tensors
   */
  static ModelTensors read(YamlNode root, long periodNs, FileSource files) {
    Map<String, InputSpec> inputs = new LinkedHashMap<>();
    for (Member member : members(root, "inputs")) {
      inputs.put(member.key(), input(member.value(), periodNs));
    }
    List<StateSpec> states = new ArrayList<>();
    for (Member member : members(root, "states")) {
      states.add(state(member, files));
    }
    List<String> remembered = members(root, "outputs").stream().map(Member::key).toList();
    return new ModelTensors(
        root.get("input").string(), root.get("output").string(), inputs, states, remembered);
  }

  private static List<Member> members(YamlNode root, String key) {
    return root.optional(key).map(YamlNode::members).orElse(List.of());
  }

  private static InputSpec input(YamlNode node, long periodNs) {
    Member only = node.members().get(0);
    YamlNode value = only.value();
    return switch (only.key()) {
      case "clock" ->
          new InputSpec.Clock(
              value.optional("start").map(YamlNode::number).orElse(0.0),
              value.optional("step").map(YamlNode::number).orElse(1.0),
              value.optional("last").map(YamlNode::limit).orElse(Double.POSITIVE_INFINITY));
      case "observations" -> new InputSpec.Observed(new ObservationReader(periodNs).read(value));
      case "noise" -> new InputSpec.Noise();
      case "value" -> new InputSpec.Constant(ElementsReader.numbers(value));
      default ->
          throw node.error()
              .expected("one of clock, observations, noise, value")
              .found(only.key())
              .build();
    };
  }

  private static StateSpec state(Member member, FileSource files) {
    YamlNode node = member.value();
    String output = node.get("from").string();
    YamlNode initial = node.optional("initial").orElse(null);
    if (initial == null) {
      return StateSpec.zero(member.key(), output);
    }
    if (!initial.isMapping()) {
      return new StateSpec(member.key(), output, ElementsReader.numbers(initial), Optional.empty());
    }
    Path file = initial.get("file").path();
    String tensor = initial.get("tensor").string();
    SafeTensors tensors = SafeTensors.read(file, files, Place.of(initial.get("file")));
    SafeTensors.Tensor found =
        tensors
            .find(tensor)
            .orElseThrow(
                () ->
                    initial
                        .get("tensor")
                        .preflight()
                        .summary("the file has no such tensor")
                        .expected("one of " + String.join(", ", new TreeSet<>(tensors.names())))
                        .found(tensor)
                        .build());
    return new StateSpec(
        member.key(),
        output,
        new PerElement(found.values()),
        Optional.of(new StateSpec.Source(file, tensor)));
  }
}

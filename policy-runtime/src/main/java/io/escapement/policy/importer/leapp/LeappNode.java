package io.escapement.policy.importer.leapp;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.importer.KnownKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The only node of a bundle, and how its tensors are wired.
 *
 * @param name its name
 * @param inputs by name, in order
 * @param outputs by name, in order
 * @param external names of inputs that the world supplies
 * @param results names of outputs that the world takes
 * @param feedback names of inputs that are fed back, each with its output
 * @param parameters of the model's file
 * @param pipeline the whole wiring
 */
record LeappNode(
    String name,
    Map<String, LeappPort> inputs,
    Map<String, LeappPort> outputs,
    List<String> external,
    List<String> results,
    Map<String, String> feedback,
    YamlNode parameters,
    YamlNode pipeline) {

  private static final String SYSTEM = "system information";

  static LeappNode read(YamlNode root) {
    KnownKeys.refuseOthers(root, List.of("models", "pipeline", SYSTEM));
    List<YamlNode.Member> nodes = root.get("models").members();
    YamlNode pipeline = root.get("pipeline");
    KnownKeys.refuseOthers(
        pipeline,
        List.of("data_flow", "feedback_flow", "inputs", "outputs", "initial_values", "configs"));
    if (nodes.size() != 1) {
      throw root.get("models")
          .error()
          .summary("a policy runs one model")
          .expected("a bundle of one node")
          .found(nodes.size() + ": " + String.join(", ", root.get("models").keys()))
          .remedy("export the steps as one node, so that they become one ONNX file")
          .build();
    }
    String name = nodes.get(0).key();
    YamlNode node = nodes.get(0).value();
    KnownKeys.refuseOthers(node, List.of("inputs", "outputs", "parameters"));
    return new LeappNode(
        name,
        ports(node.get("inputs")),
        ports(node.get("outputs")),
        ofNode(pipeline.get("inputs"), name),
        ofNode(pipeline.get("outputs"), name),
        feedback(pipeline, name),
        node.get("parameters"),
        pipeline);
  }

  private static Map<String, LeappPort> ports(YamlNode list) {
    Map<String, LeappPort> ports = new LinkedHashMap<>();
    for (YamlNode item : list.items()) {
      LeappPort port = new LeappPort(item);
      ports.put(port.name(), port);
    }
    return ports;
  }

  private static List<String> ofNode(YamlNode byNode, String node) {
    return byNode.find(node).map(YamlNode::strings).orElse(List.of());
  }

  /** {@code node/output: [node/input, ...]}, the other way round. */
  private static Map<String, String> feedback(YamlNode pipeline, String node) {
    Map<String, String> feedback = new LinkedHashMap<>();
    YamlNode flow = pipeline.optional("feedback_flow").orElse(null);
    if (flow == null) {
      return feedback;
    }
    for (YamlNode.Member member : flow.members()) {
      String output = port(member.key(), node, member.value());
      for (YamlNode target : member.value().items()) {
        feedback.put(port(target.string(), node, target), output);
      }
    }
    return feedback;
  }

  private static String port(String path, String node, YamlNode place) {
    if (!path.startsWith(node + "/")) {
      throw place
          .error()
          .expected("a tensor of the node " + node + ", such as " + node + "/hidden")
          .found(path)
          .build();
    }
    return path.substring(node.length() + 1);
  }

  /** An input or an output that the wiring names. */
  LeappPort port(Map<String, LeappPort> ports, String port) {
    LeappPort found = ports.get(port);
    if (found == null) {
      throw pipeline
          .error()
          .summary("the wiring names the tensor \"" + port + "\", which the node does not have")
          .expected("one of " + String.join(", ", ports.keySet()))
          .found(port)
          .build();
    }
    return found;
  }
}

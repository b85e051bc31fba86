package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.ActionSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.importer.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gains of the commanded joints: what the files say, and the user's answer for all others. */
final class Gains {

  private final Map<String, Double> stiffness;
  private final Map<String, Double> damping;

  Gains(EnvironmentFacts facts, Findings findings) {
    List<String> commanded =
        facts.actions().stream()
            .filter(action -> action.type() != ActionSpec.Type.JOINT_EFFORT)
            .flatMap(action -> action.joints().stream())
            .toList();
    stiffness = complete("stiffness", "Nm/rad", facts.stiffness(), commanded, facts, findings);
    damping = complete("damping", "Nm s/rad", facts.damping(), commanded, facts, findings);
  }

  private static Map<String, Double> complete(
      String key,
      String unit,
      Map<String, Double> said,
      List<String> commanded,
      EnvironmentFacts facts,
      Findings findings) {
    Map<String, Double> gains = new LinkedHashMap<>(said);
    List<String> open = commanded.stream().filter(joint -> !said.containsKey(joint)).toList();
    if (open.size() < commanded.size()) {
      findings.inferred(
          open.isEmpty() ? key : key + " of the other joints", said.values(), facts.root());
    }
    if (!open.isEmpty()) {
      findings
          .ask(
              key,
              "the "
                  + key
                  + " of "
                  + String.join(", ", open)
                  + " in "
                  + unit
                  + ", in this order, by name or one for all: the files give none, as for joints"
                  + " that a network drives",
              key.equals("stiffness") ? "60" : "1.5",
              node -> answer(node, open))
          .ifPresent(gains::putAll);
    }
    return gains;
  }

  private static Map<String, Double> answer(YamlNode node, List<String> open) {
    if (!node.isSequence()) {
      Map<String, Double> numbers = JointPatterns.numbers(node, open);
      for (String joint : open) {
        if (!numbers.containsKey(joint)) {
          throw node.error().summary("nothing is said of the joint " + joint).build();
        }
      }
      return numbers;
    }
    List<Double> list = SimulatorNumbers.list(node, open.size());
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int i = 0; i < open.size(); i++) {
      numbers.put(open.get(i), list.get(i));
    }
    return numbers;
  }

  PerElement stiffness(ActionFacts action) {
    return of(stiffness, action);
  }

  PerElement damping(ActionFacts action) {
    return of(damping, action);
  }

  private static PerElement of(Map<String, Double> gains, ActionFacts action) {
    if (action.type() == ActionSpec.Type.JOINT_EFFORT) {
      return PerElement.ZERO;
    }
    List<Double> values = new ArrayList<>();
    action.joints().forEach(joint -> values.add(gains.getOrDefault(joint, 0.0)));
    return new PerElement(values);
  }
}

package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.YamlNode;
import io.escapement.policy.bundle.PerElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the description of a policy against the environment that its training saved. Where both say
 * the same thing they must agree, or one of them belongs to another run.
 */
final class Agreement {

  private final List<Problem> problems = new ArrayList<>();

  private Agreement() {}

  /** The description's facts, with the gains and the commands that only the environment knows. */
  static EnvironmentFacts of(EnvironmentFacts described, EnvironmentFacts trained) {
    Agreement agreement = new Agreement();
    agreement.check(described, trained);
    if (!agreement.problems.isEmpty()) {
      throw new PreflightException(agreement.problems);
    }
    Map<String, Double> stiffness = new HashMap<>(trained.stiffness());
    Map<String, Double> damping = new HashMap<>(trained.damping());
    stiffness.putAll(described.stiffness());
    damping.putAll(described.damping());
    List<TermFacts> terms = new ArrayList<>();
    for (int i = 0; i < described.terms().size(); i++) {
      terms.add(merged(described.terms().get(i), trained.terms().get(i)));
    }
    return new EnvironmentFacts(
        described.root(),
        described.periodNs(),
        described.periodNode(),
        described.joints(),
        described.defaultPose(),
        terms,
        described.actions(),
        stiffness,
        damping,
        trained.velocityRange());
  }

  private static TermFacts merged(TermFacts described, TermFacts trained) {
    Map<String, String> details = new HashMap<>(trained.details());
    details.putAll(described.details());
    return new TermFacts(
        described.node(),
        trained.name(),
        described.module(),
        described.function(),
        described.size(),
        described.joints(),
        described.conditioning(),
        described.history(),
        details);
  }

  private void check(EnvironmentFacts described, EnvironmentFacts trained) {
    if (described.periodNs() != trained.periodNs()) {
      differ(
          described.periodNode(),
          "the period",
          trained.periodNs() / 1e6 + " ms",
          described.periodNs() / 1e6 + " ms",
          trained.periodNode());
    }
    numbers(
        "the default pose",
        described.root().get("articulations"),
        trained.defaultPose(),
        described.defaultPose(),
        trained.root().get("scene"));
    gains("stiffness", described, trained, described.stiffness(), trained.stiffness());
    gains("damping", described, trained, described.damping(), trained.damping());
    terms(described, trained);
    actions(described, trained);
  }

  private void gains(
      String what,
      EnvironmentFacts described,
      EnvironmentFacts trained,
      Map<String, Double> a,
      Map<String, Double> b) {
    for (String joint : described.joints()) {
      if (a.containsKey(joint)
          && b.containsKey(joint)
          && !SimulatorNumbers.same(a.get(joint), b.get(joint))) {
        differ(
            described.root().get("articulations"),
            what + " of " + joint,
            b.get(joint).toString(),
            a.get(joint).toString(),
            trained.root().get("scene"));
      }
    }
  }

  private void terms(EnvironmentFacts described, EnvironmentFacts trained) {
    List<String> here = described.terms().stream().map(TermFacts::function).toList();
    List<String> there = trained.terms().stream().map(TermFacts::function).toList();
    if (!here.equals(there)) {
      differ(
          described.root().get("observations"),
          "the observation's terms",
          String.join(", ", there),
          String.join(", ", here),
          trained.root().get("observations"));
      return;
    }
    for (int i = 0; i < here.size(); i++) {
      TermFacts a = described.terms().get(i);
      TermFacts b = trained.terms().get(i);
      numbers(
          "the scale of " + b.name(),
          a.node(),
          b.conditioning().scale(),
          a.conditioning().scale(),
          a.size().orElse(1),
          b.node());
      if (!a.conditioning().rawClip().equals(b.conditioning().rawClip())) {
        differ(
            a.node(),
            "the clip of " + b.name(),
            b.conditioning().rawClip().toString(),
            a.conditioning().rawClip().toString(),
            b.node());
      }
      if (!a.history().equals(b.history())) {
        differ(
            a.node(),
            "the history of " + b.name(),
            b.history().length() + " frames",
            a.history().length() + " frames",
            b.node());
      }
      if (!a.joints().equals(b.joints())) {
        differ(
            a.node(),
            "the joints of " + b.name(),
            b.joints().map(Object::toString).orElse("none"),
            a.joints().map(Object::toString).orElse("none"),
            b.node());
      }
    }
  }

  private void actions(EnvironmentFacts described, EnvironmentFacts trained) {
    YamlNode node = described.root().get("actions");
    YamlNode other = trained.root().get("actions");
    List<List<String>> here = described.actions().stream().map(ActionFacts::joints).toList();
    List<List<String>> there = trained.actions().stream().map(ActionFacts::joints).toList();
    if (!here.equals(there)) {
      differ(node, "the action's joints", there.toString(), here.toString(), other);
      return;
    }
    for (int i = 0; i < here.size(); i++) {
      ActionFacts a = described.actions().get(i);
      ActionFacts b = trained.actions().get(i);
      int count = a.joints().size();
      numbers("the action's scale", a.node(), b.scale(), a.scale(), count, b.node());
      numbers("the action's offset", a.node(), b.offset(), a.offset(), count, b.node());
    }
  }

  private void numbers(
      String what,
      YamlNode node,
      PerElement expected,
      PerElement found,
      int count,
      YamlNode there) {
    numbers(what, node, boxed(expected, count), boxed(found, count), there);
  }

  private static List<Double> boxed(PerElement values, int count) {
    return values.fits(count)
        ? Arrays.stream(values.expand(count)).boxed().toList()
        : values.values();
  }

  private void numbers(
      String what, YamlNode node, List<Double> expected, List<Double> found, YamlNode there) {
    if (!SimulatorNumbers.same(expected, found)) {
      differ(node, what, expected.toString(), found.toString(), there);
    }
  }

  private void differ(YamlNode here, String what, String expected, String found, YamlNode there) {
    problems.add(
        here.preflight()
            .summary("two files of the same training contradict each other about " + what)
            .expected(expected + ", as " + there.origin() + " says")
            .found(found)
            .remedy("take both from the run that the model is from, or only the right one")
            .problem());
  }
}

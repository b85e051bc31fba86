package io.escapement.launch.assembly;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.PolicyReference;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.choice.ModelUse;
import io.escapement.policy.inference.choice.RunModel;
import io.escapement.policy.observation.ResetOnEntry;
import io.escapement.policy.stage.PolicyCheck;
import io.escapement.policy.stage.PolicyModels;
import io.escapement.policy.stage.PolicyOptions;
import io.escapement.policy.stage.PolicyReport;
import io.escapement.policy.stage.PolicyStages;
import io.escapement.safety.supervisor.ModeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The policies that modes of a run bring with them, to which a fallback or the operator hands over.
 * Each computes its action on every tick, whether or not it commands, so that it can be judged
 * before it is needed, and starts afresh when its mode begins.
 */
public final class FurtherPolicies {

  /**
   * A further policy.
   *
   * @param name of its mode, and first part of its channels' names
   * @param mode index of its mode
   * @param bundle the policy
   */
  public record Entry(String name, int mode, PolicyBundle bundle) {

    /**
     * The policy for people.
     *
     * @return mode and what computes it, in one line
     */
    public String text() {
      return name + ": " + bundle.name() + ", " + bundle.computedBy();
    }
  }

  private final RobotModel robot;
  private final FileSource files;
  private final PolicyOptions main;
  private final List<Entry> entries;

  private FurtherPolicies(
      RobotModel robot, FileSource files, PolicyOptions main, List<Entry> entries) {
    this.robot = robot;
    this.files = files;
    this.main = main;
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads the policies of the modes.
   *
   * @param safety the run's safety block, or null
   * @param modes read from it
   * @param loader serves the files
   * @param robot the robot
   * @param main how the run uses its own policy
   * @param taken names that policies must not have
   * @return the policies, none where no mode brings one
   * @throws io.escapement.controller.config.ConfigurationException if a policy is wrong
   */
  static FurtherPolicies read(
      YamlNode safety,
      ModeTable modes,
      ConfigurationLoader loader,
      RobotModel robot,
      PolicyOptions main,
      Set<String> taken) {
    List<Entry> entries = new ArrayList<>();
    List<YamlNode> nodes =
        safety == null
            ? List.of()
            : safety.optional("modes").map(YamlNode::items).orElse(List.of());
    for (YamlNode node : nodes) {
      String name = node.get("name").string();
      int mode = modes.indexOf(name);
      if (modes.mode(mode).policy().isEmpty()) {
        continue;
      }
      if (taken.contains(name)) {
        throw node.get("name")
            .error()
            .summary("\"" + name + "\" is the name of a refinement or a stage's channels already")
            .remedy("give the mode another")
            .build();
      }
      Extensions extensions = main.extensions();
      PolicyBundle bundle =
          PolicyReference.read(node.get("policy"), loader, extensions, Optional.of(robot));
      entries.add(new Entry(name, mode, bundle));
    }
    return new FurtherPolicies(robot, loader.files(), main, entries);
  }

  /**
   * The policies.
   *
   * @return in the order of their modes
   */
  public List<Entry> entries() {
    return entries;
  }

  /** Their models. */
  List<RunModel> models() {
    return entries.stream()
        .flatMap(entry -> PolicyModels.of(entry.bundle(), entry.name(), files).stream())
        .toList();
  }

  /** How they use them. */
  List<ModelUse> uses(InferenceEngine reference) {
    return entries.stream()
        .flatMap(
            entry ->
                PolicyModels.uses(entry.bundle(), robot, files, reference, options(entry)).stream())
        .toList();
  }

  /** The report with what is found in these policies as well. */
  PolicyReport check(PolicyReport of, InferenceEngine engine, Predicate<String> supplied) {
    List<Problem> problems = new ArrayList<>(of.problems());
    List<String> notices = new ArrayList<>(of.notices());
    for (Entry entry : entries) {
      PolicyReport report =
          PolicyCheck.of(entry.bundle(), robot, files, engine, options(entry), supplied);
      problems.addAll(report.problems());
      report.notices().forEach(line -> notices.add(entry.name() + ": " + line));
    }
    return entries.isEmpty() ? of : of.with(problems, notices);
  }

  /** Makes their stages. */
  List<Stage> stages(InferenceEngine engine) {
    return entries.stream()
        .flatMap(
            entry -> PolicyStages.of(entry.bundle(), robot, files, engine, options(entry)).stream())
        .toList();
  }

  private PolicyOptions options(Entry entry) {
    return main.further(
        entry.name(), new ResetOnEntry(robot.name() + "/supervisor/mode", entry.mode()));
  }
}

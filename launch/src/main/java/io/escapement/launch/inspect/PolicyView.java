package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.robot.RobotModel;
import io.escapement.launch.importing.StandInRobot;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import io.escapement.policy.action.ActionMap;
import io.escapement.policy.bundle.DefaultPose;
import io.escapement.policy.bundle.GoldenVectors;
import io.escapement.policy.bundle.HeadWriter;
import io.escapement.policy.bundle.NormaliserSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.stage.PolicyOptions;
import io.escapement.policy.stage.ResolvedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A policy bundle: what it observes, what its output means, and beside it the robot's side where a
 * robot is given.
 *
 * @param kind {@code policy}
 * @param name the policy's name
 * @param form how its model is executed
 * @param rateHz inferences a second
 * @param model the model, null if it has none
 * @param observationTensor the input that takes the observation
 * @param actionTensor the output that is the action
 * @param observationSize elements of the observation, null where only a robot could tell
 * @param observation the terms in order
 * @param inputs the model's further inputs
 * @param states tensors that go from one inference to the next
 * @param remembered outputs that terms and other stages can read
 * @param chunk how chunks of actions are played, in words; null for single actions
 * @param execution how the model runs beside the loop, in words; null for inside
 * @param action the elements of the output in order; empty where only a robot could tell
 * @param normaliser what the observation is normalised by, in words; null for nothing
 * @param head what makes the action of the outputs, as it is written; null if the output is it
 * @param velocityRange what velocity commands it was trained for: vx, vy, wz; null for any
 * @param goldenCases golden vectors
 * @param goldenTolerance greatest difference that they permit, null where there are none
 * @param robot name of the robot beside it, or null
 * @param notices what a user should know
 */
public record PolicyView(
    String kind,
    String name,
    String form,
    @JsonProperty("rate_hz") double rateHz,
    ModelView model,
    @JsonProperty("observation_tensor") String observationTensor,
    @JsonProperty("action_tensor") String actionTensor,
    @JsonProperty("observation_size") Integer observationSize,
    List<TermView> observation,
    List<FurtherInputView> inputs,
    List<StateView> states,
    List<String> remembered,
    String chunk,
    String execution,
    List<ActionView> action,
    String normaliser,
    String head,
    @JsonProperty("velocity_range") List<List<Double>> velocityRange,
    @JsonProperty("golden_cases") int goldenCases,
    @JsonProperty("golden_tolerance") Double goldenTolerance,
    String robot,
    List<String> notices)
    implements Inspected {

  private static final double NS_PER_S = 1e9;
  private static final List<String> COMMANDS = List.of("vx", "vy", "wz");

  /**
   * Shows a policy.
   *
   * @param bundle the policy
   * @param model its model, if it has one
   * @param robot the robot to hold it against, or empty
   * @param extensions where its observation terms are looked up
   * @param notes what is known of it already
   * @return the view
   * @throws PreflightException if the policy does not fit the given robot
   */
  static PolicyView of(
      PolicyBundle bundle,
      Optional<ModelView> model,
      Optional<RobotModel> robot,
      Extensions extensions,
      List<String> notes) {
    List<String> notices = new ArrayList<>(notes);
    Optional<ResolvedPolicy> resolved =
        robot.isPresent()
            ? Optional.of(ResolvedPolicy.of(bundle, robot.get(), options(bundle, extensions)))
            : alone(bundle, extensions, notices);
    if (robot.isEmpty()
        && resolved.isPresent()
        && bundle.defaultPose() instanceof DefaultPose.OfRobot) {
      notices.add("the default pose is the robot's: offsets from it are shown as 0");
    }
    return new PolicyView(
        "policy",
        bundle.name(),
        bundle.form(),
        NS_PER_S / bundle.periodNs(),
        model.orElse(null),
        bundle.input(),
        bundle.output(),
        resolved.map(policy -> policy.layout().size()).orElse(null),
        resolved
            .map(policy -> TermView.placed(bundle.observations(), policy.layout().terms()))
            .orElseGet(() -> TermView.unplaced(bundle.observations())),
        FurtherInputView.of(bundle, resolved),
        StateView.of(bundle),
        bundle.tensors().remembered(),
        bundle.chunk().map(PlayView::chunk).orElse(null),
        bundle.execution().map(PlayView::execution).orElse(null),
        resolved.map(policy -> actions(policy.actions(), robot.orElse(null))).orElse(List.of()),
        bundle.normaliser().map(PolicyView::normaliser).orElse(null),
        bundle.head().map(HeadWriter::mapping).orElse(null),
        bundle.velocityRange().map(range -> TermView.pairs(range.bounds())).orElse(null),
        bundle.golden().map(golden -> golden.cases().size()).orElse(0),
        bundle.golden().map(GoldenVectors::tolerance).orElse(null),
        robot.map(RobotModel::name).orElse(null),
        notices);
  }

  private static String normaliser(NormaliserSpec spec) {
    return spec.family().name().toLowerCase(Locale.ROOT)
        + ", epsilon "
        + Numbers.of(spec.epsilon())
        + ", "
        + (Double.isInfinite(spec.clip()) ? "not clipped" : "clipped to " + Numbers.of(spec.clip()))
        + ", "
        + spec.statistics().size()
        + " elements"
        + spec.file().map(file -> " from " + Origin.display(file)).orElse("");
  }

  private static Optional<ResolvedPolicy> alone(
      PolicyBundle bundle, Extensions extensions, List<String> notices) {
    try {
      Optional<ResolvedPolicy> resolved =
          StandInRobot.of(bundle)
              .map(stand -> ResolvedPolicy.of(bundle, stand, options(bundle, extensions)));
      if (resolved.isEmpty()) {
        notices.add("the policy names joints by patterns: give --robot to see sizes and joints");
      }
      return resolved;
    } catch (PreflightException e) {
      notices.add("sizes and joints are open without --robot: " + e.problem().summary());
      return Optional.empty();
    }
  }

  /** A loop at the policy's own rate, for want of a run. */
  private static PolicyOptions options(PolicyBundle bundle, Extensions extensions) {
    return PolicyOptions.main(bundle.periodNs()).extensions(extensions);
  }

  private static List<ActionView> actions(ActionMap map, RobotModel robot) {
    List<ActionView> views = new ArrayList<>();
    for (ActionMap.Element element : map.elements()) {
      views.add(ActionView.of(views.size(), element, robot));
    }
    return views;
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s policy at %s Hz%s%n",
            name,
            form,
            Numbers.of(rateHz),
            robot == null ? "" : ", on robot " + robot));
    text.append(facts().text());
    text.append("  observation of ").append(observationSize == null ? "?" : observationSize);
    text.append(" elements\n").append(terms(observation).text());
    for (FurtherInputView input : inputs) {
      text.append("  input ").append(input.text());
      if (input.size() != null) {
        text.append(" of ").append(input.size()).append(" elements");
      }
      text.append('\n').append(terms(input.terms()).text());
    }
    if (!action.isEmpty()) {
      text.append("  action of ").append(action.size()).append(" elements\n");
      text.append(actionTable().text());
    }
    return text.toString().stripTrailing();
  }

  private Table facts() {
    Table facts = new Table(2);
    if (model != null) {
      facts.row("model", model.file());
      facts.row("sha256", model.sha256());
      model.inputs().forEach(tensor -> facts.row("input", tensor.text()));
      model.outputs().forEach(tensor -> facts.row("output", tensor.text()));
      facts.row(
          "graph",
          model.operators()
              + " operators, "
              + model.parameters()
              + " parameters, opset "
              + model.opset());
      EngineView.rows(facts, model.runsOn());
    }
    states.forEach(state -> facts.row("state", state.text()));
    remembered.forEach(tensor -> facts.row("remembered", tensor));
    if (normaliser != null) {
      facts.row("normaliser", normaliser);
    }
    if (head != null) {
      facts.row("head", head);
    }
    if (chunk != null) {
      facts.row("chunk", chunk);
    }
    if (execution != null) {
      facts.row("execution", execution);
    }
    facts.row(
        "golden",
        goldenCases == 0 ? "none" : goldenCases + " vectors within " + Numbers.of(goldenTolerance));
    if (velocityRange != null) {
      List<String> ranges = new ArrayList<>();
      for (int i = 0; i < velocityRange.size(); i++) {
        ranges.add(COMMANDS.get(i) + " " + ActionView.text(velocityRange.get(i)));
      }
      facts.row("commands", String.join(", ", ranges));
    }
    notices.forEach(notice -> facts.row("note", notice));
    return facts;
  }

  /** The terms as a table; shared with the view of a run. */
  static Table terms(List<TermView> terms) {
    Table table = new Table(4);
    for (TermView term : terms) {
      table.row(term.place(), term.term(), term.sizes(), term.conditioning());
    }
    return table;
  }

  private Table actionTable() {
    Table table = new Table(4);
    boolean beside = robot != null;
    if (beside) {
      table.row(
          "",
          "joint",
          "type",
          "scale",
          "offset",
          "kp",
          "kd",
          "raw clip",
          "clip",
          "robot's joint",
          "actuator",
          "position",
          "effort",
          "default",
          "kp",
          "kd");
    } else {
      table.row("", "joint", "type", "scale", "offset", "kp", "kd", "raw clip", "clip");
    }
    for (ActionView one : action) {
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(one.element()));
      cells.add(one.joint());
      cells.add(one.type());
      cells.add(Numbers.of(one.scale()));
      cells.add(Numbers.of(one.offset()));
      cells.add(Numbers.of(one.stiffness()));
      cells.add(Numbers.of(one.damping()));
      cells.add(ActionView.text(one.rawClip()));
      cells.add(ActionView.text(one.clip()));
      if (beside) {
        ActionView.OnRobot side = one.robot();
        cells.add(Integer.toString(side.jointIndex()));
        cells.add(side.actuatorIndex() + " " + side.actuator());
        cells.add(ActionView.text(side.position()));
        cells.add(side.effort() == null ? "-" : Numbers.of(side.effort()));
        cells.add(Numbers.of(side.defaultPosition()));
        cells.add(Numbers.of(side.stiffness()));
        cells.add(Numbers.of(side.damping()));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }
}

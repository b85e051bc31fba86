package io.escapement.policy.bundle;

import io.escapement.controller.config.Origin;
import io.escapement.controller.config.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A policy: a model, and everything that must be known to run it. Made by a {@link
 * PolicyBundleBuilder}.
 *
 * @param name a short name for people
 * @param form how the policy is executed; {@value #FEEDFORWARD}, or another form on the class path
 * @param formSettings the form's own keys, as they were written; empty if it has none
 * @param model the ONNX file, empty for a form that computes its actions itself
 * @param tensors what the model's inputs take and its outputs give
 * @param periodNs time between two inferences, nanoseconds
 * @param joints the policy's joints in its order, for terms and actions that name none of their own
 * @param defaultPose what relative joint positions are relative to
 * @param velocityRange what velocity commands it was trained for, empty for any
 * @param observations the terms, in the order of the observation's elements
 * @param actions what the output's elements mean, in order
 * @param normaliser what the whole observation is normalised by, empty for nothing
 * @param head what makes the action of the model's outputs, empty if the output is the action
 * @param unnamedPassive whether actuators that no action names are left without effort; otherwise
 *     there must be none
 * @param seed of every random number that the policy uses
 * @param chunk how several actions of one inference are executed; empty for one action
 * @param sampler a second model that makes the chunk out of noise; empty for none
 * @param execution how inference runs beside the loop; empty for inline
 * @param evaluate evaluations between two inferences; empty for none
 * @param golden known pairs of observation and action
 * @param places where the parts were written
 */
public record PolicyBundle(
    String name,
    String form,
    Optional<YamlNode> formSettings,
    Optional<ModelFile> model,
    ModelTensors tensors,
    long periodNs,
    JointSelection joints,
    DefaultPose defaultPose,
    Optional<VelocityRange> velocityRange,
    List<ObservationSpec> observations,
    List<ActionSpec> actions,
    Optional<NormaliserSpec> normaliser,
    Optional<HeadSpec> head,
    boolean unnamedPassive,
    long seed,
    Optional<ChunkSpec> chunk,
    Optional<SamplerSpec> sampler,
    Optional<ExecutionSpec> execution,
    Optional<EvaluateSpec> evaluate,
    Optional<GoldenVectors> golden,
    Places places) {

  /** The form in which an ONNX model maps observations to actions. */
  public static final String FEEDFORWARD = "feedforward";

  /**
   * Keeps copies.
   *
   * @param name a short name
   * @param form how the policy is executed
   * @param formSettings the form's own keys
   * @param model the ONNX file
   * @param tensors what the model's inputs take and its outputs give
   * @param periodNs nanoseconds, positive
   * @param joints the policy's joints
   * @param defaultPose what positions are relative to
   * @param velocityRange trained velocity commands
   * @param observations the terms
   * @param actions what the output means, at least one
   * @param normaliser of the whole observation
   * @param head what makes the action
   * @param unnamedPassive whether other actuators are left without effort
   * @param seed of every random number
   * @param chunk how several actions are executed
   * @param sampler a second model that makes the chunk out of noise; empty for none
   * @param execution how inference runs beside the loop
   * @param evaluate evaluations in between
   * @param golden known pairs
   * @param places where the parts were written
   */
  public PolicyBundle {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(formSettings, "formSettings");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(tensors, "tensors");
    Objects.requireNonNull(joints, "joints");
    Objects.requireNonNull(defaultPose, "defaultPose");
    Objects.requireNonNull(velocityRange, "velocityRange");
    observations = List.copyOf(observations);
    actions = List.copyOf(actions);
    Objects.requireNonNull(chunk, "chunk");
    Objects.requireNonNull(sampler, "sampler");
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(normaliser, "normaliser");
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(evaluate, "evaluate");
    Objects.requireNonNull(golden, "golden");
    Objects.requireNonNull(places, "places");
    if (periodNs <= 0) {
      throw new IllegalArgumentException("period " + periodNs + " ns");
    }
  }

  /**
   * The same policy with joints that are selected in another way.
   *
   * @param change gives the selection that stands for one of the policy's
   * @return another bundle
   */
  public PolicyBundle withJoints(UnaryOperator<JointSelection> change) {
    Map<String, InputSpec> inputs = new LinkedHashMap<>();
    tensors
        .inputs()
        .forEach(
            (name, input) ->
                inputs.put(
                    name,
                    input instanceof InputSpec.Observed observed
                        ? new InputSpec.Observed(withJoints(observed.observations(), change))
                        : input));
    return new PolicyBundle(
        name,
        form,
        formSettings,
        model,
        new ModelTensors(
            tensors.input(), tensors.output(), inputs, tensors.states(), tensors.remembered()),
        periodNs,
        change.apply(joints),
        defaultPose,
        velocityRange,
        withJoints(observations, change),
        actions.stream().map(action -> action.withJoints(change)).toList(),
        normaliser,
        head,
        unnamedPassive,
        seed,
        chunk,
        sampler,
        execution,
        evaluate,
        golden,
        places);
  }

  private static List<ObservationSpec> withJoints(
      List<ObservationSpec> terms, UnaryOperator<JointSelection> change) {
    return terms.stream()
        .map(
            term ->
                new ObservationSpec(
                    term.term(),
                    term.parameters(),
                    term.joints().map(change),
                    term.conditioning(),
                    term.history()))
        .toList();
  }

  /**
   * Starts a bundle.
   *
   * @param name a short name for people
   * @return a builder with nothing else in it
   */
  public static PolicyBundleBuilder builder(String name) {
    return new PolicyBundleBuilder(name);
  }

  /**
   * Name of the model's input that takes the observation.
   *
   * @return the tensor, empty without a model
   */
  public String input() {
    return tensors.input();
  }

  /**
   * Name of the model's output that is the action.
   *
   * @return the tensor, empty without a model
   */
  public String output() {
    return tensors.output();
  }

  /**
   * What computes the actions, for people.
   *
   * @return the model's file, or the form where there is none
   */
  public String computedBy() {
    return model.map(file -> Origin.display(file.path())).orElse("form " + form);
  }
}

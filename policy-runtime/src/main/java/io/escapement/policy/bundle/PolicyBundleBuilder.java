package io.escapement.policy.bundle;

import io.escapement.controller.config.YamlNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts a bundle together. Required are period, joints and actions, and for a form with a model the
 * model and its tensors. Used by one thread.
 */
public final class PolicyBundleBuilder {

  private final String name;
  private String form = PolicyBundle.FEEDFORWARD;
  private YamlNode formSettings;
  private ModelFile model;
  private ModelTensors tensors = ModelTensors.NONE;
  private long periodNs;
  private JointSelection joints;
  private DefaultPose defaultPose = new DefaultPose.OfRobot();
  private VelocityRange velocityRange;
  private List<ObservationSpec> observations = List.of();
  private List<ActionSpec> actions = List.of();
  private NormaliserSpec normaliser;
  private HeadSpec head;
  private boolean unnamedPassive;
  private long seed;
  private ChunkSpec chunk;
  private SamplerSpec sampler;
  private ExecutionSpec execution;
  private EvaluateSpec evaluate;
  private GoldenVectors golden;
  private Places places;

  PolicyBundleBuilder(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param form how the policy is executed
   * @return this builder
   */
  public PolicyBundleBuilder form(String form) {
    this.form = form;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param formSettings the form's own keys
   * @return this builder
   */
  public PolicyBundleBuilder formSettings(YamlNode formSettings) {
    this.formSettings = formSettings;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param model the ONNX file
   * @return this builder
   */
  public PolicyBundleBuilder model(ModelFile model) {
    this.model = model;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param tensors what the model's inputs take and its outputs give
   * @return this builder
   */
  public PolicyBundleBuilder tensors(ModelTensors tensors) {
    this.tensors = tensors;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param periodNs time between two inferences, nanoseconds
   * @return this builder
   */
  public PolicyBundleBuilder periodNs(long periodNs) {
    this.periodNs = periodNs;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param joints the policy's joints in its order
   * @return this builder
   */
  public PolicyBundleBuilder joints(JointSelection joints) {
    this.joints = joints;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param defaultPose what relative joint positions are relative to
   * @return this builder
   */
  public PolicyBundleBuilder defaultPose(DefaultPose defaultPose) {
    this.defaultPose = defaultPose;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param velocityRange what velocity commands it was trained for
   * @return this builder
   */
  public PolicyBundleBuilder velocityRange(VelocityRange velocityRange) {
    this.velocityRange = velocityRange;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param observations the terms, in the order of the observation's elements
   * @return this builder
   */
  public PolicyBundleBuilder observations(List<ObservationSpec> observations) {
    this.observations = observations;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param actions what the output's elements mean, in order
   * @return this builder
   */
  public PolicyBundleBuilder actions(List<ActionSpec> actions) {
    this.actions = actions;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param normaliser of the whole observation, null for none
   * @return this builder
   */
  public PolicyBundleBuilder normaliser(NormaliserSpec normaliser) {
    this.normaliser = normaliser;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param head what makes the action, null if the output is the action
   * @return this builder
   */
  public PolicyBundleBuilder head(HeadSpec head) {
    this.head = head;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param unnamedPassive whether actuators that no action names are left without effort
   * @return this builder
   */
  public PolicyBundleBuilder unnamedPassive(boolean unnamedPassive) {
    this.unnamedPassive = unnamedPassive;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param seed of every random number that the policy uses
   * @return this builder
   */
  public PolicyBundleBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param chunk how several actions of one inference are executed
   * @return this builder
   */
  public PolicyBundleBuilder chunk(ChunkSpec chunk) {
    this.chunk = chunk;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param sampler makes the chunk out of noise
   * @return this builder
   */
  public PolicyBundleBuilder sampler(SamplerSpec sampler) {
    this.sampler = sampler;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param execution how inference runs beside the loop
   * @return this builder
   */
  public PolicyBundleBuilder execution(ExecutionSpec execution) {
    this.execution = execution;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param evaluate evaluations between two inferences
   * @return this builder
   */
  public PolicyBundleBuilder evaluate(EvaluateSpec evaluate) {
    this.evaluate = evaluate;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param golden known pairs of observation and action
   * @return this builder
   */
  public PolicyBundleBuilder golden(GoldenVectors golden) {
    this.golden = golden;
    return this;
  }

  /**
   * Sets the part of the bundle that has this name.
   *
   * @param places where the parts were written
   * @return this builder
   */
  public PolicyBundleBuilder places(Places places) {
    this.places = places;
    return this;
  }

  /**
   * Makes the bundle.
   *
   * @return the bundle
   * @throws NullPointerException if a required part is missing
   */
  public PolicyBundle build() {
    return new PolicyBundle(
        name,
        form,
        Optional.ofNullable(formSettings),
        Optional.ofNullable(model),
        tensors,
        periodNs,
        joints,
        defaultPose,
        Optional.ofNullable(velocityRange),
        observations,
        actions,
        Optional.ofNullable(normaliser),
        Optional.ofNullable(head),
        unnamedPassive,
        seed,
        Optional.ofNullable(chunk),
        Optional.ofNullable(sampler),
        Optional.ofNullable(execution),
        Optional.ofNullable(evaluate),
        Optional.ofNullable(golden),
        places);
  }
}

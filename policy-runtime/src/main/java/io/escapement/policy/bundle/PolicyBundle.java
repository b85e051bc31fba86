package io.escapement.policy.bundle;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A policy: a model, and everything that must be known to run it.
 *
 * @param name a short name for people
 * @param form how the model is executed; {@value #FEEDFORWARD}, or a form that a plug-in brings
 * @param model the ONNX file
 * @param periodNs time between two inferences, nanoseconds
 * @param input name of the model's input that takes the observation
 * @param output name of the model's output that is the action
 * @param joints the policy's joints in its order, for terms and actions that name none of their own
 * @param defaultPose what relative joint positions are relative to
 * @param velocityRange what velocity commands it was trained for, empty for any
 * @param observations the terms, in the order of the observation's elements
 * @param actions what the output's elements mean, in order
 * @param unnamedPassive whether actuators that no action names are left without effort; otherwise
 *     there must be none
 * @param golden known pairs of observation and action
 * @param places where the parts were written
 */
public record PolicyBundle(
    String name,
    String form,
    ModelFile model,
    long periodNs,
    String input,
    String output,
    JointSelection joints,
    DefaultPose defaultPose,
    Optional<VelocityRange> velocityRange,
    List<ObservationSpec> observations,
    List<ActionSpec> actions,
    boolean unnamedPassive,
    Optional<GoldenVectors> golden,
    Places places) {

  /** The form in which each inference maps one observation to one action. */
  public static final String FEEDFORWARD = "feedforward";

  /**
   * Keeps copies.
   *
   * @param name a short name
   * @param form how the model is executed
   * @param model the ONNX file
   * @param periodNs nanoseconds, positive
   * @param input name of the observation's tensor
   * @param output name of the action's tensor
   * @param joints the policy's joints
   * @param defaultPose what positions are relative to
   * @param velocityRange trained velocity commands
   * @param observations the terms, at least one
   * @param actions what the output means, at least one
   * @param unnamedPassive whether other actuators are left without effort
   * @param golden known pairs
   * @param places where the parts were written
   */
  public PolicyBundle {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(joints, "joints");
    Objects.requireNonNull(defaultPose, "defaultPose");
    Objects.requireNonNull(velocityRange, "velocityRange");
    observations = List.copyOf(observations);
    actions = List.copyOf(actions);
    Objects.requireNonNull(golden, "golden");
    Objects.requireNonNull(places, "places");
  }
}

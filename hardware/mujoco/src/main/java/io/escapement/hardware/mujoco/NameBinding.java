package io.escapement.hardware.mujoco;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.ProblemBuilder;
import io.escapement.controller.config.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a model's objects by name and collects everything that does not fit, so that a user learns
 * of all of it at once.
 */
final class NameBinding {

  private final MujocoModel model;
  private final Path file;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * Begins with nothing wrong.
   *
   * @param model the compiled model
   * @param file where it was read, for messages
   */
  NameBinding(MujocoModel model, Path file) {
    this.model = model;
    this.file = file;
  }

  MujocoModel model() {
    return model;
  }

  int body(String name) {
    return find("body", "mjOBJ_BODY", "nbody", name);
  }

  int joint(String name) {
    return find("joint", "mjOBJ_JOINT", "njnt", name);
  }

  int actuator(String name) {
    return find("actuator", "mjOBJ_ACTUATOR", "nu", name);
  }

  int sensor(String name) {
    return find("sensor", "mjOBJ_SENSOR", "nsensor", name);
  }

  /** Looks for a keyframe; a YAML's value that names it is where the problem lies. */
  int keyframe(String name, Optional<YamlNode> naming) {
    return find(
        "keyframe",
        "mjOBJ_KEY",
        "nkey",
        name,
        naming.map(YamlNode::preflight).orElse(PreflightException.at(file)));
  }

  private int find(String what, String type, String count, String name) {
    return find(what, type, count, name, PreflightException.at(file));
  }

  private int find(
      String what,
      String type,
      String count,
      String name,
      ProblemBuilder<PreflightException> problem) {
    int index = model.find(type, name);
    if (index == MujocoModel.NOT_FOUND) {
      problems.add(
          problem
              .summary("the model has no " + what + " \"" + name + "\"")
              .remedy(NearestNames.remedy(name, model.names(type, count)))
              .problem());
    }
    return index;
  }

  /**
   * Notes that something does not fit.
   *
   * @param what the object, such as {@code actuator knee}
   * @param expected what would fit
   * @param found what is there
   * @param remedy what to do
   */
  void refuse(String what, String expected, String found, String remedy) {
    problems.add(
        PreflightException.at(file)
            .summary(what)
            .expected(expected)
            .found(found)
            .remedy(remedy)
            .problem());
  }

  /**
   * Ends the binding.
   *
   * @throws PreflightException if anything did not fit
   */
  void check() {
    if (!problems.isEmpty()) {
      throw new PreflightException(problems);
    }
  }
}

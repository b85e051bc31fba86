package io.escapement.policy.importer;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.bundle.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user hands to an importer.
 *
 * @param place where the user asked for it
 * @param descriptors absolute paths of the tool's files other than the model, the first one is the
 *     main one; empty where the model alone says what it is
 * @param model absolute path of the model, if the user named it
 * @param sha256 the model's hash, if the user gave it
 * @param golden absolute path of golden vectors, if the user gave them
 * @param input name of the model's input, if the user gave it
 * @param output name of the model's output, if the user gave it
 * @param name the policy's name, if the user gave it
 * @param answers what the user says beside the files, by key
 * @param robot the robot that the policy is for, if it is known
 * @param files where files come from
 */
public record ImportRequest(
    Place place,
    List<Path> descriptors,
    Optional<Path> model,
    Optional<String> sha256,
    Optional<Path> golden,
    Optional<String> input,
    Optional<String> output,
    Optional<String> name,
    Answers answers,
    Optional<RobotModel> robot,
    FileSource files) {

  /**
   * Checks that all are there.
   *
   * @param place where the user asked for it
   * @param descriptors absolute paths of the tool's files
   * @param model absolute path of the model
   * @param sha256 the model's hash
   * @param golden absolute path of golden vectors
   * @param input name of the model's input
   * @param output name of the model's output
   * @param name the policy's name
   * @param answers what the user says beside the files
   * @param robot the robot that the policy is for
   * @param files where files come from
   */
  public ImportRequest {
    Objects.requireNonNull(place, "place");
    descriptors = List.copyOf(descriptors);
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(golden, "golden");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(answers, "answers");
    Objects.requireNonNull(robot, "robot");
    Objects.requireNonNull(files, "files");
  }

  /**
   * A request for some files, with nothing said beside them.
   *
   * @param place where the user asked for it
   * @param paths absolute paths; one that ends with {@code .onnx} is the model
   * @param files where files come from
   * @return the request
   */
  public static ImportRequest of(Place place, List<Path> paths, FileSource files) {
    return new ImportRequest(
        place,
        paths.stream().filter(path -> !isModel(path)).toList(),
        paths.stream().filter(ImportRequest::isModel).findFirst(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Answers.none(place),
        Optional.empty(),
        files);
  }

  /**
   * Whether a file is a model by its name.
   *
   * @param path the file
   * @return true if it ends with {@code .onnx}
   */
  public static boolean isModel(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  /**
   * The same request with answers.
   *
   * @param given what the user says beside the files
   * @return another request
   */
  public ImportRequest with(Answers given) {
    return new ImportRequest(
        place, descriptors, model, sha256, golden, input, output, name, given, robot, files);
  }

  /**
   * The same request for a model that the descriptor names.
   *
   * @param named absolute path of the model
   * @return another request
   */
  public ImportRequest withModel(Path named) {
    return new ImportRequest(
        place,
        descriptors,
        Optional.of(named),
        sha256,
        golden,
        input,
        output,
        name,
        answers,
        robot,
        files);
  }

  /**
   * The same request for a robot.
   *
   * @param known the robot that the policy is for
   * @return another request
   */
  public ImportRequest on(RobotModel known) {
    return new ImportRequest(
        place,
        descriptors,
        model,
        sha256,
        golden,
        input,
        output,
        name,
        answers,
        Optional.of(known),
        files);
  }

  /**
   * The tool's main file.
   *
   * @return an existing file
   * @throws io.escapement.controller.config.ConfigurationException if the user named none
   * @throws io.escapement.controller.config.PreflightException if it does not exist
   */
  public Path descriptor() {
    if (descriptors.isEmpty()) {
      throw place
          .error()
          .summary("this importer needs the tool's descriptor beside the model")
          .remedy("name it: \"file: ...\"")
          .build();
    }
    Path first = descriptors.get(0);
    if (!files.exists(first)) {
      throw place
          .preflight()
          .summary("the descriptor does not exist")
          .found(Origin.display(first))
          .remedy("put the file there, or name another")
          .build();
    }
    return first;
  }
}

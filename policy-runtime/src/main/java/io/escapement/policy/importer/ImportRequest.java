package io.escapement.policy.importer;

import io.escapement.controller.config.FileSource;
import io.escapement.policy.bundle.Place;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user hands to an importer.
 *
 * @param place where the user asked for it
 * @param descriptor absolute path of the tool's descriptor
 * @param model absolute path of the model
 * @param sha256 the model's hash, if the user gave it
 * @param golden absolute path of golden vectors, if the user gave them
 * @param input name of the model's input, if the user gave it
 * @param output name of the model's output, if the user gave it
 * @param name the policy's name, if the user gave it
 * @param files where files come from
 */
public record ImportRequest(
    Place place,
    Path descriptor,
    Path model,
    Optional<String> sha256,
    Optional<Path> golden,
    Optional<String> input,
    Optional<String> output,
    Optional<String> name,
    FileSource files) {

  /**
   * Checks that all are there.
   *
   * @param place where the user asked for it
   * @param descriptor absolute path of the descriptor
   * @param model absolute path of the model
   * @param sha256 the model's hash
   * @param golden absolute path of golden vectors
   * @param input name of the model's input
   * @param output name of the model's output
   * @param name the policy's name
   * @param files where files come from
   */
  public ImportRequest {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(descriptor, "descriptor");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(golden, "golden");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(files, "files");
  }

  /**
   * A request for a descriptor and a model, with nothing said beside them.
   *
   * @param place where the user asked for it
   * @param descriptor absolute path of the descriptor
   * @param model absolute path of the model
   * @param files where files come from
   * @return the request
   */
  public static ImportRequest of(Place place, Path descriptor, Path model, FileSource files) {
    return new ImportRequest(
        place,
        descriptor,
        model,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        files);
  }
}

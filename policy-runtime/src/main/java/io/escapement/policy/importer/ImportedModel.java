package io.escapement.policy.importer;

import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.policy.bundle.ModelFile;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.Places;
import io.escapement.policy.inference.TensorInfo;
import io.escapement.policy.onnx.OnnxSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The model of an import: its file, and what it says of itself.
 *
 * @param file the file, with the hash that the user gave
 * @param summary tensors and metadata
 */
public record ImportedModel(ModelFile file, OnnxSummary summary) {

  /**
   * Reads the model that a request names.
   *
   * @param request the request
   * @return the model
   * @throws io.escapement.controller.config.ConfigurationException if the request names none
   * @throws PreflightException if the file is absent, has another hash, or is no model
   */
  public static ImportedModel of(ImportRequest request) {
    Path path =
        request
            .model()
            .orElseThrow(
                () ->
                    request
                        .place()
                        .error()
                        .summary("which model the descriptor is for is not said")
                        .remedy(
                            "name the ONNX file: --model policy.onnx, or \"model: ...\" in a run")
                        .build());
    ModelFile file = new ModelFile(path, request.sha256());
    OnnxSummary summary =
        OnnxSummary.read(file.read(request.files(), new Places(request.place(), Map.of())));
    if (summary.outputs().isEmpty()) {
      throw request
          .place()
          .preflight()
          .summary(Origin.display(path) + " is no model")
          .expected("an ONNX file with at least one output")
          .found("none: is it an ONNX file?")
          .remedy("name the ONNX file: --model policy.onnx, or \"model: ...\" in a run")
          .build();
    }
    return new ImportedModel(file, summary);
  }

  /**
   * Reads the model that a request names, or asks for one like for anything else that no file says.
   *
   * @param request the request
   * @param findings takes what was inferred or is missing
   * @return the model, empty if it is missing
   * @throws PreflightException if the file is absent, has another hash, or is no model
   */
  public static Optional<ImportedModel> orMissing(ImportRequest request, Findings findings) {
    if (request.model().isEmpty()) {
      findings.missing("model", "the ONNX file of the policy", "policy.onnx");
      return Optional.empty();
    }
    findings.inferred("model", request.model().get().getFileName(), "the files given");
    return Optional.of(of(request));
  }

  /**
   * A place for errors about an entry of the model's metadata.
   *
   * @param key the entry
   * @return its place
   */
  public Place metadataPlace(String key) {
    Path absolute = file.path().toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    return new Place(
        new Origin(Origin.display(absolute), folder == null ? absolute : folder, 0, 0),
        "metadata." + key);
  }

  /**
   * Name of the input that takes the observation.
   *
   * @param request says the name, if the user did
   * @param usual names that the tool gives it, the likeliest first
   * @return the user's name, otherwise the first usual one that there is, otherwise the only input
   * @throws PreflightException if none of these says it, or the model has no input of the user's
   *     name
   */
  public String input(ImportRequest request, List<String> usual) {
    return port(request, "input", request.input(), summary.inputNames(), usual);
  }

  /**
   * Name of the output that is the action.
   *
   * @param request says the name, if the user did
   * @param usual names that the tool gives it, the likeliest first
   * @return the user's name, otherwise the first usual one that there is, otherwise the only output
   * @throws PreflightException if none of these says it, or the model has no output of the user's
   *     name
   */
  public String output(ImportRequest request, List<String> usual) {
    return port(request, "output", request.output(), summary.outputNames(), usual);
  }

  private static String port(
      ImportRequest request,
      String key,
      Optional<String> said,
      List<String> names,
      List<String> usual) {
    if (said.isPresent() && names.contains(said.get())) {
      return said.get();
    }
    Optional<String> known = usual.stream().filter(names::contains).findFirst();
    if (said.isEmpty() && known.isPresent()) {
      return known.get();
    }
    if (said.isEmpty() && names.size() == 1) {
      return names.get(0);
    }
    throw request
        .place()
        .preflight()
        .summary(
            said.map(name -> "the model has no " + key + " \"" + name + "\"")
                .orElse("which " + key + " of the model is meant is not clear"))
        .expected(said.isPresent() ? "one of its tensors" : "a model with one " + key)
        .found(String.join(", ", names))
        .remedy("name it: \"" + key + ": ...\"")
        .build();
  }

  /**
   * Number of elements of a tensor, where a free first dimension is a batch of one.
   *
   * @param find finds the tensor, such as {@code m -> m.output("actions")}
   * @return the count, empty if there is no such tensor or another dimension is free
   */
  public Optional<Integer> elements(Function<OnnxSummary, Optional<TensorInfo>> find) {
    return find.apply(summary)
        .flatMap(
            tensor -> {
              long count = 1;
              for (int i = 0; i < tensor.shape().size(); i++) {
                long size = tensor.shape().get(i);
                if (size == TensorInfo.DYNAMIC && i > 0) {
                  return Optional.empty();
                }
                count *= size == TensorInfo.DYNAMIC ? 1 : size;
              }
              return tensor.shape().isEmpty() || count > Integer.MAX_VALUE
                  ? Optional.empty()
                  : Optional.of((int) count);
            });
  }
}

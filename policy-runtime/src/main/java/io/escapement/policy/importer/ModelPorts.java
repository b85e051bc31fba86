package io.escapement.policy.importer;

import io.escapement.policy.bundle.ModelFile;
import io.escapement.policy.bundle.Places;
import io.escapement.policy.onnx.OnnxSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names of a model's observation and action: what the user said, or the model's only ones.
 *
 * @param input name of the input
 * @param output name of the output
 */
record ModelPorts(String input, String output) {

  static ModelPorts of(ImportRequest request) {
    byte[] bytes =
        new ModelFile(request.model(), request.sha256())
            .read(request.files(), new Places(request.place(), Map.of()));
    OnnxSummary summary = OnnxSummary.read(bytes);
    return new ModelPorts(
        only(request, "input", request.input(), summary.inputNames()),
        only(request, "output", request.output(), summary.outputNames()));
  }

  private static String only(
      ImportRequest request, String key, Optional<String> said, List<String> names) {
    if (said.isPresent()) {
      return said.get();
    }
    if (names.size() != 1) {
      throw request
          .place()
          .preflight()
          .summary("which " + key + " of the model is meant is not clear")
          .expected("a model with one " + key)
          .found(names.isEmpty() ? "none: is it an ONNX file?" : String.join(", ", names))
          .remedy("name it: \"" + key + ": ...\"")
          .build();
    }
    return names.get(0);
  }
}

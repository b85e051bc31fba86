package io.escapement.policy.importer.told;

import io.escapement.policy.importer.Findings;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.ImportedModel;
import java.util.Optional;

/** Models that are asked for like anything else that no file says. */
final class ImportedModels {

  private ImportedModels() {}

  static Optional<ImportedModel> of(ImportRequest request, Findings findings) {
    if (request.model().isEmpty()) {
      findings.missing("model", "the ONNX file of the policy", "policy.onnx");
      return Optional.empty();
    }
    findings.inferred("model", request.model().get().getFileName(), "the files given");
    return Optional.of(ImportedModel.of(request));
  }
}

package io.escapement.policy.importer.holosoma;

import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.Importer;

/**
 * Reads a model that Holosoma exported. Its metadata are JSON: {@code dof_names}, {@code kp},
 * {@code kd}, {@code command_ranges}, and the whole {@code experiment_config}, which older models
 * have in a file beside them.
 */
public final class HolosomaImporter implements Importer {

  /** Creates the importer; called by the service loader. */
  public HolosomaImporter() {}

  @Override
  public String name() {
    return "holosoma";
  }

  @Override
  public boolean recognises(DescriptorFile file) {
    return file.hasMetadata("kp", "kd") || Experiment.isExperiment(file);
  }

  @Override
  public Imported read(ImportRequest request) {
    return new HolosomaModel(request).imported();
  }
}

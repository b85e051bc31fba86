package io.escapement.policy.importer.isaaclab;

import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.Importer;

/**
 * Reads what Isaac Lab leaves beside a model: {@code IO_descriptors.yaml}, {@code env.yaml}, or
 * both, which must then agree.
 */
public final class IsaacLabImporter implements Importer {

  /** Creates the importer; called by the service loader. */
  public IsaacLabImporter() {}

  @Override
  public String name() {
    return "isaaclab";
  }

  @Override
  public boolean recognises(DescriptorFile file) {
    return RunFolder.isDescriptors(file)
        || (RunFolder.isEnvironment(file) && RunFolder.isIsaacLab(file.yaml().orElseThrow()));
  }

  @Override
  public Imported read(ImportRequest request) {
    return EnvironmentFiles.read(request);
  }
}

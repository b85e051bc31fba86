package io.escapement.policy.importer.isaaclab;

import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.Importer;

/**
 * Reads a model that mjlab or BeyondMimic exported, by the metadata inside it and {@code env.yaml}
 * where it lies beside it. A tracking task's model holds its reference motion.
 */
public final class MjlabImporter implements Importer {

  /** Creates the importer; called by the service loader. */
  public MjlabImporter() {}

  @Override
  public String name() {
    return "mjlab";
  }

  @Override
  public boolean recognises(DescriptorFile file) {
    return file.hasMetadata(MjlabMetadata.REQUIRED.toArray(String[]::new))
        || (RunFolder.isEnvironment(file) && !RunFolder.isIsaacLab(file.yaml().orElseThrow()));
  }

  @Override
  public Imported read(ImportRequest request) {
    return new MjlabModel(request).imported();
  }
}

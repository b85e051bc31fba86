package io.escapement.policy.importer.isaaclab;

import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.Importer;

/**
 * Reads a motion tracking model that BeyondMimic exported, whose metadata mjlab's tracking task
 * writes in the same words. Such a file is recognised as mjlab's.
 */
public final class BeyondMimicImporter implements Importer {

  /** Creates the importer; called by the service loader. */
  public BeyondMimicImporter() {}

  @Override
  public String name() {
    return "beyondmimic";
  }

  @Override
  public Imported read(ImportRequest request) {
    return new MjlabModel(request).imported();
  }
}

package io.escapement.policy.importer.isaaclab;

import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.Importer;

/**
 * Reads a model that rsl_rl exported, by the description of the environment that it was trained in.
 * Such a model says nothing of itself: the files beside it are Isaac Lab's.
 */
public final class RslRlImporter implements Importer {

  /** Creates the importer; called by the service loader. */
  public RslRlImporter() {}

  @Override
  public String name() {
    return "rsl_rl";
  }

  @Override
  public Imported read(ImportRequest request) {
    return EnvironmentFiles.read(request);
  }
}

package io.escapement.policy.importer;

import io.escapement.policy.bundle.PolicyBundle;

/** Reads one tool's descriptors, found by name through {@link java.util.ServiceLoader}. */
public interface Importer {

  /**
   * Name under which a run asks for the importer.
   *
   * @return such as {@code unitree}
   */
  String name();

  /**
   * Reads a descriptor.
   *
   * @param request the files, and what the user said beside them
   * @return the bundle
   * @throws io.escapement.controller.config.ConfigurationException if the descriptor does not say
   *     enough, or something that is not understood; the message names it
   * @throws io.escapement.controller.config.PreflightException if a file is absent
   */
  PolicyBundle read(ImportRequest request);
}

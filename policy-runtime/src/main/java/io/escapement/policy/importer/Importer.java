package io.escapement.policy.importer;

/**
 * Reads one tool's descriptors, found by name through {@link java.util.ServiceLoader}.
 *
 * <p>Nothing is guessed: what the files do not say is returned as missing, what may change what the
 * policy sees and is not understood is refused, and whatever was taken is listed with its source.
 */
public interface Importer {

  /**
   * Name under which a run asks for the importer.
   *
   * @return such as {@code unitree}
   */
  String name();

  /**
   * Whether a file is this tool's, by its content rather than by its name.
   *
   * @param file the file that the user named
   * @return true if nothing but this tool is known to write such a file
   */
  default boolean recognises(DescriptorFile file) {
    return false;
  }

  /**
   * Reads a descriptor.
   *
   * @param request the files, and what the user said beside them
   * @return the bundle, or what is missing for it
   * @throws io.escapement.controller.config.ConfigurationException if the descriptor says something
   *     that is not understood, or contradicts itself; the message names it
   * @throws io.escapement.controller.config.PreflightException if a file is absent, or the model is
   *     not what the descriptor describes
   */
  Imported read(ImportRequest request);
}

package io.escapement.policy.importer.isaaclab;

import io.escapement.controller.config.YamlNode;

/**
 * A function or class of Python as a file names it: {@code module:name}, {@code module.name}, or
 * YAML's tag {@code !!python/name:module.name}.
 *
 * @param module the module, empty if only a name is given
 * @param name the function or class
 */
public record PythonNames(String module, String name) {

  private static final String TAG = "python/name:";

  /**
   * Reads a name.
   *
   * @param node the value
   * @return its parts
   * @throws io.escapement.controller.config.ConfigurationException if it is no name
   */
  public static PythonNames of(YamlNode node) {
    int tag = node.tag().indexOf(TAG);
    String path = tag >= 0 ? node.tag().substring(tag + TAG.length()) : node.string();
    int end = Math.max(path.lastIndexOf(':'), path.lastIndexOf('.'));
    return new PythonNames(path.substring(0, Math.max(end, 0)), path.substring(end + 1).strip());
  }

  @Override
  public String toString() {
    return module.isEmpty() ? name : module + "." + name;
  }
}

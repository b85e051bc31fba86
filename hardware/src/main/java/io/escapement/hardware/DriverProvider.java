package io.escapement.hardware;

import io.escapement.controller.config.YamlNode;

/**
 * Makes drivers of one type. Providers are found with {@link java.util.ServiceLoader}: a jar on the
 * class path or among a run's plug-ins adds one.
 */
public interface DriverProvider {

  /**
   * The type by which a run's YAML asks for the driver.
   *
   * @return a word in lower case, such as {@code mujoco}
   */
  String type();

  /**
   * The JSON Schema of the driver's entry in the YAML, with {@code type} among its properties.
   *
   * @return name of a resource in {@link io.escapement.controller.config.SchemaCheck#FOLDER}, such
   *     as {@code driver-mujoco.schema.json}
   */
  String schema();

  /**
   * Makes a driver. Does not touch the device.
   *
   * @param config the driver's entry in the YAML, valid under the schema
   * @param context robot, period and files
   * @return a driver that is not open yet
   * @throws io.escapement.controller.config.ConfigurationException if the entry is wrong
   */
  Driver create(YamlNode config, DriverContext context);

  /**
   * Makes a driver that wraps another one of the run's catalogue. Does not touch the device.
   *
   * @param config the driver's entry in the YAML, valid under the schema
   * @param context robot, period and files
   * @param catalog makes the driver that is wrapped
   * @return a driver that is not open yet
   * @throws io.escapement.controller.config.ConfigurationException if the entry is wrong
   */
  default Driver create(YamlNode config, DriverContext context, DriverCatalog catalog) {
    return create(config, context);
  }
}

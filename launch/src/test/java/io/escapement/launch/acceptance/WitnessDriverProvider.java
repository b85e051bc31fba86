package io.escapement.launch.acceptance;

import io.escapement.controller.config.YamlNode;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverProvider;

/** Makes {@link WitnessDriver}s. */
public final class WitnessDriverProvider implements DriverProvider {

  /** Creates the provider; {@link java.util.ServiceLoader} calls this. */
  public WitnessDriverProvider() {}

  @Override
  public String type() {
    return "witness";
  }

  @Override
  public String schema() {
    return "driver-witness.schema.json";
  }

  @Override
  public Driver create(YamlNode config, DriverContext context) {
    return new WitnessDriver(config.get("file").path());
  }
}

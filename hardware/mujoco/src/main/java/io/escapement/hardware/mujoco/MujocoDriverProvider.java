package io.escapement.hardware.mujoco;

import io.escapement.controller.config.YamlNode;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverProvider;

/** Makes drivers of the type {@value MujocoSettings#TYPE}. */
public final class MujocoDriverProvider implements DriverProvider {

  /** Creates the provider; {@link java.util.ServiceLoader} calls this. */
  public MujocoDriverProvider() {}

  @Override
  public String type() {
    return MujocoSettings.TYPE;
  }

  @Override
  public String schema() {
    return "driver-mujoco.schema.json";
  }

  @Override
  public Driver create(YamlNode config, DriverContext context) {
    return new MujocoDriver(MujocoSettings.of(config, context.robot()), context);
  }
}

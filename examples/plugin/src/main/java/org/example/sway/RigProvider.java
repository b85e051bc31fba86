package org.example.sway;

import io.escapement.controller.config.YamlNode;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverProvider;

/** Makes drivers of the type {@code rig}. */
public final class RigProvider implements DriverProvider {

  /** Creates the provider; {@link java.util.ServiceLoader} calls this. */
  public RigProvider() {}

  @Override
  public String type() {
    return "rig";
  }

  @Override
  public String schema() {
    return "driver-rig.schema.json";
  }

  @Override
  public Driver create(YamlNode config, DriverContext context) {
    int joints = context.robot().joints().size();
    YamlNode inertia = config.get("inertia");
    if (inertia.doubles().length != joints) {
      throw inertia
          .error()
          .expected("a moment for each of the joints " + context.robot().jointNames())
          .found(inertia.shown())
          .build();
    }
    return new RigDriver(
        context,
        inertia.doubles(),
        config.optional("friction").map(YamlNode::number).orElse(0.0),
        config.optional("step").map(YamlNode::durationNs).orElse(100_000L));
  }
}

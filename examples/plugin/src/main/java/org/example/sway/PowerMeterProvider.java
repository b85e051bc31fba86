package org.example.sway;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.StageContext;
import io.escapement.controller.extension.StageProvider;
import io.escapement.controller.stage.Stage;
import java.util.List;

/** Makes stages of the type {@code power-meter}. */
public final class PowerMeterProvider implements StageProvider {

  /** Creates the provider; {@link java.util.ServiceLoader} calls this. */
  public PowerMeterProvider() {}

  @Override
  public String type() {
    return "power-meter";
  }

  @Override
  public String schema() {
    return "stage-power-meter.schema.json";
  }

  @Override
  public List<Stage> stages(YamlNode config, StageContext context) {
    double shareRegained = config.optional("regained").map(YamlNode::number).orElse(0.0);
    return List.of(new PowerMeter(context.robot(), shareRegained));
  }
}

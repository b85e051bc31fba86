package io.escapement.dynamics;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.StageContext;
import io.escapement.controller.extension.StageProvider;
import io.escapement.controller.stage.Stage;
import java.util.List;

/** Makes stages of the type {@code dynamics}. */
public final class DynamicsStageProvider implements StageProvider {

  /** Creates the provider; {@link java.util.ServiceLoader} calls this. */
  public DynamicsStageProvider() {}

  @Override
  public String type() {
    return "dynamics";
  }

  @Override
  public String schema() {
    return "stage-dynamics.schema.json";
  }

  @Override
  public List<Stage> stages(YamlNode config, StageContext context) {
    List<String> frames =
        config
            .optional("frames")
            .map(list -> list.items().stream().map(YamlNode::string).toList())
            .orElse(List.of());
    DynamicsModel model = DynamicsModel.read(context.robot(), context.files());
    return List.of(new DynamicsStage(model, DynamicsSettings.of(model, frames)));
  }
}

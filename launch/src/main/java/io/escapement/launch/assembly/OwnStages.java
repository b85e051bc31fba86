package io.escapement.launch.assembly;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.StageCatalog;
import io.escapement.controller.extension.StageContext;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Stage;
import io.escapement.dynamics.DynamicsModel;
import io.escapement.dynamics.DynamicsSettings;
import io.escapement.dynamics.DynamicsStage;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.safety.SafetySettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The stages that a run's YAML lists itself, and the dynamics that the certified filter reads. A
 * run that lists dynamics of its own as well gets one stage with the frames of both.
 */
final class OwnStages {

  /** Type of the stage that a certified run has already. */
  private static final String DYNAMICS = "dynamics";

  private final RunConfiguration configuration;
  private final ConfigurationLoader loader;
  private final StageCatalog catalog;
  private final RobotModel robot;
  private final SafetySettings safety;

  OwnStages(
      RunConfiguration configuration,
      ConfigurationLoader loader,
      StageCatalog catalog,
      RobotModel robot,
      SafetySettings safety) {
    this.configuration = configuration;
    this.loader = loader;
    this.catalog = catalog;
    this.robot = robot;
    this.safety = safety;
  }

  /** New stages of those that the YAML lists, in their order. */
  List<Stage> stages() {
    StageContext context = new StageContext(robot, configuration.loop().periodNs(), loader.files());
    boolean supplied = safety.certified().isPresent();
    return configuration.stages().stream()
        .filter(entry -> !(supplied && isDynamics(entry)))
        .flatMap(entry -> catalog.create(entry, context).stream())
        .toList();
  }

  private static boolean isDynamics(YamlNode entry) {
    return entry.optional("type").filter(type -> DYNAMICS.equals(type.string())).isPresent();
  }

  /** The dynamics that the certified filter reads, with the frames that the run asks for too. */
  List<Stage> dynamics() {
    if (safety.certified().isEmpty()) {
      return List.of();
    }
    Set<String> frames = new LinkedHashSet<>(safety.certified().get().frames());
    configuration.stages().stream()
        .filter(OwnStages::isDynamics)
        .flatMap(entry -> entry.optional("frames").stream())
        .forEach(list -> frames.addAll(list.strings()));
    DynamicsModel model = DynamicsModel.read(robot, loader.files());
    return List.of(new DynamicsStage(model, DynamicsSettings.of(model, List.copyOf(frames))));
  }
}

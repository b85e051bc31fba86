package io.escapement.policy.importer.holosoma;

import io.escapement.controller.config.Origin;
import io.escapement.controller.config.ResolvedYaml;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.ImportedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model and the file beside it say of the experiment.
 *
 * @param metadata the model's metadata, each value read as JSON; without the robot's URDF
 * @param configuration the experiment's configuration
 */
record Experiment(YamlNode metadata, YamlNode configuration) {

  private static final String CONFIGURATION = "experiment_config";

  /** Large, and no matter of the policy. */
  private static final List<String> UNREAD = List.of("robot_urdf", "robot_urdf_path");

  /** What decides on what a policy sees and does. */
  private static final List<String> DECISIVE =
      List.of("observation", "action", "robot", "simulator", "command");

  static boolean isExperiment(DescriptorFile file) {
    return file.hasKeys("env_class", "simulator", "observation", "action", "robot");
  }

  static Experiment of(ImportRequest request, ImportedModel model) {
    YamlNode metadata = metadata(model);
    Optional<YamlNode> inside = metadata.find(CONFIGURATION);
    Optional<YamlNode> beside =
        request.descriptors().stream()
            .findFirst()
            .map(first -> YamlReader.read(request.descriptor(), request.files()));
    if (inside.isPresent() && beside.isPresent()) {
      refuseStale(inside.get(), beside.get());
    }
    return new Experiment(
        metadata,
        inside
            .or(() -> beside)
            .orElseThrow(
                () ->
                    request
                        .place()
                        .error()
                        .summary(
                            Origin.display(model.file().path())
                                + " does not say what its policy sees")
                        .expected("the entry experiment_config in its metadata")
                        .found("only " + String.join(", ", model.summary().metadata().keySet()))
                        .remedy(
                            "name the run's configuration, which Holosoma saves as YAML: \"file:"
                                + " ...\"")
                        .build()));
  }

  private static YamlNode metadata(ImportedModel model) {
    StringBuilder yaml = new StringBuilder("{");
    for (Map.Entry<String, String> entry : model.summary().metadata().entrySet()) {
      if (!UNREAD.contains(entry.getKey())) {
        yaml.append('"').append(entry.getKey()).append("\": ").append(entry.getValue());
        yaml.append(",\n");
      }
    }
    Place place = model.metadataPlace("");
    return YamlReader.parse(
        yaml.append('}').toString(),
        place.origin().source() + " (metadata)",
        place.origin().base());
  }

  private static void refuseStale(YamlNode inside, YamlNode beside) {
    for (String key : DECISIVE) {
      if (!ResolvedYaml.write(inside.get(key)).equals(ResolvedYaml.write(beside.get(key)))) {
        throw beside
            .get(key)
            .preflight()
            .summary("the model's own experiment and this file differ in \"" + key + "\"")
            .remedy("leave the file out: the model has the configuration that it was trained with")
            .build();
      }
    }
  }
}

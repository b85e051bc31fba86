package io.escapement.policy.score;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.feature.Feature;
import io.escapement.controller.stage.Stage;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.InferenceModel;
import io.escapement.policy.inference.choice.ModelUse;
import io.escapement.policy.inference.choice.RunModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A score of a run that one or two networks compute from features. */
public final class NetworkScore {

  private static final String TARGET_MODEL = "target_model";

  private final String robot;
  private final String name;
  private final Reduction reduction;
  private final List<Feature> features;
  private final List<Network> networks;

  private NetworkScore(
      String robot,
      String name,
      Reduction reduction,
      List<Feature> features,
      List<Network> networks) {
    this.robot = robot;
    this.name = name;
    this.reduction = reduction;
    this.features = features;
    this.networks = networks;
  }

  /**
   * Reads an entry of a run's list of scores, which was checked against its schema.
   *
   * @param entry the entry
   * @param robot the robot's name
   * @param name the score's name
   * @param files where models come from
   * @return the score; empty if its type is not one of networks
   * @throws PreflightException if a model is not there
   */
  public static Optional<NetworkScore> read(
      YamlNode entry, String robot, String name, FileSource files) {
    for (Reduction reduction : Reduction.values()) {
      if (reduction.name().toLowerCase(Locale.ROOT).equals(entry.get("type").string())) {
        return Optional.of(read(entry, reduction, robot, name, files));
      }
    }
    return Optional.empty();
  }

  private static NetworkScore read(
      YamlNode entry, Reduction reduction, String robot, String name, FileSource files) {
    List<String> outputs = new ArrayList<>();
    for (String key : reduction.keys()) {
      outputs.add(entry.optional(key).map(YamlNode::string).orElse(key));
    }
    String model = "score/" + name;
    List<Network> networks = new ArrayList<>();
    if (entry.has(TARGET_MODEL)) {
      networks.add(Network.read(entry.get("model"), model, files, outputs.subList(0, 1)));
      networks.add(
          Network.read(entry.get(TARGET_MODEL), model + "/target", files, outputs.subList(1, 2)));
    } else {
      networks.add(Network.read(entry.get("model"), model, files, outputs));
    }
    List<Feature> features = Feature.read(entry.get("features"));
    return new NetworkScore(robot, name, reduction, features, networks);
  }

  /**
   * The score's models.
   *
   * @return one or two
   */
  public List<RunModel> models() {
    return networks.stream().map(Network::model).toList();
  }

  /**
   * How the models are used.
   *
   * @param engine says what they take and give
   * @return one for each
   * @throws PreflightException if features and models do not fit
   */
  public List<ModelUse> uses(InferenceEngine engine) {
    List<ModelUse> uses = new ArrayList<>();
    for (Network network : networks) {
      try (InferenceModel loaded = network.load(engine)) {
        uses.add(network.use(network.tensors(loaded, values())));
      }
    }
    return uses;
  }

  /**
   * Makes the stages of one pipeline, which close the models.
   *
   * @param engine evaluates them
   * @return new stages in their order; the last writes {@code <robot>/score/<name>}
   * @throws PreflightException if features and models do not fit
   */
  public List<Stage> stages(InferenceEngine engine) {
    List<Stage> stages = new ArrayList<>();
    List<ScoreTensor> given = new ArrayList<>();
    String prefix = robot + "/score/" + name;
    try {
      for (int i = 0; i < networks.size(); i++) {
        Network network = networks.get(i);
        String own = prefix + (i == 0 ? "_" : "_target_");
        InferenceModel loaded = network.load(engine);
        Network.Tensors tensors;
        try {
          tensors = network.tensors(loaded, values());
        } catch (RuntimeException e) {
          loaded.close();
          throw e;
        }
        List<ScoreTensor> outputs =
            tensors.outputs().stream()
                .map(tensor -> new ScoreTensor(own + "output_" + tensor.name(), tensor))
                .toList();
        ScoreTensor input = new ScoreTensor(own + "input", tensors.input());
        String reader = "score " + name + (i == 0 ? "" : " target");
        stages.add(new ScoreInputStage(robot, reader, features, input));
        stages.add(new ScoreInferStage(own + "infer", loaded, input, outputs));
        given.addAll(outputs);
      }
      demandEqual(given);
    } catch (RuntimeException e) {
      stages.forEach(Stage::close);
      throw e;
    }
    stages.add(new ReductionStage(prefix, reduction, given));
    return stages;
  }

  private void demandEqual(List<ScoreTensor> given) {
    for (ScoreTensor tensor : given) {
      if (tensor.size() != given.get(0).size()) {
        throw networks
            .get(0)
            .place()
            .preflight()
            .summary("outputs that are compared element by element differ in size")
            .expected(given.get(0).text())
            .found(tensor.text())
            .build();
      }
    }
  }

  /** How many values the features have; -1 where only the record will tell. */
  private int values() {
    int sum = 0;
    for (Feature feature : features) {
      if (feature.count() == Feature.ALL) {
        return -1;
      }
      sum += feature.count();
    }
    return sum;
  }
}

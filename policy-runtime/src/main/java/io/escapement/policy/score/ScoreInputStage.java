package io.escapement.policy.score;

import io.escapement.controller.feature.Feature;
import io.escapement.controller.feature.FeatureVector;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/** Gathers the features that a score's model takes. */
final class ScoreInputStage implements Stage {

  private final String name;
  private final FeatureVector features;
  private final F32Channel input;
  private final double[] x;

  ScoreInputStage(String robot, String name, List<Feature> features, ScoreTensor input) {
    this.name = name + " input";
    this.features = new FeatureVector(name, robot, features);
    this.input =
        new F32Channel(ChannelSpec.derived(input.channel(), ChannelType.F32, input.size()));
    x = new double[input.size()];
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.SCORE;
  }

  @Override
  public void declare(Wiring wiring) {
    features.declare(wiring);
    wiring.writes(input);
  }

  @Override
  public void initialise() {
    features.bind(x.length);
  }

  @Override
  public void tick() {
    features.read(x);
    for (int i = 0; i < x.length; i++) {
      input.set(i, (float) x[i]);
    }
  }
}

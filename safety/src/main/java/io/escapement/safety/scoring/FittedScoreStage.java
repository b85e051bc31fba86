package io.escapement.safety.scoring;

import io.escapement.controller.feature.Feature;
import io.escapement.controller.feature.FeatureVector;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.score.StateScore;
import java.util.List;

/** Scores features of each tick by what was fitted to recorded ones. */
public final class FittedScoreStage implements Stage {

  private final String name;
  private final StateScore score;
  private final FeatureVector features;
  private final F64Channel result;
  private final double[] x;
  private final double[] scratch;

  /**
   * Creates the stage.
   *
   * @param robot the robot's name
   * @param name the score's name
   * @param score what was fitted
   * @param features as many values as it takes
   */
  public FittedScoreStage(String robot, String name, StateScore score, List<Feature> features) {
    this.name = "score " + name;
    this.score = score;
    this.features = new FeatureVector(this.name, robot, features);
    result = ScoreChannels.declaring(robot, name);
    x = new double[score.size()];
    scratch = new double[score.scratchSize()];
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
    wiring.writes(result);
  }

  @Override
  public void initialise() {
    features.bind(score.size());
  }

  @Override
  public void tick() {
    features.read(x);
    result.set(0, score.score(x, scratch));
  }
}

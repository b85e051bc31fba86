package io.escapement.safety.scoring;

import io.escapement.controller.feature.Feature;
import io.escapement.controller.feature.FeatureVector;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/** Takes a value that another stage computes as a score. */
public final class ChannelScoreStage implements Stage {

  private final String name;
  private final FeatureVector value;
  private final F64Channel result;
  private final double[] x = new double[1];

  /**
   * Creates the stage.
   *
   * @param robot the robot's name
   * @param name the score's name
   * @param value one element of a channel
   */
  public ChannelScoreStage(String robot, String name, Feature value) {
    this.name = "score " + name;
    this.value = new FeatureVector(this.name, robot, List.of(value));
    result = ScoreChannels.declaring(robot, name);
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
    value.declare(wiring);
    wiring.writes(result);
  }

  @Override
  public void initialise() {
    value.bind(1);
  }

  @Override
  public void tick() {
    value.read(x);
    result.set(0, x[0]);
  }
}

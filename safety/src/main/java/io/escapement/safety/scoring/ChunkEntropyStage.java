package io.escapement.safety.scoring;

import io.escapement.controller.feature.Feature;
import io.escapement.controller.feature.FeatureVector;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.score.ChunkEntropy;
import java.util.List;

/**
 * How far a policy's actions disagree: those of several chunks sampled on one tick, or where it
 * samples one, those of the last ticks. Over ticks the entropy is also that of a motion: it tells
 * apart what a policy usually does from when it hesitates or thrashes, so that its threshold has to
 * be calibrated.
 */
public final class ChunkEntropyStage implements Stage {

  private final String name;
  private final ChunkEntropy entropy;
  private final FeatureVector actions;
  private final int given;
  private final F64Channel history;
  private final I64Channel seen;
  private final F64Channel result;
  private final double[] chunks;
  private final double[] action;

  private ChunkEntropyStage(
      String robot, String name, ChunkEntropy entropy, List<Feature> action, int all, int given) {
    this.name = "score " + name;
    this.entropy = entropy;
    this.actions = new FeatureVector(this.name, robot, action);
    this.given = given;
    result = ScoreChannels.declaring(robot, name);
    chunks = new double[all];
    this.action = new double[given];
    boolean remembers = given < all;
    String score = ScoreChannels.score(robot, name);
    history =
        remembers
            ? new F64Channel(ChannelSpec.memory(score + "_actions", ChannelType.F64, all))
            : null;
    seen =
        remembers ? new I64Channel(ChannelSpec.memory(score + "_seen", ChannelType.I64, 1)) : null;
  }

  /**
   * Over chunks that are sampled on one tick.
   *
   * @param robot the robot's name
   * @param name the score's name
   * @param samples chunks, 2 or more
   * @param steps actions of a chunk, 1 or more
   * @param width of a cell, for each value of an action
   * @param chunks the channels with them: samples x steps x values of an action
   * @return the stage
   */
  public static ChunkEntropyStage ofSamples(
      String robot, String name, int samples, int steps, double[] width, List<Feature> chunks) {
    int all = samples * steps * width.length;
    ChunkEntropy entropy = new ChunkEntropy(samples, steps, width);
    return new ChunkEntropyStage(robot, name, entropy, chunks, all, all);
  }

  /**
   * Over the actions of the last ticks.
   *
   * @param robot the robot's name
   * @param name the score's name
   * @param ticks how many, 2 or more; until there have been as many the entropy is 0
   * @param width of a cell, for each value of an action
   * @param action the channels with it
   * @return the stage
   */
  public static ChunkEntropyStage ofTicks(
      String robot, String name, int ticks, double[] width, List<Feature> action) {
    ChunkEntropy entropy = new ChunkEntropy(ticks, 1, width);
    return new ChunkEntropyStage(robot, name, entropy, action, ticks * width.length, width.length);
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
    actions.declare(wiring);
    wiring.writes(result);
    if (history != null) {
      wiring.writes(history);
      wiring.writes(seen);
    }
  }

  @Override
  public void initialise() {
    actions.bind(given);
  }

  @Override
  public void tick() {
    actions.read(action);
    if (history == null) {
      result.set(0, entropy.score(action));
      return;
    }
    // The order of the actions does not matter: the oldest one's place is taken.
    long before = seen.get(0);
    int places = chunks.length / given;
    int at = (int) (before % places) * given;
    for (int i = 0; i < given; i++) {
      history.set(at + i, action[i]);
    }
    seen.set(0, before + 1);
    if (before + 1 < places) {
      result.set(0, 0);
      return;
    }
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = history.get(i);
    }
    result.set(0, entropy.score(chunks));
  }
}

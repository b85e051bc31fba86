package io.escapement.safety.scoring;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;

/** Names of the channels of scores. */
public final class ScoreChannels {

  private ScoreChannels() {}

  /**
   * The channel of a score.
   *
   * @param robot the robot's name
   * @param score the score's name
   * @return {@code <robot>/score/<score>}, {@code f64[1]}
   */
  public static String score(String robot, String score) {
    return robot + "/score/" + score;
  }

  /**
   * The channel of a score's mean over its window, on which thresholds are calibrated.
   *
   * @param robot the robot's name
   * @param score the score's name
   * @return {@code f64[1]}
   */
  public static String windowed(String robot, String score) {
    return score(robot, score) + "_windowed";
  }

  /**
   * The channel of a score's alarm.
   *
   * @param robot the robot's name
   * @param score the score's name
   * @return {@code i32[1]}
   */
  public static String alarm(String robot, String score) {
    return score(robot, score) + "_alarm";
  }

  /**
   * The channel that says whether the scores count: whether a policy commanded on the tick before.
   *
   * @param robot the robot's name
   * @return {@code i32[1]}
   */
  public static String watching(String robot) {
    return score(robot, "watching");
  }

  /** A handle that declares a score. */
  static F64Channel declaring(String robot, String score) {
    return new F64Channel(ChannelSpec.derived(score(robot, score), ChannelType.F64, 1));
  }
}

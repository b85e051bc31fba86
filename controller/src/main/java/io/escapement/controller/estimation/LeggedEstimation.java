package io.escapement.controller.estimation;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.RobotModel;
import java.util.Optional;
import java.util.Set;

/** The key {@code estimation} of a robot's file: what a run computes beside what is measured. */
public final class LeggedEstimation {

  /** The key in {@code robot.yaml}. */
  public static final String KEY = "estimation";

  private final EstimationSettings settings;
  private final YamlNode place;

  private LeggedEstimation(EstimationSettings settings, YamlNode place) {
    this.settings = settings;
    this.place = place;
  }

  /**
   * Reads the key, if it is there.
   *
   * @param yaml the mapping that a {@code robot.yaml} holds, checked against its schema
   * @param robot the robot that it describes
   * @param files where the model comes from
   * @return the estimation; empty where none is asked for
   * @throws ConfigurationException if it contradicts the robot or names what is not there
   * @throws PreflightException if places in the model make no sense
   */
  public static Optional<LeggedEstimation> read(YamlNode yaml, RobotModel robot, FileSource files) {
    return yaml.optional(KEY)
        .map(
            node ->
                new LeggedEstimation(new EstimationReader(node, robot, files).settings(), node));
  }

  /**
   * What is estimated, and from what.
   *
   * @return the settings
   */
  public EstimationSettings settings() {
    return settings;
  }

  /**
   * Where the key stands, for errors.
   *
   * @return the node
   */
  public YamlNode place() {
    return place;
  }

  /**
   * Makes the stage of one pipeline.
   *
   * @return a new stage
   */
  public LeggedStateEstimator stage() {
    return new LeggedStateEstimator(settings);
  }

  /**
   * The channels that stand in for what a driver would supply.
   *
   * @return names of channels that policies may observe
   */
  public Set<String> supplied() {
    return Set.of(LeggedStateEstimator.velocityChannel(settings.robotName()));
  }
}

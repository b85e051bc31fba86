package io.escapement.launch.configuration;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.journal.JournalSettings;
import io.escapement.launch.operator.VelocityCommand;
import io.escapement.policy.inference.choice.EngineConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run as its YAML describes it, checked against the schema. Blocks that belong to other modules
 * stay nodes, which those modules read.
 *
 * @param root the whole tree, with the robot's and the policy's files put in place of their names
 * @param name the run's name, or null for the robot's
 * @param robot the robot's block
 * @param policy the policy's block
 * @param refine what refines the policy's action, or null for nothing
 * @param engine what evaluates the models
 * @param loop period and pacer
 * @param plugins absolute paths of jars that bring what the run names
 * @param drivers one block for each driver
 * @param stages one block for each entry of the user's own stages
 * @param command velocity command from the start
 * @param timeline what happens later
 * @param scores what scores the state and the policy's action, or null for nothing
 * @param safety the safety block, or null for the defaults
 * @param journal the journal's settings
 * @param runsDir where run directories go
 * @param durationNs how long the run lasts, or empty for until it is stopped
 * @param simulated whether every driver is a simulator's, as the resolved configuration of a
 *     recorded run says; empty where a user wrote it, and the drivers tell
 * @param fellTiltDeg tilt from which a robot has fallen, degrees
 */
public record RunConfiguration(
    YamlNode root,
    String name,
    YamlNode robot,
    YamlNode policy,
    YamlNode refine,
    EngineConfiguration engine,
    LoopConfiguration loop,
    List<Path> plugins,
    List<YamlNode> drivers,
    List<YamlNode> stages,
    VelocityCommand command,
    List<TimelineEntry> timeline,
    YamlNode scores,
    YamlNode safety,
    JournalSettings journal,
    Path runsDir,
    OptionalLong durationNs,
    Optional<YamlNode> simulated,
    double fellTiltDeg) {

  /** Key, in the {@code loop} block, of what must be got as that block asks for it. */
  public static final String REQUIRE = "require";

  /** Key of the resolved configuration that says whether every driver is a simulator's. */
  static final String SIMULATED = "simulated";

  /**
   * The line that tells a replay what no driver is there to tell.
   *
   * @param simulator whether every driver is a simulator's
   * @return a key of the resolved configuration with its value
   */
  public static String simulatedLine(boolean simulator) {
    return SIMULATED + ": " + simulator + "\n";
  }
}

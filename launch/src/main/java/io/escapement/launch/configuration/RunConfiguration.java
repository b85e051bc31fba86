package io.escapement.launch.configuration;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.journal.JournalSettings;
import io.escapement.launch.operator.VelocityCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A run as its YAML describes it, checked against the schema. Blocks that belong to other modules
 * stay nodes, which those modules read.
 *
 * @param root the whole tree, with the robot's and the policy's files put in place of their names
 * @param name the run's name, or null for the robot's
 * @param robot the robot's block
 * @param policy the policy's block
 * @param loop period and pacer
 * @param drivers one block for each driver
 * @param command velocity command from the start
 * @param timeline what happens later
 * @param safety the safety block, or null for the defaults
 * @param journal the journal's settings
 * @param runsDir where run directories go
 * @param durationNs how long the run lasts, or empty for until it is stopped
 * @param fellTiltDeg tilt from which a robot has fallen, degrees
 */
public record RunConfiguration(
    YamlNode root,
    String name,
    YamlNode robot,
    YamlNode policy,
    LoopConfiguration loop,
    List<YamlNode> drivers,
    VelocityCommand command,
    List<TimelineEntry> timeline,
    YamlNode safety,
    JournalSettings journal,
    Path runsDir,
    OptionalLong durationNs,
    double fellTiltDeg) {}

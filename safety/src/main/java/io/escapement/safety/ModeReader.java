package io.escapement.safety;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.RobotModel;
import io.escapement.safety.command.Drive;
import io.escapement.safety.command.Drives;
import io.escapement.safety.supervisor.Behaviour;
import io.escapement.safety.supervisor.Mode;
import io.escapement.safety.supervisor.ModeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the table of modes out of the built-in ones and the user's own. */
final class ModeReader {

  private static final long BLEND_NS = 2_000_000_000L;
  private static final long BLEND_DOWN_NS = 500_000_000L;
  private static final long BLEND_POLICY_NS = 0;
  private static final long BLEND_HANDOVER_NS = 200_000_000L;

  /** A drive without a damping of its own reaches its greatest effort at this speed, rad/s. */
  private static final double FULL_EFFORT_SPEED = 20;

  /** Damping where neither a damping nor an effort limit is known, Nm s/rad. */
  private static final double UNKNOWN_DAMPING = 1;

  /** Groups of channels that a further policy must not be called after. */
  private static final Set<String> TAKEN =
      Set.of(
          "applied",
          "certified",
          "command",
          "filtered",
          "imu",
          "joints",
          "nominal",
          "operator",
          "policy_faults",
          "safety",
          "score",
          "stable",
          "supervised",
          "supervisor");

  private final YamlNode safety;
  private final Drives drives;
  private final List<String> jointNames;
  private final List<Double> defaultPose;
  private final List<Mode> modes = new ArrayList<>();

  ModeReader(YamlNode safety, RobotModel robot, Drives drives) {
    this.safety = safety;
    this.drives = drives;
    jointNames = new ArrayList<>();
    defaultPose = new ArrayList<>();
    for (Drive drive : drives.drives()) {
      jointNames.add(drive.joint() < 0 ? "" : robot.jointNames().get(drive.joint()));
      defaultPose.add(drive.defaultPosition());
    }
  }

  ModeTable read() {
    YamlNode stand = block("stand");
    Mode pose = pose("stand", stand, ownStiffness(), ownDamping());
    modes.add(plain("passive", Behaviour.PASSIVE, List.of(), List.of()));
    modes.add(pose);
    modes.add(policy("policy", block("policy")));
    modes.add(plain("damping", Behaviour.DAMPING, List.of(), damping()));
    modes.add(plain("estop", Behaviour.ESTOP, List.of(), List.of()));
    modes.add(plain("hold", Behaviour.HOLD, pose.stiffness(), pose.damping()));
    if (safety != null) {
      safety.optional("modes").ifPresent(list -> list.items().forEach(node -> own(node, pose)));
    }
    List<List<String>> withoutStiffness = modes.stream().map(this::withoutStiffness).toList();
    int last = drives.holds() ? ModeTable.HOLD : ModeTable.DAMPING;
    ModeTable table = new ModeTable(modes, withoutStiffness, last);
    requireLastFallback(table);
    return table;
  }

  private YamlNode block(String key) {
    return safety == null ? null : safety.optional(key).orElse(null);
  }

  private static Mode plain(
      String name, Behaviour behaviour, List<Double> stiffness, List<Double> damping) {
    return new Mode(name, behaviour, 0, 0, List.of(), stiffness, damping);
  }

  private void own(YamlNode node, Mode stand) {
    String name = node.get("name").string();
    if (modes.stream().anyMatch(mode -> mode.name().equals(name))) {
      throw node.get("name").error().summary("there is a mode \"" + name + "\" already").build();
    }
    boolean pose = node.get("behaviour").string().equals("pose");
    if (pose && node.has("policy")) {
      throw node.get("policy")
          .error()
          .summary("a pose takes no policy")
          .remedy("leave policy out, or write behaviour: policy")
          .build();
    }
    if (!pose && node.has("policy") && TAKEN.contains(name)) {
      throw node.get("name")
          .error()
          .summary("the policy's channels would have the name of others")
          .found(name)
          .expected("another name")
          .build();
    }
    modes.add(pose ? pose(name, node, stand.stiffness(), stand.damping()) : policy(name, node));
  }

  private static Mode policy(String name, YamlNode node) {
    if (node != null && (node.has("pose") || node.has("stiffness") || node.has("damping"))) {
      throw node.error()
          .summary("a mode with the behaviour policy takes pose and gains from the policy")
          .remedy("leave pose, stiffness and damping out, or make it a pose")
          .build();
    }
    boolean further = node != null && node.has("policy");
    long blendNs = duration(node, "blend", further ? BLEND_HANDOVER_NS : BLEND_POLICY_NS);
    return new Mode(
        name,
        Behaviour.POLICY,
        blendNs,
        // A further policy is below the run's: it comes into force on the way down.
        further ? blendNs : 0,
        List.of(),
        List.of(),
        List.of(),
        further ? name : "");
  }

  private Mode pose(String name, YamlNode node, List<Double> stiffness, List<Double> damping) {
    YamlNode pose = optional(node, "pose");
    List<Double> positions = ActuatorValues.over(pose, jointNames, defaultPose, "joint");
    for (int i = 0; pose != null && i < positions.size(); i++) {
      requireReachable(pose, drives.drives().get(i), jointNames.get(i), positions.get(i));
    }
    return new Mode(
        name,
        Behaviour.POSE,
        duration(node, "blend", BLEND_NS),
        duration(node, "blend_down", BLEND_DOWN_NS),
        positions,
        ActuatorValues.over(optional(node, "stiffness"), drives.names(), stiffness, "actuator"),
        ActuatorValues.over(optional(node, "damping"), drives.names(), damping, "actuator"));
  }

  private void requireReachable(YamlNode pose, Drive drive, String joint, double position) {
    YamlNode named = pose.find(joint).orElse(null);
    if (named != null && (position < drive.lower() || position > drive.upper())) {
      throw named
          .error()
          .summary("the position is outside the joint's limits")
          .expected("a position from " + drive.lower() + " to " + drive.upper())
          .found("" + position)
          .build();
    }
  }

  private static YamlNode optional(YamlNode node, String key) {
    return node == null ? null : node.optional(key).orElse(null);
  }

  private static long duration(YamlNode node, String key, long otherwiseNs) {
    YamlNode value = optional(node, key);
    return value == null ? otherwiseNs : value.durationNs();
  }

  private List<Double> ownStiffness() {
    return drives.drives().stream().map(Drive::stiffness).toList();
  }

  private List<Double> ownDamping() {
    return drives.drives().stream().map(Drive::damping).toList();
  }

  /** The damping of the mode that damps: the drive's own, or what its effort limit suggests. */
  private List<Double> damping() {
    List<Double> gains = new ArrayList<>();
    for (Drive drive : drives.drives()) {
      double suggested =
          Double.isInfinite(drive.effortMax())
              ? UNKNOWN_DAMPING
              : drive.effortMax() / FULL_EFFORT_SPEED;
      gains.add(drive.damping() > 0 ? drive.damping() : suggested);
    }
    YamlNode gain = optional(block("damping"), "gain");
    return ActuatorValues.over(gain, drives.names(), gains, "actuator");
  }

  /** Actuators that have to hold their part of a mode's pose, take gains, and have none. */
  private List<String> withoutStiffness(Mode mode) {
    List<String> lacking = new ArrayList<>();
    boolean positions = mode.behaviour() == Behaviour.POSE || mode.behaviour() == Behaviour.HOLD;
    for (int i = 0; positions && i < drives.count(); i++) {
      Drive drive = drives.drives().get(i);
      boolean takesGains = drive.takesStiffness() || drive.takesEffort();
      if (drive.posed() && takesGains && !(mode.stiffness().get(i) > 0)) {
        lacking.add(drive.name());
      }
    }
    return lacking;
  }

  private void requireLastFallback(ModeTable table) {
    int last = table.lastFallback();
    if (!table.available(last)) {
      throw PreflightException.at("robot " + drives.robot())
          .summary("its last fallback is to hold its pose, and it has no stiffness for that")
          .found("no stiffness for " + String.join(", ", table.withoutStiffness(last)))
          .remedy(
              "give the actuators a stiffness in robot.yaml or under safety.stand.stiffness, or"
                  + " write last_fallback: damping in robot.yaml")
          .build();
    }
  }
}

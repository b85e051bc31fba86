package io.escapement.safety;

import io.escapement.controller.config.SchemaCheck;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.Actuator;
import io.escapement.controller.robot.RobotModel;
import io.escapement.safety.chain.CertifiedSettings;
import io.escapement.safety.chain.JointCapabilities;
import io.escapement.safety.command.Drive;
import io.escapement.safety.command.Drives;
import io.escapement.safety.filter.LimitSettings;
import io.escapement.safety.filter.SlewSettings;
import io.escapement.safety.supervisor.ModeTable;
import io.escapement.safety.supervisor.MonitorSettings;
import io.escapement.safety.supervisor.SlowSettings;
import io.escapement.safety.supervisor.SupervisorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the {@code safety} block of a run. */
final class SafetyReader {

  private static final long STALE_NS = 50_000_000L;
  private static final int STALE_PERIODS = 5;
  private static final long LATE_NS = 100_000_000L;
  private static final int LATE_PERIODS = 10;
  private static final double POSITION_TOLERANCE = 0.2;

  private final YamlNode safety;
  private final RobotModel robot;
  private final Drives drives;
  private final boolean simulator;
  private final long periodNs;
  private final JointCapabilities.Source capabilities;

  SafetyReader(
      YamlNode safety,
      RobotModel robot,
      boolean simulator,
      long periodNs,
      JointCapabilities.Source capabilities) {
    this.safety = safety;
    this.robot = robot;
    this.drives = Drives.of(robot);
    this.simulator = simulator;
    this.periodNs = periodNs;
    this.capabilities = capabilities;
  }

  SafetySettings read() {
    if (safety != null) {
      SchemaCheck.of(SafetySettings.SCHEMA).check(safety);
    }
    ModeTable modes = new ModeReader(safety, robot, drives).read();
    Optional<CertifiedSettings> certified =
        at("certified")
            .map(
                node ->
                    new CertifiedReader(
                            node, robot, drives, limits(), modes, periodNs, capabilities)
                        .read());
    return new SafetySettings(
        robot,
        drives,
        monitors().withCertified(certified.isPresent()),
        supervisor(modes),
        limits(),
        slew(),
        at("stable_projection").map(block -> StableReader.read(block, drives)),
        certified,
        periodNs);
  }

  private Optional<YamlNode> at(String path) {
    return safety == null ? Optional.empty() : safety.optional(path);
  }

  private double number(String path, double otherwise) {
    return at(path).map(YamlNode::limit).orElse(otherwise);
  }

  private MonitorSettings monitors() {
    long stale = Math.max(STALE_NS, STALE_PERIODS * periodNs);
    long late = simulator ? 0 : Math.max(LATE_NS, LATE_PERIODS * periodNs);
    Optional<YamlNode> tilt = at("max_tilt_deg");
    if (tilt.isPresent() && !drives.imu()) {
      throw tilt.get()
          .error()
          .summary("the robot does not know its orientation, so its tilt cannot be watched")
          .remedy("give it sensors.imu.orientation in robot.yaml, or leave the key out")
          .build();
    }
    return new MonitorSettings(
        at("stale").map(YamlNode::durationNs).orElse(stale),
        at("late").map(YamlNode::durationNs).orElse(late),
        tilt.map(node -> StrictMath.toRadians(node.number())).orElse(Double.POSITIVE_INFINITY),
        number("position_tolerance_rad", POSITION_TOLERANCE));
  }

  private SupervisorSettings supervisor(ModeTable modes) {
    YamlNode fallbacks = at("fallbacks").orElse(null);
    boolean needsPose = at("policy.needs_pose").map(YamlNode::bool).orElse(!simulator);
    return new SupervisorSettings(
        modes, new FallbackReader(modes).read(fallbacks), startMode(modes), needsPose, slow());
  }

  private SlowSettings slow() {
    return new SlowSettings(
        number("slow.share", SlowSettings.DEFAULT.share()),
        at("slow.ramp").map(YamlNode::durationNs).orElse(SlowSettings.DEFAULT.rampNs()));
  }

  private int startMode(ModeTable modes) {
    Optional<YamlNode> asked = at("start_mode");
    if (asked.isEmpty()) {
      return simulator ? ModeTable.POLICY : ModeTable.PASSIVE;
    }
    YamlNode node = asked.get();
    int mode = modes.indexOf(node.string());
    if (mode < 0 || mode == ModeTable.ESTOP || !modes.available(mode)) {
      throw node.error()
          .summary("a run cannot start in this mode")
          .expected("a mode that exists and is available: " + String.join(", ", modes.names()))
          .found(node.shown())
          .build();
    }
    if (!simulator && mode != ModeTable.PASSIVE) {
      throw node.error()
          .summary("off the simulator a run starts in passive, and the operator raises it")
          .found(node.shown())
          .remedy("leave start_mode out")
          .build();
    }
    return mode;
  }

  private LimitSettings limits() {
    LimitSettings otherwise = LimitSettings.DEFAULT;
    return new LimitSettings(
        number("limits.position_margin_rad", otherwise.positionMargin()),
        number("limits.position_excess_rad", otherwise.positionExcess()),
        number("limits.velocity_scale", otherwise.velocityScale()),
        number("limits.effort_scale", otherwise.effortScale()),
        at("limits.outward_guard").map(YamlNode::bool).orElse(otherwise.outwardGuard()));
  }

  /** The robot's own slew limits and the run's: the lower of each. */
  private SlewSettings slew() {
    double position = number("slew.position_rad_s", Double.POSITIVE_INFINITY);
    double velocity = number("slew.velocity_rad_s2", Double.POSITIVE_INFINITY);
    double effort = number("slew.effort_nm_s", Double.POSITIVE_INFINITY);
    List<Double> positions = new ArrayList<>();
    List<Double> velocities = new ArrayList<>();
    List<Double> efforts = new ArrayList<>();
    for (Actuator actuator : robot.actuators()) {
      Drive drive = drives.drives().get(actuator.index());
      // A servo has no other number by which its speed could be kept.
      boolean servo = drive.takesPosition() && !drive.takesStiffness();
      double speed = servo ? drive.velocityMax() : Double.POSITIVE_INFINITY;
      positions.add(Math.min(Math.min(position, speed), actuator.slew().position()));
      velocities.add(Math.min(velocity, actuator.slew().velocity()));
      efforts.add(Math.min(effort, actuator.slew().effort()));
    }
    return new SlewSettings(positions, velocities, efforts);
  }
}

package io.escapement.safety;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.RobotModel;
import io.escapement.safety.assurance.Assumption;
import io.escapement.safety.barrier.BarrierReader;
import io.escapement.safety.chain.CertifiedSettings;
import io.escapement.safety.chain.CertifiedSettings.ModeAuthority;
import io.escapement.safety.chain.ChainJoint;
import io.escapement.safety.chain.ChainModel;
import io.escapement.safety.chain.JointCapabilities;
import io.escapement.safety.command.Drive;
import io.escapement.safety.command.Drives;
import io.escapement.safety.filter.LimitSettings;
import io.escapement.safety.supervisor.Behaviour;
import io.escapement.safety.supervisor.ModeTable;
import io.escapement.safety.viability.JointLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code safety.certified}: what the certified filter goes by. */
final class CertifiedReader {

  private static final double MASS_ERROR = 0.2;
  private static final double TRACKING = 0.2;
  private static final int DELAY_TICKS = 1;
  private static final int HOLD_PERIODS = 3;

  /** In which time a joint reaches its greatest speed at the fastest, s. */
  private static final double BRISK_S = 0.02;

  private final YamlNode certified;
  private final RobotModel robot;
  private final Drives drives;
  private final LimitSettings limits;
  private final ModeTable modes;
  private final long periodNs;
  private final JointCapabilities.Source source;
  private final List<String> notices = new ArrayList<>();

  CertifiedReader(
      YamlNode certified,
      RobotModel robot,
      Drives drives,
      LimitSettings limits,
      ModeTable modes,
      long periodNs,
      JointCapabilities.Source source) {
    this.certified = certified;
    this.robot = robot;
    this.drives = drives;
    this.limits = limits;
    this.modes = modes;
    this.periodNs = periodNs;
    this.source = source;
  }

  CertifiedSettings read() {
    double massError = number("mass_error", MASS_ERROR);
    int delay = integer("delay_ticks", DELAY_TICKS);
    int hold = hold(delay);
    JointCapabilities capabilities = source.of(massError, limits.effortScale());
    ChainModel model = model(capabilities);
    List<ChainJoint> joints = joints(model, capabilities, massError, hold * periodNs * 1e-9);
    if (joints.isEmpty()) {
      throw certified
          .preflight()
          .summary("no drive of the robot can be certified: none moves a joint by a known law")
          .remedy("leave safety.certified out")
          .build();
    }
    return new CertifiedSettings(
        robot.name(),
        robot.joints().size(),
        model,
        joints,
        periodNs,
        hold,
        delay,
        number("tracking_rad", TRACKING),
        massError,
        certified
            .optional("barriers")
            .map(node -> BarrierReader.barriers(node, robot))
            .orElse(List.of()),
        certified
            .optional("near_people")
            .map(node -> BarrierReader.speedLimits(node, robot))
            .orElse(List.of()),
        new TankReader(certified, joints, hold, delay, periodNs).read(model),
        authorities(),
        latching(model),
        integer("max_iterations", 0),
        notices);
  }

  /** A command that comes after the full delay and is followed by one without acts that longer. */
  private int hold(int delayTicks) {
    int hold = integer("hold_periods", Math.max(HOLD_PERIODS, 1 + delayTicks));
    if (hold < 1 + delayTicks) {
      throw certified
          .optional("hold_periods")
          .orElse(certified)
          .error()
          .summary("a command may act for longer than it is assumed to be held")
          .expected(
              "at least 1 + delay_ticks, as the delay may be any up to it: " + (1 + delayTicks))
          .found(Integer.toString(hold))
          .remedy("raise hold_periods, or lower delay_ticks")
          .build();
    }
    return hold;
  }

  private double number(String key, double otherwise) {
    return certified.optional(key).map(YamlNode::number).orElse(otherwise);
  }

  private int integer(String key, int otherwise) {
    return certified.optional(key).map(node -> (int) node.integer()).orElse(otherwise);
  }

  private ChainModel model(JointCapabilities capabilities) {
    Optional<YamlNode> asked =
        certified.optional("model").filter(node -> !"auto".equals(node.string()));
    boolean told = drives.drives().stream().allMatch(drive -> drive.joint() < 0 || told(drive));
    boolean some = drives.drives().stream().anyMatch(CertifiedReader::told);
    if (asked.isEmpty()) {
      if (capabilities.known() && (capabilities.floatingBase() ? some : told)) {
        return capabilities.floatingBase() ? ChainModel.DECOUPLED : ChainModel.DYNAMIC;
      }
      notices.add("the certified filter is kinematic: " + why(capabilities));
      return ChainModel.KINEMATIC;
    }
    ChainModel model = asked.get().oneOf(ChainModel.class);
    boolean possible =
        switch (model) {
          case DYNAMIC -> capabilities.known() && !capabilities.floatingBase() && told;
          case DECOUPLED -> capabilities.known() && capabilities.floatingBase() && some;
          case KINEMATIC -> true;
        };
    if (!possible) {
      throw asked
          .get()
          .preflight()
          .summary("the robot cannot be certified by this model")
          .found(why(capabilities))
          .remedy("take auto, or give the robot what is missing")
          .build();
    }
    return model;
  }

  private String why(JointCapabilities capabilities) {
    if (!capabilities.known()) {
      return capabilities.reason();
    }
    List<String> untold =
        drives.drives().stream()
            .filter(drive -> drive.joint() >= 0 && !told(drive))
            .map(Drive::name)
            .toList();
    if (!untold.isEmpty()) {
      return "the effort of " + String.join(", ", untold) + " cannot be told from its command";
    }
    return capabilities.floatingBase() ? "the base floats" : "the base is fixed";
  }

  /** Whether the effort of a drive can be told from its command and the measured state. */
  private static boolean told(Drive drive) {
    boolean law = drive.effortPredictable() || (drive.takesPosition() && drive.stiffness() > 0);
    return drive.joint() >= 0 && law && Double.isFinite(drive.effortMax()) && drive.effortMax() > 0;
  }

  private List<ChainJoint> joints(
      ChainModel model, JointCapabilities known, double massError, double holdS) {
    List<String> names = drives.names();
    List<Double> none = new ArrayList<>();
    names.forEach(name -> none.add(Double.NaN));
    List<Double> acceleration = over("acceleration", names, none);
    List<Double> disturbance = over("disturbance", names, none);
    List<Double> most = over("acceleration_max", names, none);
    List<ChainJoint> joints = new ArrayList<>();
    for (int a = 0; a < drives.count(); a++) {
      Drive drive = drives.drives().get(a);
      boolean controlled =
          model == ChainModel.KINEMATIC ? drive.joint() >= 0 && drive.takesPosition() : told(drive);
      if (!controlled) {
        notices.add("the certified filter leaves " + drive.name() + " to the plain limits");
        continue;
      }
      JointDefaults defaults =
          JointDefaults.of(model, known, drive, limits.velocityScale(), massError);
      double a0 = or(acceleration.get(a), defaults.acceleration());
      double error = or(disturbance.get(a), defaults.error());
      double bound = Math.max(a0, or(most.get(a), needed(a0, drive, defaults)));
      JointLimits kept = limits(drive, a0, error, holdS);
      double observed = Math.max(error, defaults.disturbance());
      joints.add(joint(model, known, drive, a, kept, observed, bound));
    }
    return joints;
  }

  /**
   * What may happen at all: everything that efforts can do, unless energy or barriers are computed
   * with it: then no more than it takes to reach the greatest speed in a moment.
   */
  private double needed(double acceleration, Drive drive, JointDefaults defaults) {
    boolean used = certified.has("tanks") || certified.has("barriers");
    double speed = drive.velocityMax() * limits.velocityScale();
    if (!used || !Double.isFinite(speed)) {
      return defaults.accelerationMax();
    }
    double brisk = Math.max(2 * acceleration, speed / BRISK_S);
    return Math.min(defaults.accelerationMax(), brisk);
  }

  private JointLimits limits(Drive drive, double acceleration, double error, double holdS) {
    double margin = limits.positionMargin();
    double velocity = Math.min(1e6, drive.velocityMax() * limits.velocityScale());
    if (!(error < acceleration) || velocity < 2 * error * holdS) {
      throw certified
          .preflight()
          .summary(
              "joint of "
                  + drive.name()
                  + ": what it can be given does not cover what its model may be wrong by")
          .expected(
              "disturbance below acceleration, and below velocity limit / (2 x hold): "
                  + velocity / (2 * holdS)
                  + " rad/s^2")
          .found("acceleration " + acceleration + ", disturbance " + error + " rad/s^2")
          .remedy(
              "a stronger drive, lower velocity limits, a better model (mass_error), a higher rate,"
                  + " fewer hold_periods, or acceleration and disturbance of your own")
          .build();
    }
    try {
      return keepable(
          drive,
          new JointLimits(
              drive.jointLower() + margin,
              drive.jointUpper() - margin,
              velocity,
              acceleration,
              error),
          holdS);
    } catch (IllegalArgumentException e) {
      throw certified
          .preflight()
          .summary("joint of " + drive.name() + ": " + e.getMessage())
          .cause(e)
          .build();
    }
  }

  /** What no bounds can keep is not promised. */
  private JointLimits keepable(Drive drive, JointLimits limits, double holdS) {
    if (limits.planned(holdS) > 0) {
      return limits;
    }
    throw certified
        .preflight()
        .summary("joint of " + drive.name() + ": its limits are too close for how it is driven")
        .expected(
            "room to brake inside them whatever the disturbance does within "
                + holdS
                + " s, the longest that a command is held")
        .found(
            "positions "
                + limits.lower()
                + " to "
                + limits.upper()
                + " rad, velocity "
                + limits.velocity()
                + " rad/s, disturbance "
                + limits.error()
                + " rad/s^2")
        .remedy("wider limits, a smaller disturbance, a higher rate or fewer hold_periods")
        .build();
  }

  private ChainJoint joint(
      ChainModel model,
      JointCapabilities known,
      Drive drive,
      int actuator,
      JointLimits kept,
      double observed,
      double bound) {
    boolean servo = !drive.effortPredictable() && model != ChainModel.KINEMATIC;
    double gravity = model == ChainModel.DYNAMIC ? known.gravity().get(drive.joint()) : 0;
    double effort =
        model == ChainModel.KINEMATIC
            ? Math.min(Drive.PHYSICAL_MAX, Math.max(1, drive.effortMax()))
            : drive.effortMax() * limits.effortScale();
    return new ChainJoint(
        drive.name(),
        actuator,
        drive.joint(),
        kept,
        observed,
        bound,
        effort,
        gravity,
        servo ? drive.stiffness() : 0,
        servo ? drive.damping() : 0);
  }

  private List<Double> over(String key, List<String> names, List<Double> defaults) {
    return ActuatorValues.over(certified.optional(key).orElse(null), names, defaults, "actuator");
  }

  private static double or(double value, double otherwise) {
    return Double.isNaN(value) ? otherwise : value;
  }

  private List<ModeAuthority> authorities() {
    List<ModeAuthority> authorities = new ArrayList<>();
    for (int i = 0; i < modes.size(); i++) {
      Behaviour behaviour = modes.mode(i == ModeTable.ESTOP ? modes.lastFallback() : i).behaviour();
      authorities.add(
          switch (behaviour) {
            case PASSIVE -> ModeAuthority.PASSES;
            case DAMPING, HOLD, ESTOP -> ModeAuthority.BRAKES;
            case POSE, POLICY -> ModeAuthority.BOUND;
          });
    }
    return authorities;
  }

  /** Legs are pushed by impacts that nothing bounds: their breaches are recorded. */
  private int latching(ChainModel model) {
    int bits = 0;
    for (Assumption assumption : Assumption.values()) {
      boolean latches =
          model == ChainModel.DECOUPLED
              ? assumption == Assumption.HOLD || assumption == Assumption.BARRIER_DOMAIN
              : true;
      latches =
          certified
              .optional("assumptions." + assumption.label())
              .map(node -> "latch".equals(node.string()))
              .orElse(latches);
      bits |= latches ? assumption.bit() : 0;
    }
    return bits;
  }
}

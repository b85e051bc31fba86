package io.escapement.safety.supervisor;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drive;
import io.escapement.safety.command.Drives;
import java.util.stream.IntStream;

/**
 * Watches what the command rests on, and writes which triggers' conditions hold: {@code
 * safety/triggers}, one bit per {@link Cause}. It judges nothing; the supervisor does.
 */
public final class Monitors implements Stage {

  /** The square of a quaternion's length below which it is no orientation. */
  private static final double LEAST_NORM_SQUARED = 0.25;

  private final Drive[] drives;
  private final int joints;
  private final MonitorSettings settings;

  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final I64Channel dtNs = I64Channel.reading(LoopChannels.DT_NS, 1);
  private final I64Channel journalLost = I64Channel.reading(LoopChannels.JOURNAL_LOST, 1);
  private final I32Channel journalState = I32Channel.reading(LoopChannels.JOURNAL_STATE, 1);
  private final F64Channel position;
  private final F64Channel velocity;
  private final F64Channel orientation;
  private final SampleAge jointAge;
  private final SampleAge imuAge;
  private final I32Channel estop;
  private final I32Channel stop;
  private final ActionMonitor[] policies;
  private final int[] policyOf;
  private final I32Channel mode;
  private final I32Channel policyTriggers;
  private final I32Channel fault;
  private final I32Channel certifiedBrake;
  private final I32Channel assumption;
  private final I32Channel scoreAlarm;

  private final I32Channel triggers;
  private final F64Channel tilt;
  private final I64Channel lostBefore;
  private final I64Channel triggerTicks;

  /**
   * Creates the stage.
   *
   * @param robot the robot's actuators
   * @param settings what is tolerated
   * @param modes tells the policies and their modes
   */
  public Monitors(Drives robot, MonitorSettings settings, ModeTable modes) {
    this.drives = robot.toArray();
    this.joints = robot.jointCount();
    this.settings = settings;
    position = F64Channel.reading(robot.channel("joints/position"), joints);
    velocity = F64Channel.reading(robot.channel("joints/velocity"), joints);
    jointAge = new SampleAge(robot, "joints");
    orientation = robot.imu() ? F64Channel.reading(robot.channel("imu/orientation"), 4) : null;
    imuAge = robot.imu() ? new SampleAge(robot, "imu") : null;
    estop = I32Channel.reading(robot.channel("operator/estop"), 1);
    stop = I32Channel.reading(robot.channel("operator/stop"), 1);
    policies =
        modes.nominals().stream()
            .map(group -> new ActionMonitor(robot, group))
            .toArray(ActionMonitor[]::new);
    policyOf = IntStream.range(0, modes.size()).map(modes::policyOf).toArray();
    boolean several = policies.length > 1;
    mode = several ? I32Channel.reading(robot.channel("supervisor/mode"), 1) : null;
    policyTriggers =
        several
            ? new I32Channel(
                ChannelSpec.derived(
                        robot.channel("safety/policy_triggers"), ChannelType.I32, policies.length)
                    .withUnit("one bit per cause")
                    .withLabels(modes.nominals()))
            : null;
    fault = I32Channel.reading(robot.channel("safety/fault"), 1);
    certifiedBrake = optional(settings.certified(), robot, "certified/brake");
    assumption = optional(settings.certified(), robot, "certified/assumption");
    scoreAlarm = optional(settings.scored(), robot, "score/alarm");
    triggers =
        new I32Channel(
            ChannelSpec.derived(robot.channel("safety/triggers"), ChannelType.I32, 1)
                .withUnit("one bit per cause"));
    tilt =
        new F64Channel(
            ChannelSpec.derived(robot.channel("safety/tilt"), ChannelType.F64, 1).withUnit("rad"));
    lostBefore =
        new I64Channel(
            ChannelSpec.memory(robot.channel("safety/journal_lost"), ChannelType.I64, 1)
                .withUnit("records"));
    triggerTicks =
        new I64Channel(
            ChannelSpec.memory(robot.channel("safety/trigger_ticks"), ChannelType.I64, Cause.COUNT)
                .withUnit("ticks")
                .withLabels(Cause.labels()));
  }

  private static I32Channel optional(boolean present, Drives robot, String name) {
    return present ? I32Channel.reading(robot.channel(name), 1) : null;
  }

  @Override
  public String name() {
    return "monitors";
  }

  @Override
  public Phase phase() {
    return Phase.SUPERVISE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(timeNs);
    wiring.reads(dtNs);
    wiring.reads(journalLost);
    wiring.reads(journalState);
    wiring.reads(position);
    wiring.reads(velocity);
    jointAge.declare(wiring);
    wiring.reads(estop);
    wiring.reads(stop);
    for (ActionMonitor policy : policies) {
      policy.declare(wiring);
    }
    if (policyTriggers != null) {
      wiring.readsPrevious(mode);
      wiring.writes(policyTriggers);
    }
    wiring.readsPrevious(fault);
    if (settings.certified()) {
      wiring.readsPrevious(certifiedBrake);
      wiring.readsPrevious(assumption);
    }
    if (settings.scored()) {
      wiring.reads(scoreAlarm);
    }
    wiring.writes(triggers);
    wiring.writes(lostBefore);
    wiring.writes(triggerTicks);
    if (orientation != null) {
      wiring.reads(orientation);
      imuAge.declare(wiring);
      wiring.writes(tilt);
    }
  }

  @Override
  public void initialise() {
    jointAge.initialise();
    if (imuAge != null) {
      imuAge.initialise();
    }
  }

  @Override
  public void tick() {
    int bits = operator() | measurements() | policy() | loop() | listened();
    triggers.set(0, bits);
    for (int code = 0; code < Cause.COUNT; code++) {
      triggerTicks.set(code, triggerTicks.get(code) + (bits >>> code & 1));
    }
  }

  private int operator() {
    return when(estop.get(0) != 0, Cause.OPERATOR_ESTOP)
        | when(stop.get(0) != 0, Cause.STOP)
        | when(fault.get(0) != 0, Cause.HARDWARE_CLAMP);
  }

  private int measurements() {
    boolean stale = jointAge.stale(timeNs.get(0), settings.staleNs());
    boolean invalid = false;
    for (int i = 0; i < joints; i++) {
      invalid |= !Drive.physical(position.get(i)) || !Drive.physical(velocity.get(i));
    }
    boolean outside = false;
    for (int i = 0; i < drives.length; i++) {
      double q = drives[i].joint() < 0 ? 0 : position.get(drives[i].joint());
      outside |=
          q < drives[i].jointLower() - settings.positionTolerance()
              || q > drives[i].jointUpper() + settings.positionTolerance();
    }
    boolean tilted = false;
    if (orientation != null) {
      stale |= imuAge.stale(timeNs.get(0), settings.staleNs());
      double angle = tilt();
      tilt.set(0, angle);
      invalid |= Double.isNaN(angle);
      tilted = angle > settings.maxTiltRad();
    }
    return when(stale, Cause.STALE_INPUT)
        | when(invalid, Cause.SENSOR_INVALID)
        | when(outside, Cause.JOINT_LIMIT)
        | when(tilted, Cause.TILT);
  }

  /** Angle between the body's vertical axis and the world's, rad; NaN if there is no telling. */
  private double tilt() {
    double w = orientation.get(0);
    double x = orientation.get(1);
    double y = orientation.get(2);
    double z = orientation.get(3);
    double normSquared = w * w + x * x + y * y + z * z;
    if (!(normSquared >= LEAST_NORM_SQUARED && Drive.physical(normSquared))) {
      return Double.NaN;
    }
    double up = 1 - 2 * (x * x + y * y) / normSquared;
    return StrictMath.acos(Math.max(-1, Math.min(1, up)));
  }

  /** What is wrong with the action of the policy in force; of the run's, where none is. */
  private int policy() {
    if (policyTriggers == null) {
      return policies[0].triggers();
    }
    for (int i = 0; i < policies.length; i++) {
      policyTriggers.set(i, policies[i].triggers());
    }
    return policyTriggers.get(policyOf[mode.get(0)]);
  }

  private int loop() {
    boolean lost = journalLost.get(0) > lostBefore.get(0);
    lostBefore.set(0, journalLost.get(0));
    return when(lost, Cause.JOURNAL_LOST)
        | when(journalState.get(0) == RecordSink.DISK_FULL, Cause.JOURNAL_DISK)
        | when(settings.lateNs() > 0 && dtNs.get(0) > settings.lateNs(), Cause.LATE);
  }

  /** What other stages say: the certified filter of the tick before, the scores of this one. */
  private int listened() {
    return when(nonzero(certifiedBrake), Cause.CERTIFIED_BRAKE)
        | when(nonzero(assumption), Cause.ASSUMPTION)
        | when(nonzero(scoreAlarm), Cause.OUT_OF_DISTRIBUTION);
  }

  private static boolean nonzero(I32Channel channel) {
    return channel != null && channel.get(0) != 0;
  }

  private static int when(boolean condition, Cause cause) {
    return condition ? cause.bit() : 0;
  }
}

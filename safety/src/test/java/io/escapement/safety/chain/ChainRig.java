package io.escapement.safety.chain;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.safety.Command;
import io.escapement.safety.CommandReader;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.SafetyStages;
import io.escapement.safety.TestRobots;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drive;
import io.escapement.safety.command.Drives;
import io.escapement.safety.supervisor.Cause;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The safety stages of a robot around a {@link PlanarArm}: what it measures goes in, with the
 * model's dynamics beside it, and the command that comes out moves it until the next tick, after
 * the delay that the test wants.
 */
final class ChainRig implements AutoCloseable {

  /** What the drives take. */
  enum Takes {
    /** Efforts alone. */
    EFFORT,
    /** All five numbers; between ticks they follow their own law. */
    ALL
  }

  private static final int MOST_DELAY = 5;

  final PlanarArm arm;
  final Command[] nominal;
  final long periodNs;

  /** What the encoders say instead of the truth, where it is a number or a test wants it. */
  double[] measuredPosition;

  /** Likewise for velocities. */
  double[] measuredVelocity;

  /** After how many ticks the command acts. */
  int delay;

  /** Whether the plant moves; if not, what the model says of it is what it said at the start. */
  boolean moving = true;

  /** For how many periods the next command is held. */
  int hold = 1;

  /** The emergency stop's button. */
  int estop;

  /** The mode that is asked for on the next tick, plus one; 0 for none. */
  int request;

  /** Whether the next tick resets the latches. */
  int reset;

  /** Number of the last sample. */
  long seq;

  private long tick;
  private long timeNs;
  private long elapsedNs;
  private final SafetySettings settings;
  private final Drive[] drives;
  private final CommandHandles command;
  private final Pipeline pipeline;
  private final Command[][] sent;
  private final Map<String, Channel> channels = new HashMap<>();
  private final Map<String, Integer> modes = new HashMap<>();

  ChainRig(PlanarArm arm, String certified, int rateHz) {
    this(arm, certified, rateHz, Takes.EFFORT);
  }

  ChainRig(PlanarArm arm, String certified, int rateHz, Takes takes) {
    this.arm = arm;
    periodNs = 1_000_000_000L / rateHz;
    elapsedNs = periodNs;
    RobotModel robot = TestRobots.read(yaml(arm, takes), mjcf(arm));
    settings =
        SafetySettings.read(
            TestRobots.yaml("certified: " + certified), robot, true, periodNs, arm.capabilities());
    List<String> names = settings.modes().names();
    names.forEach(name -> modes.put(name, names.indexOf(name) + 1));
    Drives all = settings.drives();
    drives = all.toArray();
    nominal = new Command[drives.length];
    Arrays.fill(nominal, Command.NONE);
    sent = new Command[MOST_DELAY + 1][drives.length];
    for (Command[] past : sent) {
      Arrays.fill(past, Command.NONE);
    }
    command = CommandHandles.reading(all, "command");
    PipelineBuilder builder =
        new PipelineBuilder()
            .add(new ArmSource(this, all))
            .add(new ArmModel(arm, () -> moving))
            .add(new ArmPolicy(all, nominal));
    SafetyStages.of(settings).forEach(builder::add);
    pipeline = builder.add(new CommandReader(command)).build();
  }

  private static String mjcf(PlanarArm arm) {
    StringBuilder bodies = new StringBuilder();
    StringBuilder motors = new StringBuilder();
    for (int i = 0; i < arm.joints; i++) {
      bodies.append(
          "<body><joint name=\"j%d\" range=\"%f %f\"/>".formatted(i, arm.lower[i], arm.upper[i]));
      motors.append(
          "<motor name=\"m%d\" joint=\"j%d\" forcerange=\"%f %f\"/>"
              .formatted(i, i, -arm.effortMax[i], arm.effortMax[i]));
    }
    return "<mujoco><compiler angle=\"radian\" autolimits=\"true\"/><worldbody>"
        + bodies
        + "</body>".repeat(arm.joints)
        + "</worldbody><actuator>"
        + motors
        + "</actuator></mujoco>";
  }

  private static String yaml(PlanarArm arm, Takes takes) {
    StringBuilder yaml = new StringBuilder("robot: arm\nmodel: arm.xml\njoints:\n");
    for (int i = 0; i < arm.joints; i++) {
      yaml.append("  j%d: {velocity: %f}\n".formatted(i, arm.velocityMax[i]));
    }
    String accepts = takes == Takes.EFFORT ? "accepts: [effort], " : "";
    return yaml + "actuators: {.*: {" + accepts + "stiffness: 20, damping: 2}}\n";
  }

  /** Runs the pipeline alone. */
  void pipelineTick() {
    timeNs += tick == 0 ? 0 : elapsedNs;
    seq++;
    pipeline.setTime(tick++, timeNs, elapsedNs, 0);
    pipeline.tick(PhaseClock.NONE);
    request = 0;
    reset = 0;
  }

  /** Runs one tick, and the plant to the next one. */
  ChainRig tick() {
    pipelineTick();
    for (int i = MOST_DELAY; i > 0; i--) {
      System.arraycopy(sent[i - 1], 0, sent[i], 0, drives.length);
    }
    for (int i = 0; i < drives.length; i++) {
      sent[0][i] = command(i);
    }
    elapsedNs = hold * periodNs;
    hold = 1;
    if (moving) {
      arm.run(this::law, elapsedNs * 1e-9);
    }
    return this;
  }

  ChainRig run(int ticks) {
    for (int i = 0; i < ticks; i++) {
      tick();
    }
    return this;
  }

  /** Asks for a mode on the next tick. */
  ChainRig ask(String mode) {
    request = modes.get(mode);
    return this;
  }

  /** Resets the latches on the next tick. */
  ChainRig reset() {
    reset = 1;
    return this;
  }

  private double law(int joint, double q, double dq) {
    Command c = sent[delay][joint];
    double effort =
        drives[joint].effort(
            c.position(), c.velocity(), c.stiffness(), c.damping(), c.effort(), q, dq);
    return Math.max(-arm.effortMax[joint], Math.min(arm.effortMax[joint], effort));
  }

  /** The efforts that the policy asks for on the next ticks. */
  ChainRig efforts(double... efforts) {
    for (int i = 0; i < nominal.length; i++) {
      nominal[i] = Command.effort(efforts[i]);
    }
    return this;
  }

  Command command(int i) {
    return new Command(
        command.position().get(i),
        command.velocity().get(i),
        command.stiffness().get(i),
        command.damping().get(i),
        command.effort().get(i));
  }

  String mode() {
    return settings.modes().name(i32("supervisor/mode", 0));
  }

  Cause cause() {
    return Cause.of(i32("supervisor/cause", 0));
  }

  SafetySettings settings() {
    return settings;
  }

  CertifiedSettings certified() {
    return settings.certified().orElseThrow();
  }

  Pipeline pipeline() {
    return pipeline;
  }

  int i32(String name, int element) {
    return ((I32Channel)
            channels.computeIfAbsent(
                name, n -> attached(I32Channel.reading("arm/" + n, Channel.ANY_COUNT))))
        .get(element);
  }

  long i64(String name, int element) {
    return ((I64Channel)
            channels.computeIfAbsent(
                name, n -> attached(I64Channel.reading("arm/" + n, Channel.ANY_COUNT))))
        .get(element);
  }

  double f64(String name, int element) {
    return ((F64Channel)
            channels.computeIfAbsent(
                name, n -> attached(F64Channel.reading("arm/" + n, Channel.ANY_COUNT))))
        .get(element);
  }

  private Channel attached(Channel channel) {
    pipeline.record().attach(channel);
    return channel;
  }

  @Override
  public void close() {
    pipeline.close();
  }
}

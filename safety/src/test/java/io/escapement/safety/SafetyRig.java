package io.escapement.safety;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Stage;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drives;
import io.escapement.safety.supervisor.Cause;
import io.escapement.safety.supervisor.Mode;
import io.escapement.safety.supervisor.Refusal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pipeline of the safety stages in a world that the test writes: measurements, the operator, the
 * policy's command and the journal's state.
 */
public final class SafetyRig implements AutoCloseable {

  /** Period of the loop, nanoseconds. */
  public static final long PERIOD_NS = 2_000_000;

  /** Measured positions by joint. */
  public final double[] q;

  /** Measured velocities by joint. */
  public final double[] dq;

  /** Measured orientation, wxyz. */
  public final double[] orientation = {1, 0, 0, 0};

  /** The policy's command by actuator. */
  public final Command[] nominal;

  /** The command of each further policy by actuator, by the group of its channels. */
  public final Map<String, Command[]> further = new HashMap<>();

  /** What every further policy says of its command. */
  public int furtherValid = 1;

  /** What the policy says of its command. */
  public int nominalValid = 1;

  /** Whether the sensors go on giving new samples. */
  public boolean sensing = true;

  /** Added to the time of the joints' stamps, nanoseconds. */
  public long stampOffsetNs;

  /** The emergency stop's button. */
  public int estop;

  /** Whether the run was asked to end. */
  public int stop;

  /** Records that the journal lost. */
  public long journalLost;

  /** State of the journal. */
  public int journalState;

  /** What the certified filter leaves for the next tick: whether it brakes. */
  public int certifiedBrake;

  /** What the certified filter leaves for the next tick: whether an assumption is broken. */
  public int assumption;

  /** What the scores say. */
  public int scoreAlarm;

  /** Time added before the next tick beyond the period, nanoseconds. */
  public long delayNs;

  private static final int ANY = Channel.ANY_COUNT;

  private final Map<String, I32Channel> integers = new HashMap<>();
  private final Map<String, I64Channel> longs = new HashMap<>();
  private final SafetySettings settings;
  private final Pipeline pipeline;
  private final String robot;
  private final CommandHandles command;
  private final CommandHandles supervised;
  private long tick;
  private long timeNs;

  /** Number of the last sample. */
  long seq;

  /** The mode that is asked for on the next tick, plus one; 0 for none. */
  int request;

  /** Whether the next tick resets the latches. */
  int reset;

  /**
   * Builds the pipeline.
   *
   * @param model the robot
   * @param safety the safety block, or the empty text for the defaults
   * @param simulator whether the run is on a simulator
   */
  public SafetyRig(RobotModel model, String safety, boolean simulator) {
    this(read(model, safety, simulator), model, null);
  }

  /**
   * Builds the pipeline with other stages in the place of those that follow the supervised command.
   *
   * @param settings of the safety stages
   * @param model the robot
   * @param stages the stages, or null for the product's own
   */
  public SafetyRig(SafetySettings settings, RobotModel model, List<Stage> stages) {
    this.settings = settings;
    Drives drives = settings.drives();
    robot = drives.robot();
    q = model.defaultPositions();
    dq = new double[q.length];
    nominal = new Command[drives.count()];
    Arrays.fill(nominal, Command.NONE);
    for (int i = 0; i < nominal.length; i++) {
      nominal[i] = Command.pose(drives.drives().get(i).defaultPosition(), 0);
    }
    command = CommandHandles.reading(drives, "command");
    supervised = CommandHandles.reading(drives, "supervised");
    PipelineBuilder builder =
        new PipelineBuilder()
            .add(new RigInputs(this, drives))
            .add(new RigPolicy(this, drives, "nominal"));
    for (Mode mode : settings.modes().modes()) {
      if (!mode.policy().isEmpty()) {
        further.put(mode.nominal(), nominal.clone());
        builder.add(new RigPolicy(this, drives, mode.nominal()));
      }
    }
    (stages == null ? SafetyStages.of(settings) : stages).forEach(builder::add);
    if (settings.monitors().certified()) {
      builder.add(
          new RigFlags(
              this, drives, Phase.FILTER, List.of("certified/brake", "certified/assumption")));
    }
    if (settings.monitors().scored()) {
      builder.add(new RigFlags(this, drives, Phase.SCORE, List.of("score/alarm")));
    }
    pipeline = builder.add(new CommandReader(command, supervised)).build();
  }

  /**
   * Reads a safety block.
   *
   * @param model the robot
   * @param safety the block, or the empty text
   * @param simulator whether the run is on a simulator
   * @return the settings
   */
  public static SafetySettings read(RobotModel model, String safety, boolean simulator) {
    return SafetySettings.read(
        safety.isEmpty() ? null : TestRobots.yaml(safety), model, simulator, PERIOD_NS);
  }

  /**
   * Runs one tick.
   *
   * @return this
   */
  public SafetyRig tick() {
    long dtNs = PERIOD_NS + delayNs;
    timeNs += tick == 0 ? 0 : dtNs;
    delayNs = 0;
    seq += sensing ? 1 : 0;
    pipeline.setTime(tick++, timeNs, dtNs, 0);
    pipeline.setJournal(journalLost, journalState);
    pipeline.tick(PhaseClock.NONE);
    request = 0;
    reset = 0;
    return this;
  }

  /**
   * Runs ticks for a time.
   *
   * @param ms milliseconds
   * @return this
   */
  public SafetyRig run(long ms) {
    long end = timeNs + ms * 1_000_000;
    while (timeNs < end) {
      tick();
    }
    return this;
  }

  /**
   * Asks for a mode on the next tick, and runs it.
   *
   * @param mode name of the mode
   * @return this
   */
  public SafetyRig ask(String mode) {
    request = settings.modes().indexOf(mode) + 1;
    return tick();
  }

  /**
   * Asks for a mode by its number on the next tick, and runs it.
   *
   * @param number as {@code operator/mode_request} holds it
   * @return this
   */
  public SafetyRig askNumber(int number) {
    request = number;
    return tick();
  }

  /**
   * Resets the latches on the next tick, and runs it.
   *
   * @return this
   */
  public SafetyRig reset() {
    reset = 1;
    return tick();
  }

  /**
   * The mode in force.
   *
   * @return its name
   */
  public String mode() {
    return settings.modes().name(i32("supervisor/mode"));
  }

  /**
   * The cause of the last transition.
   *
   * @return the cause
   */
  public Cause cause() {
    return Cause.of(i32("supervisor/cause"));
  }

  /**
   * Why the last request was refused.
   *
   * @return the refusal
   */
  public Refusal refused() {
    return Refusal.of(i32("supervisor/refused"));
  }

  /**
   * The command that goes to the drives.
   *
   * @param actuator index of the actuator
   * @return its five numbers
   */
  public Command command(int actuator) {
    return of(command, actuator);
  }

  /**
   * The command of the mode in force, before the filters.
   *
   * @param actuator index of the actuator
   * @return its five numbers
   */
  public Command supervised(int actuator) {
    return of(supervised, actuator);
  }

  private static Command of(CommandHandles handles, int i) {
    return new Command(
        handles.position().get(i),
        handles.velocity().get(i),
        handles.stiffness().get(i),
        handles.damping().get(i),
        handles.effort().get(i));
  }

  /**
   * Reads a channel.
   *
   * @param name group and name
   * @return its first element
   */
  public int i32(String name) {
    return i32(name, 0);
  }

  /**
   * Reads a channel.
   *
   * @param name group and name
   * @param element index
   * @return the element
   */
  public int i32(String name, int element) {
    I32Channel channel =
        integers.computeIfAbsent(name, n -> attached(I32Channel.reading(robot + "/" + n, ANY)));
    return channel.get(element);
  }

  /**
   * Reads a channel.
   *
   * @param name group and name
   * @param element index
   * @return the element
   */
  public long i64(String name, int element) {
    I64Channel channel =
        longs.computeIfAbsent(name, n -> attached(I64Channel.reading(robot + "/" + n, ANY)));
    return channel.get(element);
  }

  /**
   * Reads a channel.
   *
   * @param name group and name
   * @param element index
   * @return the element
   */
  public double f64(String name, int element) {
    return attached(F64Channel.reading(robot + "/" + name, ANY)).get(element);
  }

  private <C extends Channel> C attached(C channel) {
    pipeline.record().attach(channel);
    return channel;
  }

  /**
   * What the stages go by.
   *
   * @return the settings
   */
  public SafetySettings settings() {
    return settings;
  }

  /**
   * The pipeline under test.
   *
   * @return the pipeline
   */
  public Pipeline pipeline() {
    return pipeline;
  }

  @Override
  public void close() {
    pipeline.close();
  }
}

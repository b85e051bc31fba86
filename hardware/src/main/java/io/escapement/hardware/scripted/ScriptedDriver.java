package io.escapement.hardware.scripted;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.DeviceClock;
import io.escapement.controller.loop.Sleeper;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.robot.Capability;
import io.escapement.controller.robot.SensorRole;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverException;
import io.escapement.hardware.LifeCycle;
import io.escapement.hardware.channels.CommandChannels;
import io.escapement.hardware.channels.JointChannels;
import io.escapement.hardware.channels.RoleChannels;
import io.escapement.hardware.channels.SampleStamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives out samples as if a device had taken them: at each tick the latest one that is due, with
 * its own stamp. Nothing moves; the last command is kept to be looked at.
 *
 * <p>The columns of joint positions must be there. Velocities and efforts without columns are zero;
 * a sensor role without columns is not supplied at all, so that whoever wants it is refused.
 */
public final class ScriptedDriver implements Driver {

  private final String name;
  private final Samples samples;
  private final boolean repeat;
  private final Faults faults;
  private final Clock clock;
  private final Sleeper sleeper;
  private final LifeCycle lifeCycle;
  private final JointChannels joints;
  private final RoleChannels roles;
  private final List<SampleStamps> roleStamps;
  private final CommandChannels command;
  private final SampleColumns[] columns;
  private final SampleClock sampleClock;
  private final double[][] commanded;
  private final List<Source> sources = List.of(new Read());
  private final List<Sink> sinks = List.of(new Write());
  private boolean stalled;
  private long commands;

  /**
   * Makes a driver that is not open yet.
   *
   * @param name the driver's name
   * @param context robot and period
   * @param samples what the sensors give
   * @param options what happens with them
   * @throws PreflightException if the samples lack columns
   */
  public ScriptedDriver(
      String name, DriverContext context, Samples samples, ScriptedOptions options) {
    this.name = name;
    this.samples = samples;
    this.repeat = options.repeat();
    this.faults = options.faults();
    this.clock = options.time();
    this.sleeper = options.sleeper();
    lifeCycle = new LifeCycle(name);
    joints = new JointChannels(context.robotName(), context.robot());
    List<SensorRole> supplied =
        context.robot().roles().stream()
            .filter(role -> hasColumns(context.robotName(), role))
            .toList();
    roles = new RoleChannels(context.robotName(), supplied);
    roleStamps = roles.stamps();
    int actuators = context.robot().actuators().size();
    command = new CommandChannels(context.robotName(), actuators);
    commanded = new double[Capability.values().length][actuators];
    columns = columns(supplied);
    sampleClock =
        options.clock()
            ? new SampleClock(samples, repeat, faults.staleFromNs(), clock, sleeper)
            : null;
  }

  private boolean hasColumns(String robot, SensorRole role) {
    String prefix = SampleColumns.prefix(RoleChannels.channelName(robot, role));
    return !samples.columnsOf(prefix).isEmpty();
  }

  private SampleColumns[] columns(List<SensorRole> supplied) {
    String source = "driver " + name;
    List<SampleColumns> bound = new ArrayList<>();
    SampleColumns positions = SampleColumns.bind(source, samples, joints.position());
    if (positions == null) {
      throw PreflightException.at(source)
          .summary("the samples have no joint positions")
          .expected("columns " + SampleColumns.prefix(joints.position().name()) + "<joint>")
          .found(String.join(", ", samples.columns()))
          .build();
    }
    bound.add(positions);
    List<F64Channel> optional = new ArrayList<>(List.of(joints.velocity(), joints.effort()));
    supplied.forEach(role -> optional.add(roles.channel(role.name()).orElseThrow()));
    for (F64Channel channel : optional) {
      SampleColumns found = SampleColumns.bind(source, samples, channel);
      if (found != null) {
        bound.add(found);
      }
    }
    return bound.toArray(SampleColumns[]::new);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean simulator() {
    return true;
  }

  @Override
  public OptionalLong commandTimeoutNs() {
    return OptionalLong.empty();
  }

  @Override
  public List<Source> sources() {
    return sources;
  }

  @Override
  public List<Sink> sinks() {
    return sinks;
  }

  @Override
  public Optional<DeviceClock> clock() {
    return Optional.ofNullable(sampleClock);
  }

  @Override
  public void open() {
    lifeCycle.open(() -> {});
  }

  @Override
  public void activate() {
    lifeCycle.activate(
        () -> {
          if (faults.activation()) {
            throw new DriverException(name, "the drives refuse to be activated, as scripted");
          }
          stalled = false;
          commands = 0;
          if (sampleClock != null) {
            sampleClock.restart();
          }
        });
  }

  @Override
  public void deactivate() {
    lifeCycle.deactivate(() -> {});
  }

  @Override
  public void close() {
    lifeCycle.close(() -> {}, () -> {});
  }

  /**
   * How many commands came since the activation.
   *
   * @return commands; exact when asked on the loop's thread or after the loop has ended
   */
  public long commands() {
    return commands;
  }

  /**
   * A number of the last command.
   *
   * @param number which of the five
   * @param actuator index in the robot model's order
   * @return joint-side units; 0 before the first command
   */
  public double commanded(Capability number, int actuator) {
    return commanded[number.ordinal()][actuator];
  }

  /** Gives out the sample that is due. */
  private final class Read implements Source {

    @Override
    public String name() {
      return name + " sensors";
    }

    @Override
    public Phase phase() {
      return Phase.READ;
    }

    @Override
    public void declare(Wiring wiring) {
      joints.declare(wiring);
      roles.declare(wiring);
    }

    @Override
    public void read(long timeNs) {
      lifeCycle.requireOpen();
      if (!stalled && timeNs >= faults.stallAtNs()) {
        stalled = true;
        sleeper.sleepUntil(clock.nanoTime() + faults.stallForNs());
      }
      long number = sampleClock == null ? dueAt(timeNs) : Math.max(0, sampleClock.current());
      int sample = (int) (number % samples.count());
      long stampNs = number / samples.count() * samples.durationNs() + samples.timeNs(sample);
      for (SampleColumns channel : columns) {
        channel.write(sample);
      }
      joints.stamps().set(stampNs, timeNs, number);
      for (int i = 0; i < roleStamps.size(); i++) {
        roleStamps.get(i).set(stampNs, timeNs, number);
      }
    }

    private long dueAt(long timeNs) {
      long reachedNs = Math.min(timeNs, faults.staleFromNs());
      long round = repeat ? reachedNs / samples.durationNs() : 0;
      long withinNs = reachedNs - round * samples.durationNs();
      int low = 0;
      int high = samples.count() - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (samples.timeNs(middle) <= withinNs) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return round * samples.count() + low;
    }
  }

  /** Keeps the command. */
  private final class Write implements Sink {

    @Override
    public String name() {
      return name + " drives";
    }

    @Override
    public void declare(Wiring wiring) {
      command.declare(wiring);
    }

    @Override
    public void write() {
      if (lifeCycle.state() != LifeCycle.State.ACTIVE) {
        return;
      }
      commands++;
      keep(Capability.POSITION, command.position());
      keep(Capability.VELOCITY, command.velocity());
      keep(Capability.STIFFNESS, command.stiffness());
      keep(Capability.DAMPING, command.damping());
      keep(Capability.EFFORT, command.effort());
    }

    private void keep(Capability number, F64Channel channel) {
      double[] kept = commanded[number.ordinal()];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = channel.get(i);
      }
    }
  }
}

package io.escapement.hardware.mujoco;

import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverException;
import io.escapement.hardware.LifeCycle;
import io.escapement.hardware.Push;
import io.escapement.hardware.SimulatorControl;
import io.escapement.hardware.channels.CommandChannels;
import io.escapement.hardware.channels.JointChannels;
import io.escapement.hardware.channels.PhysicsJudgeChannels;
import io.escapement.hardware.channels.RoleChannels;
import io.escapement.hardware.channels.SampleStamps;
import io.escapement.hardware.channels.SimulatorChannels;
import io.escapement.hardware.channels.TruthChannels;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A simulated robot in MuJoCo. The physics step up to the tick's time with the command of the tick
 * before, in the wait before the tick or, where there was none or it was too short, in the phase
 * ADVANCE; READ copies joints, sensors and the true state of a floating base into the record; WRITE
 * takes the command out.
 *
 * <p>Simulated time begins at 0 with the initial state at each activation and follows the tick's
 * time in whole physics steps, at most {@value #MOST_PER_TICK_NS} ns of it in one tick: physics
 * that are slower than the clock fall behind, and the stamps say so. Given the same commands, two
 * runs are equal bit for bit.
 */
final class MujocoDriver implements Driver {

  /** Simulated time that one tick may catch up with, nanoseconds. */
  static final long MOST_PER_TICK_NS = 1_000_000_000L;

  private final MujocoSettings settings;
  private final DriverContext context;
  private final LifeCycle lifeCycle;
  private final JointChannels joints;
  private final RoleChannels roles;
  private final SimulatorChannels state;
  private final TruthChannels truth;
  private final PhysicsJudgeChannels judge;
  private final CommandChannels command;
  private final List<SampleStamps> roleStamps;
  private final List<Source> sources = List.of(new Advance(), new Read());
  private final List<Sink> sinks = List.of(new Write());
  private final SimulatorControl control = new Control();
  private volatile MujocoWorld world;
  private long samples;
  private long sampleNs;
  private boolean diverged;
  private double peakContactN;

  /**
   * Makes a driver that is not open yet.
   *
   * @param settings what to simulate
   * @param context robot, period and files
   */
  MujocoDriver(MujocoSettings settings, DriverContext context) {
    this.settings = settings;
    this.context = context;
    String robot = context.robotName();
    lifeCycle = new LifeCycle(settings.name());
    joints = new JointChannels(robot, context.robot());
    roles = new RoleChannels(robot, context.robot().roles());
    roleStamps = roles.stamps();
    state = new SimulatorChannels(robot);
    truth = context.robot().floatingBase() ? new TruthChannels(robot) : null;
    judge = settings.judge() ? new PhysicsJudgeChannels(robot) : null;
    command = new CommandChannels(robot, context.robot().actuators().size());
  }

  @Override
  public String name() {
    return settings.name();
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
  public Optional<SimulatorControl> simulatorControl() {
    return Optional.of(control);
  }

  @Override
  public void open() {
    lifeCycle.open(
        () ->
            world =
                MujocoWorld.open(
                    settings, context.robot(), roles, context.files(), context.periodNs()));
  }

  @Override
  public void activate() {
    lifeCycle.activate(
        () -> {
          world.reset();
          samples = 0;
          sampleNs = 0;
          diverged = false;
          peakContactN = 0;
        });
  }

  @Override
  public void deactivate() {
    lifeCycle.deactivate(() -> world.drives().reset());
  }

  @Override
  public void close() {
    lifeCycle.close(() -> {}, () -> world.close());
  }

  /** Steps the physics up to the tick's time. */
  private final class Advance implements Source {

    /** Set by a tick that shows it; one that diverged ahead of a tick is still to be shown. */
    private boolean shown;

    private final Simulation.Actuation actuation =
        timeNs -> {
          world.pushes().apply(timeNs);
          world.drives().apply();
        };

    @Override
    public String name() {
      return settings.name() + " physics";
    }

    @Override
    public Phase phase() {
      return Phase.ADVANCE;
    }

    @Override
    public void declare(Wiring wiring) {
      state.declare(wiring);
      if (judge != null) {
        judge.declare(wiring);
      }
    }

    @Override
    public void read(long timeNs) {
      lifeCycle.requireOpen();
      if (diverged && shown) {
        throw new DriverException(
            settings.name(),
            "the physics have diverged at "
                + world.simulation().timeNs() / 1e9
                + " s: a NaN or a huge number in a position, velocity, acceleration or control;"
                + " take smaller steps or gains, or more solver iterations, and see the commands"
                + " before that time in the journal");
      }
      ahead(timeNs);
      shown = diverged;
      long nowNs = world.simulation().timeNs();
      if (nowNs > sampleNs) {
        sampleNs = nowNs;
        samples++;
      }
      if (judge != null) {
        peakContactN = world.judge().takePeakN();
      }
      show();
    }

    @Override
    public void prime(long timeNs) {
      show();
    }

    private void show() {
      state.diverged().set(0, diverged ? 1 : 0);
      for (int axis = 0; axis < 3; axis++) {
        state.push().set(axis, world.pushes().forceN(axis));
      }
      if (judge != null) {
        judge.injectedEnergy().set(0, world.judge().injectedJ());
        judge.injectedBeyondGravity().set(0, world.judge().injectedBeyondGravityJ());
        judge.peakContactForce().set(0, peakContactN);
      }
    }

    @Override
    public void ahead(long timeNs) {
      if (lifeCycle.state() == LifeCycle.State.ACTIVE && !diverged) {
        Simulation simulation = world.simulation();
        long most = Math.max(1, MOST_PER_TICK_NS / simulation.timestepNs());
        diverged = !simulation.advance(timeNs, most, actuation);
      }
    }
  }

  /** Copies what is measured; once the physics have diverged, the last sound values stay. */
  private final class Read implements Source {

    @Override
    public String name() {
      return settings.name() + " sensors";
    }

    @Override
    public Phase phase() {
      return Phase.READ;
    }

    @Override
    public void declare(Wiring wiring) {
      joints.declare(wiring);
      roles.declare(wiring);
      if (truth != null) {
        truth.declare(wiring);
      }
    }

    @Override
    public void read(long timeNs) {
      lifeCycle.requireOpen();
      if (diverged) {
        return;
      }
      MujocoWorld now = world;
      long stampNs = now.simulation().timeNs();
      now.readings().readJoints(joints);
      joints.stamps().set(stampNs, timeNs, samples);
      now.readings().readRoles();
      for (int i = 0; i < roleStamps.size(); i++) {
        roleStamps.get(i).set(stampNs, timeNs, samples);
      }
      if (truth != null) {
        now.base().read(truth);
      }
    }

    @Override
    public void prime(long timeNs) {
      read(timeNs);
    }
  }

  /** Hands the command to the drives. */
  private final class Write implements Sink {

    @Override
    public String name() {
      return settings.name() + " drives";
    }

    @Override
    public void declare(Wiring wiring) {
      command.declare(wiring);
    }

    @Override
    public void write() {
      if (lifeCycle.state() == LifeCycle.State.ACTIVE) {
        world.drives().take(command);
      }
    }

    @Override
    public void prime() {
      // The command that is in force already.
      write();
    }
  }

  private final class Control implements SimulatorControl {

    @Override
    public void schedule(Push push) {
      if (lifeCycle.state() != LifeCycle.State.OPEN) {
        throw new IllegalStateException(
            "driver " + settings.name() + ": pushes are scheduled between open and activate");
      }
      world.schedule(push);
    }

    @Override
    public boolean applyPush(String body, double xN, double yN, double zN, long durationNs) {
      if (lifeCycle.state() != LifeCycle.State.ACTIVE) {
        throw new IllegalStateException(
            "driver " + settings.name() + ": a push needs an active simulator");
      }
      Push push = new Push(0, body, xN, yN, zN, durationNs);
      int index = world.body(body);
      if (index == MujocoModel.NOT_FOUND) {
        throw new IllegalArgumentException("the model has no body \"" + body + "\"");
      }
      return world.pushes().request(index, push.xN(), push.yN(), push.zN(), push.durationNs());
    }
  }
}

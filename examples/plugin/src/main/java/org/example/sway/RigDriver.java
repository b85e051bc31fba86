package org.example.sway;

import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Sink;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Wiring;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.LifeCycle;
import io.escapement.hardware.channels.CommandChannels;
import io.escapement.hardware.channels.JointChannels;
import java.util.List;
import java.util.OptionalLong;

/** A simulator: every joint is a turning mass with friction, under the common drive law. */
final class RigDriver implements Driver {

  private static final String NAME = "rig";

  private final LifeCycle lifeCycle = new LifeCycle(NAME);
  private final JointChannels joints;
  private final CommandChannels command;
  private final TurningMass[] masses;
  private final long stepNs;
  private final List<Source> sources = List.of(new Encoders());
  private final List<Sink> sinks = List.of(new Drives());
  private long reachedNs;
  private long samples;

  /**
   * Makes a driver that is not open yet.
   *
   * @param context robot and period
   * @param inertia of each joint, kg m^2
   * @param friction of every joint, Nm s/rad
   * @param stepNs longest step of the integration, nanoseconds
   */
  RigDriver(DriverContext context, double[] inertia, double friction, long stepNs) {
    joints = new JointChannels(context.robotName(), context.robot());
    command = new CommandChannels(context.robotName(), context.robot().actuators().size());
    masses = new TurningMass[inertia.length];
    for (int i = 0; i < masses.length; i++) {
      masses[i] = new TurningMass(context.robot(), i, inertia[i], friction);
    }
    this.stepNs = stepNs;
  }

  @Override
  public String name() {
    return NAME;
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
  public void open() {
    lifeCycle.open(this::rest);
  }

  @Override
  public void activate() {
    lifeCycle.activate(this::rest);
  }

  @Override
  public void deactivate() {
    lifeCycle.deactivate(this::rest);
  }

  @Override
  public void close() {
    lifeCycle.close(this::rest, () -> {});
  }

  private void rest() {
    for (TurningMass mass : masses) {
      mass.rest();
    }
    reachedNs = Long.MIN_VALUE;
    samples = 0;
  }

  private void advance(long timeNs) {
    if (reachedNs == Long.MIN_VALUE) {
      // The first reading says what time it is.
      reachedNs = timeNs;
    }
    while (reachedNs < timeNs) {
      long dtNs = Math.min(stepNs, timeNs - reachedNs);
      for (TurningMass mass : masses) {
        mass.step(dtNs * 1e-9);
      }
      reachedNs += dtNs;
    }
  }

  /** Moves the masses on to the tick's time, and reads them. */
  private final class Encoders implements Source {

    @Override
    public String name() {
      return NAME + " encoders";
    }

    @Override
    public Phase phase() {
      return Phase.READ;
    }

    @Override
    public void declare(Wiring wiring) {
      joints.declare(wiring);
    }

    @Override
    public void read(long timeNs) {
      lifeCycle.requireOpen();
      advance(timeNs);
      for (int i = 0; i < masses.length; i++) {
        joints.position().set(i, masses[i].position());
        joints.velocity().set(i, masses[i].velocity());
        joints.effort().set(i, masses[i].effort());
      }
      joints.stamps().set(timeNs, timeNs, samples++);
    }
  }

  /** Takes the five numbers, by which the drives go until the next ones. */
  private final class Drives implements Sink {

    @Override
    public String name() {
      return NAME + " drives";
    }

    @Override
    public void declare(Wiring wiring) {
      command.declare(wiring);
    }

    @Override
    public void write() {
      if (lifeCycle.state() == LifeCycle.State.ACTIVE) {
        for (TurningMass mass : masses) {
          mass.follow(command);
        }
      }
    }
  }
}

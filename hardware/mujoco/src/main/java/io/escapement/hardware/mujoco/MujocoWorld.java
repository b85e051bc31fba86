package io.escapement.hardware.mujoco;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.robot.RobotModel;
import io.escapement.hardware.Push;
import io.escapement.hardware.channels.RoleChannels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A simulated robot: the model with its state, drives, sensors and pushes bound to it. */
final class MujocoWorld implements AutoCloseable {

  private final MujocoSettings settings;
  private final Simulation simulation;
  private final FloatingBase base;
  private final Readings readings;
  private final Drives drives;
  private final PhysicsJudge judge;
  private final int keyframe;
  private final List<Push> schedule = new ArrayList<>();
  private AppliedPushes pushes;

  private MujocoWorld(
      MujocoSettings settings,
      RobotModel robot,
      RoleChannels channels,
      Simulation simulation,
      NameBinding names) {
    this.settings = settings;
    this.simulation = simulation;
    base = FloatingBase.bind(robot, names, simulation.data());
    readings = new Readings(robot, channels, names, simulation.data(), base);
    drives = new Drives(robot, names, simulation.data(), settings.error().motorStrength());
    judge = settings.judge() ? new PhysicsJudge(simulation.model(), simulation.data()) : null;
    simulation.judgeBy(judge);
    settings.error().bind(names);
    keyframe =
        settings.keyframe().isEmpty()
            ? MujocoModel.NOT_FOUND
            : names.keyframe(settings.keyframe(), settings.entry().optional("keyframe"));
    names.check();
    settings.error().apply(simulation.model(), simulation.data());
    reset();
  }

  /**
   * Loads and binds everything, in the initial state.
   *
   * @param settings what to load, and how to begin
   * @param robot the robot model to bind to
   * @param channels where the roles' numbers go
   * @param files where files are read
   * @param periodNs the control period
   * @return the world; the caller closes it
   * @throws PreflightException if MuJoCo, the model or something in it is missing or does not fit
   * @throws io.escapement.controller.config.ConfigurationException if the control period is not a
   *     multiple of the physics step
   */
  static MujocoWorld open(
      MujocoSettings settings,
      RobotModel robot,
      RoleChannels channels,
      FileSource files,
      long periodNs) {
    MujocoLibrary library = MujocoLibrary.load();
    Path file = ModelFiles.locate(files, settings.model());
    MujocoModel model = MujocoModel.load(library, file);
    Simulation simulation = null;
    try {
      requireRepeatable(model, file);
      long timestepNs = model.timestepNs(file);
      requireMultiple(settings, file, timestepNs, periodNs);
      simulation = new Simulation(model, timestepNs);
      return new MujocoWorld(settings, robot, channels, simulation, new NameBinding(model, file));
    } catch (RuntimeException | Error failure) {
      if (simulation != null) {
        simulation.close();
      } else {
        model.close();
      }
      throw failure;
    }
  }

  private static void requireMultiple(
      MujocoSettings settings, Path file, long timestepNs, long periodNs) {
    if (periodNs % timestepNs != 0) {
      throw settings
          .entry()
          .error()
          .summary("the control period is not a whole number of physics steps")
          .expected(
              "a multiple of "
                  + timestepNs
                  + " ns, the timestep of "
                  + file.getFileName()
                  + " ("
                  + 1e9 / timestepNs
                  + " Hz)")
          .found(periodNs + " ns (" + 1e9 / periodNs + " Hz)")
          .remedy("change loop.rate_hz, or the model's <option timestep>")
          .build();
    }
  }

  /** MuJoCo's own sensor noise comes from a generator that no run could repeat. */
  private static void requireRepeatable(MujocoModel model, Path file) {
    if ((model.option("opt.enableflags") & model.offsets().get("mjENBL_SENSORNOISE")) != 0) {
      throw PreflightException.at(file)
          .summary("the model asks for MuJoCo's sensor noise, which does not repeat")
          .expected("<flag sensornoise=\"disable\"/>")
          .remedy("take the flag out of the model's <option>")
          .build();
    }
  }

  /** Goes back to the initial state, with no command and the scheduled pushes before it. */
  void reset() {
    long model = simulation.model().address();
    long data = simulation.data().address();
    if (keyframe == MujocoModel.NOT_FOUND) {
      MujocoFunctions.mj_resetData(model, data);
    } else {
      MujocoFunctions.mj_resetDataKeyframe(model, data, keyframe);
    }
    settings.jointPositions().ifPresent(readings::setPositions);
    settings.basePosition().ifPresent(position -> base.setPosition(position));
    settings.baseOrientation().ifPresent(orientation -> base.setOrientation(orientation));
    drives.reset();
    int[] bodies = schedule.stream().mapToInt(push -> body(push.body())).toArray();
    pushes = new AppliedPushes(simulation.data().appliedForce(), schedule, bodies);
    simulation.begin();
  }

  /** Adds a push that takes effect with the next {@link #reset}. */
  void schedule(Push push) {
    NameBinding names = new NameBinding(simulation.model(), settings.model());
    names.body(push.body());
    names.check();
    schedule.add(push);
  }

  /** Index of a body, or {@link MujocoModel#NOT_FOUND}. */
  int body(String name) {
    return simulation.model().find("mjOBJ_BODY", name);
  }

  Simulation simulation() {
    return simulation;
  }

  /** The floating base, or null. */
  FloatingBase base() {
    return base;
  }

  Readings readings() {
    return readings;
  }

  Drives drives() {
    return drives;
  }

  /** The judge, or null where none was asked for. */
  PhysicsJudge judge() {
    return judge;
  }

  AppliedPushes pushes() {
    return pushes;
  }

  @Override
  public void close() {
    simulation.close();
  }
}

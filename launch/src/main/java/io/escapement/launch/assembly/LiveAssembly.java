package io.escapement.launch.assembly;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.estimation.LeggedEstimation;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.DevicePacer;
import io.escapement.controller.loop.JitteredPacer;
import io.escapement.controller.loop.LockstepPacer;
import io.escapement.controller.loop.Pacer;
import io.escapement.controller.loop.ParkThenSpin;
import io.escapement.controller.loop.RealtimePacer;
import io.escapement.controller.loop.RtBudget;
import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Stage;
import io.escapement.hardware.Driver;
import io.escapement.hardware.DriverCatalog;
import io.escapement.hardware.DriverContext;
import io.escapement.hardware.DriverSet;
import io.escapement.hardware.Push;
import io.escapement.hardware.SimulatorControl;
import io.escapement.hardware.channels.RoleChannels;
import io.escapement.launch.configuration.PacerKind;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.configuration.TimelineEntry;
import io.escapement.launch.operator.TimelineEvent;
import io.escapement.launch.operator.TimelineOperator;
import io.escapement.policy.asynchronous.OffLoop;
import io.escapement.policy.bundle.ExecutionSpec;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.choice.EngineRule;
import io.escapement.policy.stage.PolicyParts;
import io.escapement.policy.stage.PolicyReport;
import io.escapement.safety.supervisor.ModeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A run that meets the world: drivers, operator and pacer around what it computes. */
public final class LiveAssembly {

  private final RunConfiguration configuration;
  private final RunAssembly run;
  private final DriverSet drivers;
  private final TimelineOperator operator;
  private final Clock clock;

  private LiveAssembly(
      RunConfiguration configuration,
      RunAssembly run,
      DriverSet drivers,
      TimelineOperator operator,
      Clock clock) {
    this.configuration = configuration;
    this.run = run;
    this.drivers = drivers;
    this.operator = operator;
    this.clock = clock;
  }

  /**
   * Puts a live run together. No device is touched.
   *
   * @param configuration the run
   * @param loader serves its files
   * @param extensions where drivers, stages and parts of the policy are looked up
   * @param stop the request to end it
   * @return the parts
   */
  public static LiveAssembly of(
      RunConfiguration configuration,
      ConfigurationLoader loader,
      Extensions extensions,
      StopRequest stop) {
    RobotModel robot = RunAssembly.robot(configuration, loader);
    DriverCatalog catalog = DriverCatalog.load(extensions);
    DriverContext context =
        new DriverContext(robot.name(), robot, configuration.loop().periodNs(), loader.files());
    List<Driver> made = new ArrayList<>();
    for (YamlNode entry : configuration.drivers()) {
      made.add(catalog.create(entry, context));
    }
    DriverSet drivers = new DriverSet(made);
    if (configuration.loop().pacer() == PacerKind.LOCKSTEP && !drivers.simulator()) {
      throw ConfigurationException.at(configuration.root().get("loop.pacer"))
          .summary("only a simulator can be run in lockstep")
          .remedy("use realtime or device")
          .build();
    }
    demandSimulatedTime(configuration);
    demandNoContradiction(configuration, drivers);
    RunAssembly run =
        RunAssembly.of(
            configuration,
            loader,
            extensions,
            robot,
            drivers.simulator(),
            RunEngines.rule(configuration, extensions, EngineRule.Occasion.LIVE));
    TimelineOperator operator =
        new TimelineOperator(
            robot.name(),
            configuration.command(),
            events(configuration, run.modes()),
            stop,
            endNs(configuration, drivers));
    return new LiveAssembly(configuration, run, drivers, operator, Clock.system());
  }

  private static void demandSimulatedTime(RunConfiguration configuration) {
    PacerKind pacer = configuration.loop().pacer();
    if (configuration.loop().jitter().isPresent() && pacer != PacerKind.LOCKSTEP) {
      throw configuration
          .root()
          .get("loop.jitter")
          .error()
          .summary("only simulated time can be made to jitter")
          .expected("loop.pacer: lockstep")
          .found(pacer.name().toLowerCase(Locale.ROOT))
          .remedy("run it with --lockstep, or leave the key out")
          .build();
    }
  }

  /** The key comes from a recorded run's own configuration; the drivers have the last word. */
  private static void demandNoContradiction(RunConfiguration configuration, DriverSet drivers) {
    YamlNode stated = configuration.simulated().orElse(null);
    if (stated != null && stated.bool() != drivers.simulator()) {
      throw stated
          .error()
          .summary("the drivers say otherwise")
          .expected(Boolean.toString(drivers.simulator()))
          .found(stated.shown())
          .remedy("leave the key out")
          .build();
    }
  }

  /**
   * Real drives are not let go in mid-motion: the end of the run goes through the last fallback.
   */
  private static long endNs(RunConfiguration configuration, DriverSet drivers) {
    return drivers.simulator() ? Long.MAX_VALUE : configuration.durationNs().orElse(Long.MAX_VALUE);
  }

  private static List<TimelineEvent> events(RunConfiguration configuration, ModeTable modes) {
    List<TimelineEvent> events = new ArrayList<>();
    for (TimelineEntry entry : configuration.timeline()) {
      OptionalInt mode = OptionalInt.empty();
      if (entry.mode() != null) {
        int index = modes.indexOf(entry.mode().string());
        if (index < 0) {
          throw entry
              .mode()
              .error()
              .expected("one of the modes " + String.join(", ", modes.names()))
              .found(entry.mode().shown())
              .build();
        }
        mode = OptionalInt.of(index);
      }
      events.add(
          new TimelineEvent(entry.atNs(), entry.command(), mode, entry.reset(), entry.estop()));
    }
    return events;
  }

  /**
   * What the run computes.
   *
   * @return robot, policy and safety
   */
  public RunAssembly run() {
    return run;
  }

  /**
   * The drivers.
   *
   * @return not yet open after assembly
   */
  public DriverSet drivers() {
    return drivers;
  }

  /**
   * The loop's clock.
   *
   * @return the machine's
   */
  public Clock clock() {
    return clock;
  }

  /**
   * Checks everything that can be checked before a device is opened.
   *
   * @return what the policy's check found besides problems
   * @throws PreflightException with every problem, if there is any
   */
  public PolicyReport check() {
    drivers.requireCommandTimeouts();
    demandExecutable();
    if (configuration.loop().pacer() == PacerKind.DEVICE) {
      drivers.clock();
    }
    List<Source> sources = new ArrayList<>(drivers.sources());
    sources.add(operator);
    Set<String> inputs = DeclaredInputs.ofSources(sources);
    Set<String> simulatorOnly = simulatorOnly();
    Predicate<String> measured =
        channel ->
            inputs.contains(channel) && (drivers.simulator() || !simulatorOnly.contains(channel));
    run.estimation().ifPresent(estimation -> demandInputs(estimation, measured));
    List<Stage> computing = new ArrayList<>(run.estimators());
    computing.addAll(run.userStages());
    Set<String> computed = DeclaredInputs.ofStages(computing);
    PolicyReport report =
        run.checkPolicy(channel -> computed.contains(channel) || measured.test(channel));
    report.demand();
    return report;
  }

  private static void demandInputs(LeggedEstimation estimation, Predicate<String> measured) {
    List<String> missing =
        estimation.stage().inputs().stream().filter(measured.negate()).sorted().toList();
    if (!missing.isEmpty()) {
      throw estimation
          .place()
          .preflight()
          .summary("nothing in this run supplies what the estimation needs")
          .expected("drivers that measure " + String.join(", ", missing))
          .remedy("map those sensors in the robot's file, or give the run a driver that has them")
          .build();
    }
  }

  /** What the robot's file says that only a simulator knows, whatever a driver may declare. */
  private Set<String> simulatorOnly() {
    return run.robot().roles().stream()
        .filter(SensorRole::simulatorOnly)
        .map(role -> RoleChannels.channelName(run.robot().name(), role))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Hands the timeline's pushes to the simulator. The drivers must be open.
   *
   * @throws PreflightException if there is no simulator, or its model lacks a body
   */
  public void schedulePushes() {
    List<SimulatorControl> simulators = drivers.simulatorControls();
    for (TimelineEntry entry : configuration.timeline()) {
      if (entry.push() == null) {
        continue;
      }
      YamlNode body = entry.push().body();
      if (simulators.size() != 1) {
        throw body.preflight()
            .summary("only a simulator can push its robot")
            .expected("exactly one simulator among the drivers")
            .found(simulators.size() + "")
            .remedy("take the push out of the timeline")
            .build();
      }
      double[] force = entry.push().forceN();
      Push push =
          new Push(
              entry.atNs(), body.string(), force[0], force[1], force[2], entry.push().durationNs());
      try {
        simulators.get(0).schedule(push);
      } catch (PreflightException e) {
        // The simulator knows its model; where the body's name stands is known here.
        throw body.preflight()
            .summary(e.problem().where() + ": " + e.problem().summary())
            .remedy(e.problem().remedy())
            .cause(e)
            .build();
      }
    }
  }

  /**
   * Wires the pipeline.
   *
   * @param arrangement chooses or wraps the stages, which come in the order of adding
   * @return a new pipeline, to be closed
   * @throws PreflightException if the wiring breaks a rule of the tick record
   */
  public Pipeline pipeline(UnaryOperator<List<Stage>> arrangement) {
    PipelineBuilder builder = new PipelineBuilder().deadlineClock(clock::nanoTime);
    drivers.sources().forEach(builder::add);
    builder.add(operator);
    PolicyParts parts = run.parts();
    List<Stage> stages = arrangement.apply(parts.stages());
    stages.forEach(builder::add);
    drivers.sinks().forEach(builder::add);
    try {
      parts.offLoop().ifPresent(off -> connect(builder, off));
    } catch (RuntimeException e) {
      stages.forEach(Stage::close);
      throw e;
    }
    return RunAssembly.built(builder, stages);
  }

  private void connect(PipelineBuilder builder, OffLoop offLoop) {
    boolean lockstep = configuration.loop().pacer() == PacerKind.LOCKSTEP;
    OffLoop.Connection connection = offLoop.connect(lockstep);
    connection.sources().forEach(builder::add);
    connection.sinks().forEach(builder::add);
  }

  /** Simulated time knows no measured delay, and only a simulator may be disturbed on purpose. */
  private void demandExecutable() {
    PolicyBundle bundle = run.bundle();
    ExecutionSpec execution = bundle.execution().orElse(null);
    if (execution == null) {
      return;
    }
    boolean lockstep = configuration.loop().pacer() == PacerKind.LOCKSTEP;
    if (lockstep && execution.delayNs().isEmpty()) {
      throw bundle
          .places()
          .of("execution")
          .preflight()
          .summary("in lockstep there is no delay to be measured")
          .expected("delay: how long inference takes in simulated time")
          .remedy("write a duration such as delay: 60ms, or set loop.pacer to realtime")
          .build();
    }
    if (execution.inject().isPresent() && !drivers.simulator()) {
      throw bundle
          .places()
          .of("execution.inject")
          .preflight()
          .summary("faults are injected on a simulator only")
          .remedy("leave the key out")
          .build();
    }
  }

  /**
   * The pacer that the configuration asks for.
   *
   * @return a new pacer
   */
  public Pacer pacer() {
    long periodNs = configuration.loop().periodNs();
    return switch (configuration.loop().pacer()) {
      case LOCKSTEP ->
          configuration
              .loop()
              .jitter()
              .<Pacer>map(jitter -> new JitteredPacer(periodNs, jitter))
              .orElseGet(() -> new LockstepPacer(periodNs));
      case REALTIME ->
          new RealtimePacer(
              periodNs,
              clock,
              ParkThenSpin.calibrated(clock, RtBudget.ofThisMachine()),
              configuration.loop().primeCaches());
      case DEVICE -> new DevicePacer(periodNs, clock, drivers.clock());
    };
  }
}

package io.escapement.launch.session;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.ResolvedYaml;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.journal.DiskReserve;
import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.realtime.RealtimeSetup;
import io.escapement.controller.stage.Pipeline;
import io.escapement.launch.assembly.LiveAssembly;
import io.escapement.launch.assembly.RunEngines;
import io.escapement.launch.configuration.PacerKind;
import io.escapement.launch.configuration.ResolvedEngine;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.configuration.RunConfigurationReader;
import io.escapement.launch.summary.EngineReport;
import io.escapement.launch.summary.LatencyFigures;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.choice.ChosenEngines;
import io.escapement.policy.inference.choice.InferenceBudget;
import io.escapement.policy.stage.PolicyReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A live run whose preflight has passed: its devices are open and nothing moves yet. Used by one
 * thread.
 */
final class PreparedRun implements AutoCloseable {

  private final RunConfiguration configuration;
  private final DiskFiles files;
  private final Extensions extensions;
  private final LiveAssembly assembly;
  private final PolicyReport policy;
  private final Optional<InferenceBudget> budget;
  private final Pipeline pipeline;
  private final StopRequest stop;
  private final RealtimeSetup realtime;

  private PreparedRun(
      RunConfiguration configuration,
      DiskFiles files,
      Extensions extensions,
      LiveAssembly assembly,
      PolicyReport policy,
      Optional<InferenceBudget> budget,
      Pipeline pipeline,
      StopRequest stop,
      RealtimeSetup realtime) {
    this.configuration = configuration;
    this.files = files;
    this.extensions = extensions;
    this.assembly = assembly;
    this.policy = policy;
    this.budget = budget;
    this.pipeline = pipeline;
    this.stop = stop;
    this.realtime = realtime;
  }

  /**
   * Reads, checks and opens.
   *
   * @throws io.escapement.controller.config.ConfigurationException if the YAML is wrong
   * @throws io.escapement.controller.config.PreflightException if something does not hold;
   *     everything is as before
   */
  static PreparedRun of(Path file, List<String> overrides, RunVariant variant) {
    return of(file, overrides, variant, RunEngines::glance);
  }

  /**
   * The same for who wants to know what was measured: at length, in the best time that it takes.
   */
  static PreparedRun measured(Path file, List<String> overrides) {
    return of(file, overrides, RunVariant.NONE, RunEngines::budget);
  }

  /** How inference is held against the loop's period, in nanoseconds. */
  private interface Meter {
    InferenceBudget measure(RunEngines engines, long periodNs);
  }

  private static PreparedRun of(
      Path file, List<String> overrides, RunVariant variant, Meter meter) {
    DiskFiles files = new DiskFiles();
    ConfigurationLoader loader = new ConfigurationLoader(files, Environment.system());
    RunConfiguration configuration = new RunConfigurationReader(loader).read(file, overrides);
    Extensions extensions = Extensions.of(configuration.plugins());
    HeadStart headStart = HeadStart.of(configuration);
    try {
      return opened(configuration, files, loader, extensions, variant, meter, headStart);
    } catch (RuntimeException | Error e) {
      headStart.abandon();
      extensions.close();
      throw e;
    }
  }

  private static PreparedRun opened(
      RunConfiguration configuration,
      DiskFiles files,
      ConfigurationLoader loader,
      Extensions extensions,
      RunVariant variant,
      Meter meter,
      HeadStart headStart) {
    StopRequest stop = new StopRequest();
    LiveAssembly assembly = LiveAssembly.of(configuration, loader, extensions, stop);
    PolicyReport policy = assembly.check();
    Optional<InferenceBudget> budget = budget(configuration, assembly, variant, meter);
    new DiskReserve(existing(configuration.runsDir()), configuration.journal().reserveBytes())
        .demand();
    RealtimeSetup realtime = headStart.realtime();
    try {
      assembly.drivers().open();
      assembly.schedulePushes();
      Pipeline pipeline = assembly.pipeline(variant::stages);
      return new PreparedRun(
          configuration, files, extensions, assembly, policy, budget, pipeline, stop, realtime);
    } catch (RuntimeException | Error e) {
      assembly.drivers().close();
      throw e;
    }
  }

  /** In lockstep the loop waits for inference, however long that takes. */
  private static Optional<InferenceBudget> budget(
      RunConfiguration configuration, LiveAssembly assembly, RunVariant variant, Meter meter) {
    if (configuration.loop().pacer() == PacerKind.LOCKSTEP || variant.mayBeLate()) {
      return Optional.empty();
    }
    InferenceBudget budget =
        meter.measure(assembly.run().engines(), configuration.loop().periodNs());
    budget
        .problem(configuration.root().get("loop.rate_hz"))
        .ifPresent(
            problem -> {
              throw new PreflightException(List.of(problem));
            });
    return Optional.of(budget).filter(measured -> !measured.parts().isEmpty());
  }

  /** The folder itself, or the nearest above it that exists: they share a disk. */
  private static Path existing(Path folder) {
    Path at = folder.toAbsolutePath().normalize();
    while (!Files.isDirectory(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  RunConfiguration configuration() {
    return configuration;
  }

  DiskFiles files() {
    return files;
  }

  Extensions extensions() {
    return extensions;
  }

  LiveAssembly assembly() {
    return assembly;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  StopRequest stop() {
    return stop;
  }

  RealtimeSetup realtime() {
    return realtime;
  }

  String name() {
    return configuration.name() == null ? assembly.run().robot().name() : configuration.name();
  }

  CheckReport report() {
    double nsPerS = 1e9;
    List<String> notices = new ArrayList<>(assembly.run().robot().notices());
    notices.addAll(policy.notices());
    notices.addAll(engineNotices());
    return new CheckReport(
        name(),
        assembly.run().robot().name(),
        assembly.run().robot().joints().size(),
        assembly.run().robot().actuators().size(),
        assembly.run().bundle().computedBy(),
        policy.policy().map(resolved -> resolved.layout().size()).orElse(0),
        policy.engine(),
        engineReports(),
        budget.map(measured -> LatencyFigures.of(measured.inference())).orElse(null),
        policy.goldenCases(),
        policy.goldenWorst(),
        configuration.loop().rateHz(),
        nsPerS / assembly.run().bundle().periodNs(),
        assembly.drivers().drivers().stream().map(driver -> driver.name()).toList(),
        pipeline.record().layout().length(),
        pipeline.record().layout().slots().size(),
        realtime.report(),
        notices);
  }

  List<EngineReport> engineReports() {
    return EngineReport.of(assembly.run().engines().chosen().decisions());
  }

  /** What a measurement chose, what stands in for what, and whether time is short. */
  List<String> engineNotices() {
    ChosenEngines engines = assembly.run().engines().chosen();
    List<String> notices = new ArrayList<>(engines.notices());
    if (configuration.engine().settings().use().equals(EngineSettings.AUTO)) {
      engines.decisions().forEach(decision -> notices.add("engine of " + decision.text()));
    }
    budget.flatMap(InferenceBudget::notice).ifPresent(notices::add);
    return notices;
  }

  /**
   * The configuration as the run directory keeps it: resolved, with what a replay cannot ask the
   * drivers for.
   *
   * @return YAML
   */
  String resolved() {
    YamlNode root =
        ResolvedEngine.in(
            configuration.root(),
            configuration.engine().settings(),
            assembly.run().engines().chosen().decisions());
    String text = ResolvedYaml.write(root, files.filesRead());
    return configuration.simulated().isPresent()
        ? text
        : text + RunConfiguration.simulatedLine(assembly.drivers().simulator());
  }

  @Override
  public void close() {
    try {
      pipeline.close();
    } finally {
      try {
        assembly.drivers().close();
      } finally {
        realtime.close();
        extensions.close();
      }
    }
  }
}

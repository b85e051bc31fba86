package io.escapement.launch.session;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Sha256;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.robot.RobotModel;
import io.escapement.launch.assembly.RunAssembly;
import io.escapement.launch.assembly.RunEngines;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.configuration.RunConfigurationReader;
import io.escapement.policy.inference.InferenceEngine;
import io.escapement.policy.inference.choice.EngineRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a recorded run computed, built once more from its directory and the plug-ins' jars. */
final class RecordedRun implements AutoCloseable {

  private final RunConfiguration configuration;
  private final Extensions extensions;
  private final RunAssembly assembly;

  private RecordedRun(RunConfiguration configuration, Extensions extensions, RunAssembly assembly) {
    this.configuration = configuration;
    this.extensions = extensions;
    this.assembly = assembly;
  }

  /**
   * Builds the run's parts.
   *
   * @param directory the run
   * @param header its first header
   * @param overrides {@code key=value} each; may name files of the user's
   * @param plugins finds the jars that the run was made from
   * @param engine evaluates every model; empty for the engines that recorded
   */
  static RecordedRun of(
      RunDirectory directory,
      JournalHeader header,
      List<String> overrides,
      RecordedPlugins plugins,
      Optional<InferenceEngine> engine) {
    demandUnchanged(directory, header);
    RunFiles files =
        new RunFiles(
            directory.runYaml(),
            directory.recordedFiles(header),
            new DiskFiles(),
            !overrides.isEmpty());
    ConfigurationLoader loader = new ConfigurationLoader(files, Environment.of(Map.of()));
    RunConfiguration configuration =
        new RunConfigurationReader(loader).read(directory.runYaml(), overrides);
    // Defaults of the safety chain depend on it, and no driver is there to ask.
    boolean simulated = configuration.simulated().map(YamlNode::bool).orElse(true);
    Extensions extensions =
        plugins.open(header.provenance().jars(), configuration.plugins(), overrides.isEmpty());
    try {
      RobotModel robot = RunAssembly.robot(configuration, loader);
      RunAssembly assembly =
          RunAssembly.of(
              configuration,
              loader,
              extensions,
              robot,
              simulated,
              engine
                  .map(EngineRule::given)
                  .orElseGet(
                      () -> RunEngines.rule(configuration, extensions, occasion(overrides))));
      return new RecordedRun(configuration, extensions, assembly);
    } catch (RuntimeException | Error e) {
      extensions.close();
      throw e;
    }
  }

  /** An engine that the user names must be there; the recorded one may be missing. */
  private static EngineRule.Occasion occasion(List<String> overrides) {
    return overrides.stream().anyMatch(o -> o.startsWith("engine"))
        ? EngineRule.Occasion.REPLAY_WITH
        : EngineRule.Occasion.REPLAY;
  }

  private static void demandUnchanged(RunDirectory directory, JournalHeader header) {
    try {
      String found = Sha256.of(Files.readAllBytes(directory.runYaml()));
      String expected = header.provenance().configurationHash();
      if (!found.equals(expected)) {
        throw PreflightException.at(directory.runYaml())
            .summary("the run's configuration was changed after the run")
            .expected("sha256 " + expected)
            .found("sha256 " + found)
            .remedy("restore it; to replay with other values use --set")
            .build();
      }
    } catch (IOException e) {
      throw PreflightException.at(directory.runYaml())
          .summary("the run's configuration cannot be read")
          .found(e.toString())
          .cause(e)
          .build();
    }
  }

  /** To be called when nothing runs any more that came from the plug-ins. */
  @Override
  public void close() {
    extensions.close();
  }

  RunConfiguration configuration() {
    return configuration;
  }

  RunAssembly assembly() {
    return assembly;
  }
}

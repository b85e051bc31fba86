package io.escapement.launch.configuration;

import io.escapement.controller.config.YamlNode;
import io.escapement.controller.config.YamlReader;
import io.escapement.policy.inference.CudaSettings;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.choice.EngineDecision;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The {@code engine} block of a run directory: what was asked for, and what was chosen. */
public final class ResolvedEngine {

  private ResolvedEngine() {}

  /**
   * Puts the block into a run's configuration.
   *
   * @param root the configuration
   * @param settings what it asks for
   * @param decisions what was chosen for each model
   * @return a copy with the block
   */
  public static YamlNode in(
      YamlNode root, EngineSettings settings, List<EngineDecision> decisions) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("use: ").append(quoted(settings.use())).append('\n');
    settings
        .library()
        .ifPresent(path -> yaml.append("library: ").append(quoted(path.toString())).append('\n'));
    if (!settings.cuda().equals(CudaSettings.DEFAULT)) {
      cuda(yaml, settings.cuda());
    }
    if (!decisions.isEmpty()) {
      yaml.append("chosen:\n");
      decisions.stream()
          .map(one -> "  " + quoted(one.sha256()) + ": " + quoted(one.engine()) + "\n")
          .distinct()
          .forEach(yaml::append);
    }
    return root.with(
        "engine", YamlReader.parse(yaml.toString(), "run.yaml", Path.of("").toAbsolutePath()));
  }

  private static void cuda(StringBuilder yaml, CudaSettings cuda) {
    yaml.append("cuda:\n");
    yaml.append("  device_id: ").append(cuda.deviceId()).append('\n');
    yaml.append("  cuda_graph: ").append(cuda.cudaGraph()).append('\n');
    yaml.append("  memory: ").append(cuda.memory().name().toLowerCase(Locale.ROOT)).append('\n');
    if (!cuda.options().isEmpty()) {
      yaml.append("  options:\n");
      cuda.options()
          .forEach(
              (name, value) ->
                  yaml.append("    ")
                      .append(quoted(name))
                      .append(": ")
                      .append(quoted(value))
                      .append('\n'));
    }
  }

  /** Single quotes keep everything but themselves. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}

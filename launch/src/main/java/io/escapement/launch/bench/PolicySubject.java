package io.escapement.launch.bench;

import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.robot.RobotModel;
import io.escapement.launch.assembly.RunAssembly;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.configuration.RunConfigurationReader;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.PolicyReference;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.choice.RunModel;
import io.escapement.policy.refinement.ResidualSpec;
import io.escapement.policy.stage.PolicyModels;
import io.escapement.policy.stage.PolicyOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code bench policy} measures: a model, and as much about its use as its file says.
 *
 * @param model the model
 * @param bundle the policy that it belongs to, empty for a bare model
 * @param settings what the file says of engines
 * @param plugins jars that may bring engines
 * @param rateHz inferences a second, empty if the file does not say
 * @param others further models of the file, which are not measured: names and files
 */
record PolicySubject(
    RunModel model,
    Optional<PolicyBundle> bundle,
    EngineSettings settings,
    List<Path> plugins,
    Optional<Double> rateHz,
    List<String> others) {

  private static final String SUPPORTED = "a policy.yaml, a run.yaml or an ONNX model (.onnx)";
  private static final double NS_PER_S = 1e9;

  /**
   * Reads a file.
   *
   * @throws PreflightException if it is not of a supported kind, or has no model
   */
  static PolicySubject read(Path file, ConfigurationLoader loader) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".onnx") && Files.isRegularFile(file)) {
      RunModel model =
          RunModel.of(PolicyOptions.MAIN, Origin.display(file), loader.files().read(file));
      return new PolicySubject(
          model, Optional.empty(), EngineSettings.DEFAULT, List.of(), Optional.empty(), List.of());
    }
    if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
      throw unsupported(file, Files.exists(file) ? "another file" : "nothing of this name");
    }
    YamlNode root = loader.load(file);
    if (root.isMapping() && root.has("drivers")) {
      return run(file, loader);
    }
    if (root.isMapping() && root.has("actions")) {
      PolicyBundle bundle = BundleReader.read(root, loader.files());
      return policy(file, bundle, EngineSettings.DEFAULT, List.of(), List.of(), loader);
    }
    throw unsupported(
        file,
        root.isMapping()
            ? "a YAML file with the keys " + String.join(", ", root.keys())
            : "a YAML file without keys");
  }

  private static PolicySubject run(Path file, ConfigurationLoader loader) {
    RunConfiguration run = new RunConfigurationReader(loader).read(file, List.of());
    try (Extensions extensions = Extensions.of(run.plugins())) {
      RobotModel robot = RunAssembly.robot(run, loader);
      PolicyBundle bundle =
          PolicyReference.read(run.policy(), loader, extensions, Optional.of(robot));
      List<RunModel> residuals = new ArrayList<>();
      if (run.refine() != null) {
        ResidualSpec.read(run.refine(), loader, extensions, robot)
            .forEach(
                one -> residuals.addAll(PolicyModels.of(one.bundle(), one.name(), loader.files())));
      }
      return policy(file, bundle, run.engine().settings(), run.plugins(), residuals, loader);
    }
  }

  private static PolicySubject policy(
      Path file,
      PolicyBundle bundle,
      EngineSettings settings,
      List<Path> plugins,
      List<RunModel> residuals,
      ConfigurationLoader loader) {
    if (bundle.model().isEmpty()) {
      throw PreflightException.at(file)
          .summary("this policy has no model of its own, so there is nothing to measure")
          .expected("a policy with an ONNX model")
          .found(
              bundle
                  .sampler()
                  .map(s -> "a sampler's alone: " + Origin.display(s.model().path()))
                  .orElse("none"))
          .remedy("bench tick measures its ticks")
          .build();
    }
    RunModel model =
        RunModel.of(
            PolicyOptions.MAIN,
            Origin.display(bundle.model().get().path()),
            bundle.model().get().read(loader.files(), bundle.places()));
    List<RunModel> others =
        new ArrayList<>(PolicyModels.of(bundle, PolicyOptions.MAIN, loader.files()));
    others.removeIf(one -> one.name().equals(PolicyOptions.MAIN));
    others.addAll(residuals);
    return new PolicySubject(
        model,
        Optional.of(bundle),
        settings,
        plugins,
        Optional.of(NS_PER_S / bundle.periodNs()),
        others.stream().map(one -> one.name() + ": " + one.where()).toList());
  }

  private static PreflightException unsupported(Path file, String found) {
    return PreflightException.at(file)
        .summary("this cannot be measured")
        .expected(SUPPORTED)
        .found(found)
        .remedy("escapement import makes a policy.yaml of other tools' files")
        .build();
  }
}

package io.escapement.launch.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.estimation.LeggedEstimation;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.hardware.DriverSet;
import io.escapement.launch.assembly.FurtherPolicies;
import io.escapement.launch.assembly.LiveAssembly;
import io.escapement.launch.configuration.RunConfiguration;
import io.escapement.launch.configuration.RunConfigurationReader;
import io.escapement.launch.importing.ImportOrder;
import io.escapement.launch.importing.ImportReport;
import io.escapement.launch.importing.ImportResult;
import io.escapement.launch.importing.PolicyImport;
import io.escapement.policy.bundle.BundleReader;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.Importers;
import io.escapement.policy.importer.Missing;
import io.escapement.policy.refinement.ResidualSpec;
import io.escapement.policy.stage.PolicyOptions;
import io.escapement.policy.stage.ResolvedPolicy;
import io.escapement.safety.scoring.Scores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Inspects files. Used by one thread. */
public final class Inspector {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ConfigurationLoader loader =
      new ConfigurationLoader(new DiskFiles(), Environment.system());

  /** Creates an inspector that reads from this machine's disk and environment. */
  public Inspector() {}

  /**
   * Shows what is in a file or a run directory, with the class path alone.
   *
   * @param file what to inspect
   * @param robot a robot.yaml to hold a policy against, or empty
   * @return the view
   */
  public Inspected inspect(Path file, Optional<Path> robot) {
    return inspect(file, robot, List.of());
  }

  /**
   * Shows what is in a file or a run directory.
   *
   * @param file what to inspect
   * @param robot a robot.yaml to hold a policy against, or empty
   * @param plugins jars that bring parts of a policy
   * @return the view
   * @throws ConfigurationException if a YAML file is absent or wrong, or a robot or plug-ins are
   *     given beside something else than a policy.yaml
   * @throws PreflightException if it cannot be inspected, or does not hold
   */
  public Inspected inspect(Path file, Optional<Path> robot, List<Path> plugins) {
    return inspect(file, robot, Optional.empty(), plugins);
  }

  /**
   * Shows what is in a file or a run directory.
   *
   * @param file what to inspect
   * @param robot a robot.yaml to hold a policy against, or empty
   * @param model the model that another tool's descriptor is for, if that does not name it
   * @param plugins jars that bring parts of a policy
   * @return the view
   * @throws ConfigurationException if a YAML file is absent or wrong, or a robot, a model or
   *     plug-ins are given beside something that takes none
   * @throws PreflightException if it cannot be inspected, or does not hold
   */
  public Inspected inspect(
      Path file, Optional<Path> robot, Optional<Path> model, List<Path> plugins) {
    FileKind kind = FileKind.of(file, loader);
    if (!Set.of(FileKind.POLICY, FileKind.DESCRIPTOR, FileKind.MODEL).contains(kind)) {
      refuseRobot(robot, file);
    }
    if (model.isPresent() && kind != FileKind.DESCRIPTOR) {
      throw ConfigurationException.at("--model")
          .summary("a model is named for another tool's descriptor only")
          .found(file.toString())
          .remedy("leave --model out")
          .build();
    }
    if (!plugins.isEmpty() && kind != FileKind.POLICY) {
      throw ConfigurationException.at("--plugins")
          .summary("plug-ins are named for a policy.yaml only: a run names its own")
          .found(file.toString())
          .remedy("leave --plugins out")
          .build();
    }
    return switch (kind) {
      case RUN_DIRECTORY -> runDirectory(file);
      case MODEL -> model(file, robot);
      case POLICY -> policy(file, robot, plugins);
      case DESCRIPTOR -> descriptor(file, robot, model);
      case RUN -> run(file);
      case ROBOT -> robot(file);
    };
  }

  /**
   * Lists the channels of a run's records.
   *
   * @param directory a run directory
   * @return the view of its last revision
   * @throws PreflightException if it is no run directory, or its header cannot be read
   */
  public Inspected channels(Path directory) {
    JournalReader reader = JournalReader.open(RunDirectory.open(directory));
    List<JournalHeader> headers = reader.survey().headers();
    if (headers.isEmpty()) {
      reader.demandSound();
    }
    return ChannelsView.of(directory.toString(), headers.get(headers.size() - 1));
  }

  private RobotView robot(Path file) {
    YamlNode yaml = loader.load(file);
    RobotModel robot = RobotReader.read(yaml, loader.files());
    return RobotView.of(robot, LeggedEstimation.read(yaml, robot, loader.files()));
  }

  private PolicyView policy(Path file, Optional<Path> robotFile, List<Path> plugins) {
    PolicyBundle bundle = BundleReader.read(loader.load(file), loader.files());
    Optional<RobotModel> robot = robotFile.map(path -> RobotReader.read(path, loader));
    try (Extensions extensions = Extensions.of(plugins)) {
      return PolicyView.of(bundle, model(bundle, extensions), robot, extensions, List.of());
    }
  }

  private Optional<ModelView> model(PolicyBundle bundle, Extensions extensions) {
    return bundle
        .model()
        .map(m -> ModelView.of(m.path(), m.read(loader.files(), bundle.places()), extensions));
  }

  /** Another tool's files: the policy if they say everything, otherwise what they do say. */
  private Inspected descriptor(Path file, Optional<Path> robot, Optional<Path> model) {
    ImportResult result =
        new PolicyImport()
            .read(
                new ImportOrder(
                    List.of(file), Optional.empty(), model, robot, Optional.empty(), List.of()));
    return result.bundle().isPresent()
        ? policy(result)
        : DescriptorView.of(ImportReport.of(result, Optional.empty()));
  }

  private PolicyView policy(ImportResult result) {
    PolicyBundle bundle = result.bundle().orElseThrow();
    List<String> notes = new ArrayList<>(List.of("read as " + result.tool() + "'s"));
    notes.addAll(result.notices());
    try (Extensions extensions = Extensions.onClassPath()) {
      return PolicyView.of(bundle, model(bundle, extensions), result.robot(), extensions, notes);
    }
  }

  /** A model of a known exporter is a policy if its metadata says everything. */
  private Inspected model(Path file, Optional<Path> robot) {
    ModelView view;
    try (Extensions extensions = Extensions.onClassPath()) {
      view = ModelView.of(file, loader.files().read(file), extensions);
    }
    DescriptorFile exported =
        DescriptorFile.read(file.toAbsolutePath().normalize(), loader.files());
    if (Importers.onClassPath().recognising(exported).size() != 1) {
      refuseRobot(robot, file);
      return view;
    }
    try {
      ImportResult result =
          new PolicyImport()
              .read(
                  new ImportOrder(
                      List.of(file),
                      Optional.empty(),
                      Optional.empty(),
                      robot,
                      Optional.empty(),
                      List.of()));
      return result.bundle().isPresent()
          ? policy(result)
          : view.exportedBy(result.tool(), result.missing().stream().map(Missing::key).toList());
    } catch (ConfigurationException | PreflightException e) {
      return view.exportedBy(
          Importers.onClassPath().recognising(exported).get(0).name(), List.of(e.getMessage()));
    }
  }

  private static void refuseRobot(Optional<Path> robot, Path file) {
    if (robot.isPresent()) {
      throw ConfigurationException.at("--robot")
          .summary("a robot is shown beside a policy only")
          .found(file.toString())
          .remedy("leave --robot out, or inspect the policy.yaml")
          .build();
    }
  }

  private RunFileView run(Path file) {
    RunConfiguration run = new RunConfigurationReader(loader).read(file, List.of());
    try (Extensions extensions = Extensions.of(run.plugins())) {
      return run(run, extensions);
    }
  }

  private RunFileView run(RunConfiguration run, Extensions extensions) {
    LiveAssembly assembly = LiveAssembly.of(run, loader, extensions, new StopRequest());
    RobotModel robot = assembly.run().robot();
    PolicyBundle bundle = assembly.run().bundle();
    DriverSet drivers = assembly.drivers();
    List<RunFileView.DriverPart> parts = new ArrayList<>();
    for (int i = 0; i < drivers.drivers().size(); i++) {
      parts.add(
          new RunFileView.DriverPart(
              drivers.drivers().get(i).name(),
              run.drivers().get(i).get("type").string(),
              drivers.drivers().get(i).simulator(),
              EntryText.settings(run.drivers().get(i))));
    }
    return RunFileView.of(
        run,
        new RunFileView.RobotPart(
            robot.name(),
            Origin.display(robot.modelFile()),
            robot.floatingBase(),
            robot.joints().size(),
            robot.actuators().size()),
        RunFileView.PolicyPart.of(
            bundle,
            ResolvedPolicy.of(
                bundle, robot, PolicyOptions.main(run.loop().periodNs()).extensions(extensions)),
            run.policy()),
        assembly.run().residuals().stream().map(ResidualSpec::text).toList(),
        assembly.run().further().entries().stream().map(FurtherPolicies.Entry::text).toList(),
        RunEngineView.of(run.engine(), assembly.run().models()),
        parts,
        assembly.run().scores().entries().stream().map(Scores.Entry::text).toList(),
        SafetyView.of(assembly.run().safety()));
  }

  private static RunDirectoryView runDirectory(Path path) {
    RunDirectory directory = RunDirectory.open(path);
    JournalReader reader = JournalReader.open(directory);
    try {
      return RunDirectoryView.of(
          directory, reader.survey(), directory.journalBytes(), summary(directory.summary()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode summary(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw PreflightException.at(file)
          .summary("the summary is no JSON")
          .found(e.getOriginalMessage())
          .remedy("remove the file; the journal is whole without it")
          .cause(e)
          .build();
    }
  }
}

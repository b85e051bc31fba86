package io.escapement.launch.importing;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.config.ConfigurationLoader;
import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.Environment;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.RobotReader;
import io.escapement.policy.bundle.ModelFile;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.importer.Answers;
import io.escapement.policy.importer.DescriptorFile;
import io.escapement.policy.importer.ImportRequest;
import io.escapement.policy.importer.Imported;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.importer.Importers;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import io.escapement.policy.stage.PolicyCheck;
import io.escapement.policy.stage.PolicyOptions;
import io.escapement.policy.stage.PolicyReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Imports policies from other tools' files. Used by one thread. */
public final class PolicyImport {

  private static final List<String> OF_REQUEST = List.of("input", "output", "name", "sha256");

  private final Path folder = Path.of("").toAbsolutePath();
  private final ConfigurationLoader loader =
      new ConfigurationLoader(new DiskFiles(), Environment.system());

  /** Creates an importer that reads from this machine's disk and environment. */
  public PolicyImport() {}

  /**
   * Imports a policy and holds it against its model, and against the robot if one is given.
   *
   * @param order what to import
   * @return what came of it
   * @throws ConfigurationException if the order, or one of the files, says what is not understood
   * @throws PreflightException if a file is absent, or the parts do not belong together
   */
  public ImportResult read(ImportOrder order) {
    List<Path> files = files(order);
    Place place = new Place(new Origin("import", folder, 0, 0), "");
    Importer importer = importer(order, files, place);
    Optional<RobotModel> robot = order.robot().map(file -> RobotReader.read(file, loader));
    ImportRequest request = request(order, files, place);
    Imported imported = importer.read(robot.map(request::on).orElse(request));
    List<String> notices = new ArrayList<>(imported.notices());
    Optional<PolicyBundle> bundle = imported.bundle();
    if (bundle.isPresent() && robot.isPresent()) {
      NamedJoints names = new NamedJoints(robot.get());
      bundle = Optional.of(names.of(bundle.get()));
      names.notice().ifPresent(notices::add);
    }
    bundle.ifPresent(one -> check(one, robot, notices));
    return new ImportResult(
        importer.name(), files, robot, bundle, imported.inferred(), imported.missing(), notices);
  }

  private List<Path> files(ImportOrder order) {
    List<Path> files = new ArrayList<>();
    for (Path named : order.files()) {
      Path absolute = folder.resolve(named).normalize();
      if (!Files.exists(absolute)) {
        throw PreflightException.at(named)
            .summary("the file does not exist")
            .found(Origin.display(absolute))
            .build();
      }
      files.add(Files.isDirectory(absolute) ? onlyDescriptor(absolute) : absolute);
    }
    return files;
  }

  private static Path onlyDescriptor(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> found =
          entries.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
      if (found.size() == 1) {
        return found.get(0);
      }
      throw ConfigurationException.at(directory.toString())
          .summary("which of the folder's files is the descriptor is not clear")
          .expected("one YAML file")
          .found(found.isEmpty() ? "none" : String.join(", ", names(found)))
          .remedy("name the file instead of the folder")
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> String.valueOf(file.getFileName())).toList();
  }

  private Importer importer(ImportOrder order, List<Path> files, Place place) {
    Importers importers = Importers.onClassPath();
    if (order.tool().isPresent()) {
      return importers.named(order.tool().get(), new Place(new Origin("--from", folder, 0, 0), ""));
    }
    for (Path file : files) {
      DescriptorFile descriptor = DescriptorFile.read(file, loader.files());
      if (importers.recognising(descriptor).size() == 1) {
        return importers.recognising(descriptor).get(0);
      }
    }
    return importers.of(DescriptorFile.read(files.get(0), loader.files()), place);
  }

  private ImportRequest request(ImportOrder order, List<Path> files, Place place) {
    Settings settings = Settings.of(order.settings(), folder);
    ImportRequest plain = ImportRequest.of(place, files, loader.files());
    return new ImportRequest(
        place,
        plain.descriptors(),
        order.model().map(file -> folder.resolve(file).normalize()).or(plain::model),
        settings.find("sha256").map(ModelFile::sha256),
        order.golden().map(file -> folder.resolve(file).normalize()),
        settings.find("input").map(YamlNode::string),
        settings.find("output").map(YamlNode::string),
        settings.find("name").map(YamlNode::string),
        new Answers(settings.without(OF_REQUEST)),
        Optional.empty(),
        loader.files());
  }

  /** Without a robot a stand-in takes whatever the policy names, so that sizes are still held. */
  private void check(PolicyBundle bundle, Optional<RobotModel> robot, List<String> notices) {
    Optional<RobotModel> against = robot.or(() -> StandInRobot.of(bundle));
    if (robot.isEmpty()) {
      notices.add(
          "no robot was given: joints are as the files have them, and are bound by the check"
              + " before a run");
    }
    if (against.isEmpty()) {
      return;
    }
    PolicyReport report =
        PolicyCheck.of(
            bundle,
            against.get(),
            loader.files(),
            new OnnxRuntimeEngine(),
            PolicyOptions.main(bundle.periodNs()),
            channel -> true);
    if (!report.problems().isEmpty()) {
      throw new PreflightException(report.problems());
    }
    if (report.goldenCases() > 0) {
      notices.add(report.goldenCases() + " golden vectors hold");
    }
  }
}

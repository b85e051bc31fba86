package io.escapement.launch.session;

import io.escapement.controller.config.FileRecord;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Problem;
import io.escapement.controller.config.Sha256;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.extension.StageProvider;
import io.escapement.hardware.DriverProvider;
import io.escapement.policy.importer.Importer;
import io.escapement.policy.inference.EngineProvider;
import io.escapement.policy.observation.ObservationTermProvider;
import io.escapement.policy.stage.PolicyForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the jars that a recorded run was made from. They are code, and no code is run out of a run
 * directory: each is looked for where the run had it, then where the user says, and taken only if
 * its content is the same.
 */
final class RecordedPlugins {

  private final List<Path> places;
  private final boolean demanded;

  private RecordedPlugins(List<Path> places, boolean demanded) {
    this.places = List.copyOf(places);
    this.demanded = demanded;
  }

  /**
   * For a replay, which cannot do without them.
   *
   * @param places jars, or folders of them, to look among
   */
  static RecordedPlugins demanded(List<Path> places) {
    return new RecordedPlugins(places, true);
  }

  /** For reading a run, which does without those that are not there. */
  static RecordedPlugins ifThere() {
    return new RecordedPlugins(List.of(), false);
  }

  /**
   * Opens them.
   *
   * @param recorded what the run was made from
   * @param configured what its configuration names now; what the run did not have is taken as it is
   * @param asRecorded whether the configuration is the run's own, so that nothing may be missing
   * @throws PreflightException if one is not there, or another than it was
   */
  Extensions open(List<FileRecord> recorded, List<Path> configured, boolean asRecorded) {
    List<Path> found = new ArrayList<>(configured);
    List<Problem> problems = new ArrayList<>();
    Set<String> onClassPath = hashesOnClassPath();
    for (FileRecord wanted : recorded) {
      boolean named = found.remove(Path.of(wanted.path()));
      if (!named && (!asRecorded || onClassPath.contains(wanted.sha256()))) {
        continue;
      }
      Path jar = find(wanted);
      if (jar != null) {
        found.add(jar);
      } else if (demanded) {
        problems.add(missing(wanted));
      }
    }
    if (!problems.isEmpty()) {
      throw new PreflightException(problems);
    }
    return Extensions.of(found);
  }

  /** A program that embeds the runtime may bring jars without any configuration naming them. */
  private static Set<String> hashesOnClassPath() {
    try (Extensions classPath = Extensions.onClassPath()) {
      classPath.load(DriverProvider.class);
      classPath.load(StageProvider.class);
      classPath.load(PolicyForm.class);
      classPath.load(ObservationTermProvider.class);
      classPath.load(EngineProvider.class);
      classPath.load(Importer.class);
      return classPath.jars().stream().map(FileRecord::sha256).collect(Collectors.toSet());
    }
  }

  private Path find(FileRecord wanted) {
    Path before = Path.of(wanted.path());
    if (wanted.sha256().equals(hash(before))) {
      return before;
    }
    for (Path place : places) {
      for (Path candidate : jars(place)) {
        if (wanted.sha256().equals(hash(candidate))) {
          return candidate;
        }
      }
    }
    return null;
  }

  private Problem missing(FileRecord wanted) {
    Path before = Path.of(wanted.path());
    String hash = hash(before);
    return PreflightException.at(before)
        .summary(
            hash == null
                ? "the run needs this plug-in, and the jar is not there"
                : "the run needs this plug-in as it was, and the jar is another now")
        .expected("sha256 " + wanted.sha256())
        .found(hash == null ? "no file" + elsewhere() : "sha256 " + hash + elsewhere())
        .remedy(
            "name the jar that the run was recorded with, or its folder: --plugins JAR|DIR; to"
                + " replay with another, or with none: --set plugins=[...]")
        .problem();
  }

  private String elsewhere() {
    return places.isEmpty() ? "" : ", and not that content in what --plugins names";
  }

  private static List<Path> jars(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of(place.toAbsolutePath().normalize());
    }
    try (Stream<Path> entries = Files.list(place.toAbsolutePath().normalize())) {
      return entries.filter(entry -> entry.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw PreflightException.at(place)
          .summary("the folder cannot be read")
          .found(e.toString())
          .cause(e)
          .build();
    }
  }

  private static String hash(Path file) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      return Sha256.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw PreflightException.at(file)
          .summary("the jar cannot be read")
          .found(e.toString())
          .cause(e)
          .build();
    }
  }
}

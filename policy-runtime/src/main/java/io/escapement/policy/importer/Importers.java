package io.escapement.policy.importer;

import io.escapement.controller.config.Origin;
import io.escapement.controller.extension.Extensions;
import io.escapement.policy.bundle.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The importers that there are. */
public final class Importers {

  private final List<Importer> all = new ArrayList<>();

  private Importers(Extensions extensions) {
    extensions.load(Importer.class).forEach(all::add);
    all.sort(Comparator.comparing(Importer::name));
  }

  /**
   * Finds those of the class path.
   *
   * @return all importers there
   */
  public static Importers onClassPath() {
    return of(Extensions.onClassPath());
  }

  /**
   * Finds those of the class path and of a run's plug-ins.
   *
   * @param extensions where importers are looked up
   * @return all importers there
   */
  public static Importers of(Extensions extensions) {
    return new Importers(extensions);
  }

  /**
   * Their names.
   *
   * @return in alphabetical order
   */
  public List<String> names() {
    return all.stream().map(Importer::name).toList();
  }

  /**
   * Looks an importer up.
   *
   * @param name the tool's name
   * @param place where the user wrote it
   * @return the importer
   * @throws io.escapement.controller.config.ConfigurationException if there is none of that name
   */
  public Importer named(String name, Place place) {
    return all.stream()
        .filter(importer -> importer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                place
                    .error()
                    .summary("there is no importer \"" + name + "\"")
                    .remedy(Extensions.remedy(name, names()))
                    .build());
  }

  /**
   * Finds out which tool wrote a file.
   *
   * @param file the file
   * @return every importer that takes it for its own, in alphabetical order
   */
  public List<Importer> recognising(DescriptorFile file) {
    return all.stream().filter(importer -> importer.recognises(file)).toList();
  }

  /**
   * The importer of a file that names its tool by what it holds.
   *
   * @param file the file
   * @param place where the user named it
   * @return the only importer that recognises it
   * @throws io.escapement.controller.config.ConfigurationException if none does, or several
   */
  public Importer of(DescriptorFile file, Place place) {
    List<Importer> candidates = recognising(file);
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    throw place
        .error()
        .summary("it is not clear which tool wrote " + Origin.display(file.path()))
        .expected("a file that one importer recognises")
        .found(
            candidates.isEmpty()
                ? "none does"
                : String.join(", ", candidates.stream().map(Importer::name).toList()))
        .remedy(
            "name the tool (--from TOOL, or import: TOOL in a run): "
                + String.join(
                    ", ",
                    candidates.isEmpty()
                        ? names()
                        : candidates.stream().map(Importer::name).toList()))
        .build();
  }
}

package io.escapement.controller.journal;

import io.escapement.controller.config.FileRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a run was made from, so that a replay can be made from the same or can say what differs.
 *
 * @param files every file that the pipeline was built from
 * @param configurationHash hash over the resolved configuration, as text
 * @param versions software by name: {@code escapement}, {@code jvm}, {@code os}, {@code kernel},
 *     {@code chronicle-queue} and what the caller adds
 * @param engines what computes boundary channels, by name ({@code onnxruntime} to {@code 1.24.1});
 *     a replay with others compares boundaries with a tolerance
 * @param processor the processor that recorded
 * @param seed seed of the run's random numbers
 * @param jars extensions that were on the path, by content
 */
public record Provenance(
    List<FileRecord> files,
    String configurationHash,
    Map<String, String> versions,
    Map<String, String> engines,
    ProcessorFingerprint processor,
    long seed,
    List<FileRecord> jars) {

  /**
   * Copies the collections.
   *
   * @param files not null
   * @param configurationHash not null
   * @param versions not null
   * @param engines not null
   * @param processor not null
   * @param seed any number
   * @param jars not null
   */
  public Provenance {
    files = List.copyOf(files);
    Objects.requireNonNull(configurationHash, "configurationHash");
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    engines = Collections.unmodifiableMap(new TreeMap<>(engines));
    Objects.requireNonNull(processor, "processor");
    jars = List.copyOf(jars);
  }

  /**
   * The provenance of a run of this process, with the versions of the platform filled in.
   *
   * @param files every file that the pipeline was built from
   * @param configurationHash hash over the resolved configuration
   * @param engines what computes boundary channels, by name
   * @param seed seed of the run's random numbers
   * @param jars extensions on the path
   * @return the provenance
   */
  public static Provenance ofThisProcess(
      List<FileRecord> files,
      String configurationHash,
      Map<String, String> engines,
      long seed,
      List<FileRecord> jars) {
    return new Provenance(
        files,
        configurationHash,
        platformVersions(),
        engines,
        ProcessorFingerprint.current(),
        seed,
        jars);
  }

  /**
   * Versions of Escapement, the Java virtual machine, the system and the queue.
   *
   * @return by name
   */
  public static Map<String, String> platformVersions() {
    Map<String, String> versions = new TreeMap<>();
    String own = Provenance.class.getPackage().getImplementationVersion();
    versions.put("escapement", own == null ? "development" : own);
    versions.put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
    versions.put("os", System.getProperty("os.name"));
    versions.put("kernel", System.getProperty("os.version"));
    versions.put("chronicle-queue", QueueLibrary.version());
    return versions;
  }
}

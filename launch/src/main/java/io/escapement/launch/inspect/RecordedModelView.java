package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.config.FileRecord;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.extension.Extensions;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.policy.inference.EngineSettings;
import io.escapement.policy.inference.choice.EngineCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model that a run has used, and what can run it here.
 *
 * @param file the path that the run had it from
 * @param sha256 hash over its content, hexadecimal
 * @param engines which engines can run it
 */
public record RecordedModelView(
    String file, String sha256, @JsonProperty("runs_on") List<EngineView> engines) {

  private static final String SUFFIX = ".onnx";

  /**
   * Asks every engine on the class path about the models of a run.
   *
   * @param run the run's directory
   * @param header its header
   * @return one for each ONNX file that is kept with the run
   */
  static List<RecordedModelView> of(RunDirectory run, JournalHeader header) {
    List<RecordedModelView> views = new ArrayList<>();
    FileSource files = run.recordedFiles(header);
    try (Extensions extensions = Extensions.onClassPath()) {
      EngineCatalog catalog = new EngineCatalog(extensions, EngineSettings.DEFAULT);
      for (FileRecord record : header.provenance().files()) {
        Path path = Path.of(record.path());
        // A run directory without the file is still worth looking at.
        if (record.path().endsWith(SUFFIX) && Files.exists(run.files().resolve(record.sha256()))) {
          views.add(
              new RecordedModelView(
                  record.path(), record.sha256(), EngineView.of(catalog, files.read(path))));
        }
      }
    }
    return views;
  }
}

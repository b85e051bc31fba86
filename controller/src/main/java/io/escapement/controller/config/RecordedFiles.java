package io.escapement.controller.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Serves the files of a recorded run under the names that the run knew them by, from the run
 * directory's {@code files/}, and nothing else.
 */
public final class RecordedFiles implements FileSource {
  private final Map<String, FileRecord> byPath = new HashMap<>();
  private final Path folder;

  /**
   * Serves the files that a journal's header names.
   *
   * @param files what the run read
   * @param folder the run directory's {@code files/}, which holds each under its SHA-256
   */
  public RecordedFiles(Collection<FileRecord> files, Path folder) {
    this.folder = Objects.requireNonNull(folder, "folder");
    files.forEach(file -> byPath.put(file.path(), file));
  }

  @Override
  public boolean exists(Path file) {
    return byPath.containsKey(FilesRead.logicalName(file));
  }

  @Override
  public byte[] read(Path file) {
    FileRecord recorded = byPath.get(FilesRead.logicalName(file));
    if (recorded == null) {
      throw PreflightException.at(FilesRead.logicalName(file))
          .summary("the recorded run did not read this file")
          .expected("one of the " + byPath.size() + " files that its journal names")
          .remedy("replay with the configuration of the run, or name the file on the command line")
          .build();
    }
    Path copy = folder.resolve(recorded.sha256());
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(copy);
    } catch (IOException e) {
      throw PreflightException.at(copy)
          .summary("the run directory's copy of " + recorded.path() + " cannot be read")
          .found(e.toString())
          .cause(e)
          .build();
    }
    Sha256.demand(bytes, recorded, copy);
    return bytes;
  }

  @Override
  public Path locate(Path file) {
    read(file);
    return folder.resolve(byPath.get(FilesRead.logicalName(file)).sha256()).toAbsolutePath();
  }
}

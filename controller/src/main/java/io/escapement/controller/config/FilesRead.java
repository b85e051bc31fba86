package io.escapement.controller.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a run has read so far: path, SHA-256 and length of each file. Safe for several threads. */
public final class FilesRead {
  private final Map<String, FileRecord> byPath = new TreeMap<>();

  /** Begins with nothing read. */
  public FilesRead() {}

  /**
   * Notes that a file was read.
   *
   * @param record path and content
   * @throws PreflightException if the same path was read before with other content
   */
  public synchronized void add(FileRecord record) {
    FileRecord before = byPath.putIfAbsent(record.path(), record);
    if (before != null && !before.equals(record)) {
      throw PreflightException.at(Path.of(record.path()))
          .summary("the file changed while the run was being prepared")
          .expected("sha256 " + before.sha256())
          .found("sha256 " + record.sha256())
          .remedy("start again when nothing writes to it")
          .build();
    }
  }

  /**
   * Everything that was read.
   *
   * @return ordered by path; immutable
   */
  public synchronized List<FileRecord> files() {
    return List.copyOf(byPath.values());
  }

  /**
   * Looks a file up.
   *
   * @param file its path
   * @return what was read under that path
   */
  public synchronized Optional<FileRecord> find(Path file) {
    return Optional.ofNullable(byPath.get(logicalName(file)));
  }

  /**
   * Copies every file into a run directory's {@code files/}, each under its SHA-256. Content that
   * is there already is left alone.
   *
   * @param folder the folder, made if absent
   * @throws PreflightException if a file cannot be copied or is no longer what was read
   */
  public void copyTo(Path folder) {
    for (FileRecord file : new ArrayList<>(files())) {
      Path copy = folder.resolve(file.sha256());
      try {
        Files.createDirectories(folder);
        if (Files.exists(copy)) {
          continue;
        }
        Path unfinished = folder.resolve(file.sha256() + ".part");
        Files.copy(Path.of(file.path()), unfinished, StandardCopyOption.REPLACE_EXISTING);
        Sha256.demand(Files.readAllBytes(unfinished), file, Path.of(file.path()));
        Files.move(unfinished, copy, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw PreflightException.at(Path.of(file.path()))
            .summary("cannot copy the file to " + Origin.display(copy))
            .found(e.toString())
            .cause(e)
            .build();
      }
    }
  }

  static String logicalName(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }
}

package io.escapement.controller.journal;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.RecordedFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/**
 * The folder that holds everything of a run: {@code journal/}, {@code files/} (what the run read,
 * each under its SHA-256), {@code run.yaml} (the resolved configuration) and {@code summary.json}.
 */
public final class RunDirectory {

  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String JOURNAL = "journal";
  private static final int NAME_TRIES = 1000;

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes the directory of a new run, {@code <UTC time>-<name>}, with a number at its end where two
   * runs begin in one second.
   *
   * @param runsDir where runs go; made if absent
   * @param name name of the run; what a file name should not hold becomes a dash
   * @param start when the run begins
   * @return the new directory
   * @throws PreflightException if it cannot be made
   */
  public static RunDirectory create(Path runsDir, String name, Instant start) {
    String base = NAME_TIME.format(start) + "-" + name.replaceAll("[^A-Za-z0-9._-]+", "-");
    try {
      Files.createDirectories(runsDir);
      for (int i = 1; i <= NAME_TRIES; i++) {
        Path path = runsDir.resolve(i == 1 ? base : base + "-" + i);
        try {
          Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
          continue;
        }
        RunDirectory run = new RunDirectory(path);
        Files.createDirectory(run.journal());
        Files.createDirectory(run.files());
        return run;
      }
    } catch (IOException e) {
      throw PreflightException.at(runsDir)
          .summary("the run directory cannot be made")
          .found(e.toString())
          .remedy("set runs_dir to a folder that you may write")
          .cause(e)
          .build();
    }
    throw PreflightException.at(runsDir)
        .summary("there are " + NAME_TRIES + " runs named " + base)
        .remedy("wait a second")
        .build();
  }

  /**
   * Opens the directory of a run.
   *
   * @param path the directory
   * @return the run
   * @throws PreflightException if it is not there or is no run
   */
  public static RunDirectory open(Path path) {
    Objects.requireNonNull(path, "path");
    RunDirectory run = new RunDirectory(path);
    String found = null;
    if (!Files.exists(path)) {
      found = "nothing of this name";
    } else if (!Files.isDirectory(path)) {
      found = "a file";
    } else if (!Files.isDirectory(run.journal())) {
      found = "a directory without journal/";
    }
    if (found != null) {
      throw PreflightException.at(path)
          .summary("this is not a run directory")
          .expected("a directory with journal/, files/ and run.yaml, as a run leaves it")
          .found(found)
          .remedy("name one of the directories under runs_dir (runs/ by default)")
          .build();
    }
    return run;
  }

  /**
   * The directory itself.
   *
   * @return its path
   */
  public Path path() {
    return path;
  }

  /**
   * Identity for a new run in this directory, for its journal's header.
   *
   * @return the directory's name, shortened where it is long, and eight random digits
   */
  public String newRunId() {
    String name = path.toAbsolutePath().normalize().getFileName().toString();
    String ascii = name.replaceAll("[^A-Za-z0-9._-]+", "-");
    String start = ascii.substring(0, Math.min(ascii.length(), 48));
    String random = java.util.UUID.randomUUID().toString().substring(0, 8);
    return start + "-" + random;
  }

  /**
   * The queue's files, and what names the ring while the run lasts.
   *
   * @return {@code journal/}
   */
  public Path journal() {
    return path.resolve(JOURNAL);
  }

  /**
   * Copies of what the run read.
   *
   * @return {@code files/}
   */
  public Path files() {
    return path.resolve("files");
  }

  /**
   * The resolved configuration.
   *
   * @return {@code run.yaml}
   */
  public Path runYaml() {
    return path.resolve("run.yaml");
  }

  /**
   * What came of the run.
   *
   * @return {@code summary.json}
   */
  public Path summary() {
    return path.resolve("summary.json");
  }

  /**
   * The files that the run read, under the names that it knew them by.
   *
   * @param header the header that names them
   * @return a source that serves those files and nothing else
   */
  public FileSource recordedFiles(JournalHeader header) {
    return new RecordedFiles(header.provenance().files(), files());
  }

  /**
   * Size of the journal on disk.
   *
   * @return bytes of the queue's files
   * @throws IOException if the directory cannot be read
   */
  public long journalBytes() throws IOException {
    long bytes = 0;
    for (Path file : QueueFile.list(journal())) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Writes a small file so that it is either the old or the new one at any moment. */
  static void replace(Path file, byte[] content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    Files.write(unfinished, content);
    Files.move(
        unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

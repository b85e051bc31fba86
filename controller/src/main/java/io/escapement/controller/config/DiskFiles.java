package io.escapement.controller.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files from the disk and records each by content hash. */
public final class DiskFiles implements FileSource {
  private final FilesRead filesRead = new FilesRead();

  /** Begins with nothing read. */
  public DiskFiles() {}

  /**
   * What has been read through this source.
   *
   * @return the growing record
   */
  public FilesRead filesRead() {
    return filesRead;
  }

  @Override
  public boolean exists(Path file) {
    return Files.isRegularFile(file.toAbsolutePath());
  }

  @Override
  public byte[] read(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(absolute);
    } catch (NoSuchFileException e) {
      throw PreflightException.at(file).summary("the file does not exist").cause(e).build();
    } catch (IOException e) {
      throw PreflightException.at(file)
          .summary("the file cannot be read")
          .found(Files.isDirectory(absolute) ? "a directory" : e.toString())
          .cause(e)
          .build();
    }
    filesRead.add(new FileRecord(absolute.toString(), Sha256.of(bytes), bytes.length));
    return bytes;
  }

  @Override
  public Path locate(Path file) {
    read(file);
    return file.toAbsolutePath().normalize();
  }
}

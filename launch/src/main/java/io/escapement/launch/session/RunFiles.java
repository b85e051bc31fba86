package io.escapement.launch.session;

import io.escapement.controller.config.FileSource;
import java.nio.file.Path;

/**
 * Serves a recorded run's files from its directory, {@code run.yaml} among them, and others from
 * the disk only where the user names them in a replay of his own.
 */
final class RunFiles implements FileSource {

  private final Path runYaml;
  private final FileSource recorded;
  private final FileSource disk;
  private final boolean othersPermitted;

  RunFiles(Path runYaml, FileSource recorded, FileSource disk, boolean othersPermitted) {
    this.runYaml = runYaml.toAbsolutePath().normalize();
    this.recorded = recorded;
    this.disk = disk;
    this.othersPermitted = othersPermitted;
  }

  private FileSource of(Path file) {
    boolean isRunYaml = file.toAbsolutePath().normalize().equals(runYaml);
    boolean other = othersPermitted && !recorded.exists(file);
    return isRunYaml || other ? disk : recorded;
  }

  @Override
  public boolean exists(Path file) {
    return of(file).exists(file);
  }

  @Override
  public byte[] read(Path file) {
    return of(file).read(file);
  }

  @Override
  public Path locate(Path file) {
    return of(file).locate(file);
  }
}

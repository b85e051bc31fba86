package io.escapement.controller.journal;

import io.escapement.controller.config.PreflightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The free space that a run wants on the file system of its directory.
 *
 * @param directory a folder that exists, on the file system in question
 * @param reserveBytes bytes that should be free
 */
public record DiskReserve(Path directory, long reserveBytes) {

  /**
   * Checks the parts.
   *
   * @param directory not null
   * @param reserveBytes not negative
   */
  public DiskReserve {
    Objects.requireNonNull(directory, "directory");
    if (reserveBytes < 0) {
      throw new IllegalArgumentException("reserve of " + reserveBytes + " bytes");
    }
  }

  /**
   * Free space now.
   *
   * @return bytes that this user may still write
   * @throws IOException if the file system cannot be asked
   */
  public long freeBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /**
   * Demands the reserve.
   *
   * @throws PreflightException if less is free, or the file system cannot be asked
   */
  public void demand() {
    try {
      long free = freeBytes();
      if (free < reserveBytes) {
        throw PreflightException.at(directory)
            .key("journal.reserve_mb")
            .summary("too little disk space for the journal")
            .expected((reserveBytes >> 20) + " MiB free")
            .found((free >> 20) + " MiB")
            .remedy("make room, set runs_dir to another disk, or lower journal.reserve_mb")
            .build();
      }
    } catch (IOException e) {
      throw PreflightException.at(directory)
          .summary("the free disk space cannot be found out")
          .found(e.toString())
          .cause(e)
          .build();
    }
  }
}

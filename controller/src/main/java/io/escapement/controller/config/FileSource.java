package io.escapement.controller.config;

import java.nio.file.Path;

/**
 * Where a pipeline gets its files from: the disk on a live run, the run directory on replay.
 *
 * <p>Every module reads every file that shapes a run through this, so that a journal can name them
 * all. Safe for use by several threads.
 */
public interface FileSource {

  /**
   * Says whether a file is there to be read.
   *
   * @param file its path, made absolute against the working directory
   * @return true if {@link #read} can be expected to succeed
   */
  boolean exists(Path file);

  /**
   * Reads a whole file.
   *
   * @param file its path, made absolute against the working directory
   * @return its bytes
   * @throws PreflightException if it is absent, unreadable, or not what it was before
   */
  byte[] read(Path file);

  /**
   * Finds a place on disk with the file's bytes, for libraries that want a path. The content counts
   * as read.
   *
   * @param file its path, made absolute against the working directory
   * @return a regular file on this machine; on replay it carries the content's hash as its name
   * @throws PreflightException if it is absent, unreadable, or not what it was before
   */
  Path locate(Path file);
}

package io.escapement.controller.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that grows by stretches whose blocks exist before anybody writes to them. */
final class AllocatedFile implements AutoCloseable {

  private static final long STRETCH_BYTES = 8L << 20;

  private final Path path;
  private final FileBlocks blocks;
  private long allocated;

  private AllocatedFile(Path path, FileBlocks blocks, long allocated) {
    this.path = path;
    this.blocks = blocks;
    this.allocated = allocated;
  }

  /**
   * Opens a file, creating it if it is not there.
   *
   * @param filled bytes that are written already
   */
  static AllocatedFile open(Path path, long filled) throws IOException {
    return new AllocatedFile(path, FileBlocks.open(path), filled);
  }

  Path path() {
    return path;
  }

  /**
   * Makes sure that the file has blocks up to a position, and some more where the disk can give
   * them.
   *
   * @return false if the disk has no room
   */
  boolean reserve(long end) throws IOException {
    if (end <= allocated) {
      return true;
    }
    return extend(Math.max(end, allocated + STRETCH_BYTES)) || extend(end);
  }

  void sync() throws IOException {
    blocks.sync();
  }

  /** Closes the file; one that never got a byte is removed. */
  @Override
  public void close() throws IOException {
    blocks.close();
    if (Files.exists(path) && Files.size(path) == 0) {
      Files.delete(path);
    }
  }

  private boolean extend(long end) throws IOException {
    if (!blocks.allocate(allocated, end - allocated)) {
      return false;
    }
    allocated = end;
    return true;
  }
}

package io.escapement.controller.journal;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Allocates the blocks of a file before they are written through a mapping, where a full disk could
 * only end the process.
 *
 * <p>On Linux by {@code posix_fallocate}; elsewhere by looking at the free space and keeping a
 * distance.
 */
final class FileBlocks implements AutoCloseable {

  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;
  private static final int FALLOC_FL_KEEP_SIZE = 1;
  private static final int EINTR = 4;
  private static final int ENOSPC = 28;
  private static final int EDQUOT = 122;
  private static final long DISTANCE_BYTES = 64L << 20;

  private final Path path;
  private final FileChannel channel;
  private final int descriptor;

  private FileBlocks(Path path, FileChannel channel, int descriptor) {
    this.path = path;
    this.channel = channel;
    this.descriptor = descriptor;
  }

  /** Loads what the calls need; the call that does so closes nothing. */
  static void prepare() {
    if (Platform.isLinux()) {
      CLibrary.close(-1);
    }
  }

  /**
   * Opens a file, creating it if it is not there.
   *
   * @throws IOException if that fails
   */
  static FileBlocks open(Path path) throws IOException {
    return open(path, StandardOpenOption.CREATE);
  }

  /**
   * Creates a file.
   *
   * @throws IOException if that fails, or a file of this name is there already
   */
  static FileBlocks create(Path path) throws IOException {
    return open(path, StandardOpenOption.CREATE_NEW);
  }

  private static FileBlocks open(Path path, StandardOpenOption how) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, how);
    int descriptor = -1;
    if (Platform.isLinux()) {
      descriptor = CLibrary.open(path.toString(), O_RDWR | O_CLOEXEC, 0);
      if (descriptor < 0) {
        channel.close();
        throw new IOException(path + ": cannot be opened, error " + Native.getLastError());
      }
    }
    return new FileBlocks(path, channel, descriptor);
  }

  /**
   * Makes sure that a range of the file has blocks, extending the file if it is shorter. What is
   * already written stays.
   *
   * @param from first byte
   * @param length bytes
   * @return false if the disk, or the user's quota, has no room for them
   * @throws IOException for any other reason
   */
  boolean allocate(long from, long length) throws IOException {
    if (descriptor < 0) {
      return Files.getFileStore(path).getUsableSpace() > length + DISTANCE_BYTES
          && extend(from + length);
    }
    int error;
    do {
      error = CLibrary.posix_fallocate(descriptor, from, length);
    } while (error == EINTR);
    if (error == 0) {
      return true;
    }
    if (error == ENOSPC || error == EDQUOT) {
      return false;
    }
    throw new IOException(
        path + ": allocating " + length + " bytes from " + from + " gave error " + error);
  }

  /**
   * Gives a file that is still empty its first blocks without making it longer, for owners that
   * want to find it empty.
   *
   * @param length bytes
   * @return false if the disk, or the user's quota, has no room for them
   */
  boolean allocateAhead(long length) {
    if (descriptor < 0 || CLibrary.fallocate(descriptor, FALLOC_FL_KEEP_SIZE, 0, length) == 0) {
      return true;
    }
    int error = Native.getLastError();
    return error != ENOSPC && error != EDQUOT;
  }

  /**
   * Brings what was written, also through mappings, to the disk.
   *
   * @throws IOException if the disk fails
   */
  void sync() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    if (descriptor >= 0) {
      CLibrary.close(descriptor);
    }
    channel.close();
  }

  private boolean extend(long length) throws IOException {
    if (channel.size() < length) {
      channel.write(java.nio.ByteBuffer.allocate(1), length - 1);
    }
    return true;
  }

  /** The calls of the C library; a name of the C library is not ours to change. */
  private static final class CLibrary {

    static {
      Native.register(CLibrary.class, Platform.C_LIBRARY_NAME);
    }

    private CLibrary() {}

    static native int open(String path, int flags, int mode);

    static native int posix_fallocate(int descriptor, long offset, long length);

    static native int fallocate(int descriptor, int mode, long offset, long length);

    static native int close(int descriptor);
  }
}

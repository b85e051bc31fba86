package io.escapement.controller.journal;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One file of a Chronicle Queue, mapped for reading, in windows since a Java buffer ends at 2 GiB.
 *
 * <p>A journal is read through this and not through Chronicle: opening Chronicle's reader costs a
 * second, wants a folder that can be written and flags for the virtual machine, and what has to be
 * understood of the format is four bytes a document. That the two agree is tested.
 */
final class QueueFile {

  private static final int WINDOW_BITS = 30;
  private static final long WINDOW_BYTES = 1L << WINDOW_BITS;
  private static final long OVERLAP_BYTES = 32L << 20;

  private final Path path;
  private final long size;
  private final UnsafeBuffer[] windows;

  private QueueFile(Path path, long size, UnsafeBuffer[] windows) {
    this.path = path;
    this.size = size;
    this.windows = windows;
  }

  /**
   * The files of a queue, oldest first: their names are their times.
   *
   * @throws IOException if the folder cannot be read
   */
  static List<Path> list(Path journal) throws IOException {
    try (Stream<Path> entries = Files.list(journal)) {
      return entries
          .filter(path -> path.getFileName().toString().endsWith(QueueRoll.EXTENSION))
          .sorted()
          .toList();
    }
  }

  /** Maps a file as long as it is at this moment. */
  static QueueFile map(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      int count = (int) ((size + WINDOW_BYTES - 1) >> WINDOW_BITS);
      UnsafeBuffer[] windows = new UnsafeBuffer[count];
      for (int i = 0; i < count; i++) {
        long start = (long) i << WINDOW_BITS;
        long length = Math.min(WINDOW_BYTES + OVERLAP_BYTES, size - start);
        MappedByteBuffer mapping = channel.map(FileChannel.MapMode.READ_ONLY, start, length);
        windows[i] = new UnsafeBuffer(mapping);
      }
      return new QueueFile(path, size, windows);
    }
  }

  Path path() {
    return path;
  }

  String name() {
    return path.getFileName().toString();
  }

  long size() {
    return size;
  }

  /** The memory around a position; a document that starts there lies in it as a whole. */
  UnsafeBuffer window(long position) {
    return windows[windowNumber(position)];
  }

  /** Number of the window in which a position lies. */
  int windowNumber(long position) {
    return (int) (position >> WINDOW_BITS);
  }

  /** Index of a position in its window. */
  int index(long position) {
    return (int) (position & (WINDOW_BYTES - 1));
  }
}

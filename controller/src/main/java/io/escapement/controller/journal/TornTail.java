package io.escapement.controller.journal;

import io.escapement.controller.config.PreflightException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a killed writer leaves behind the last complete document: half a document, or the mark of a
 * file's end. It is cleared, so that the queue goes on as if it had never been there.
 */
final class TornTail {

  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int BLOCK = 1 << 16;
  private static final int FRAME_BYTES = 4;
  private static final int UNFINISHED = 0x8000_0000;

  private TornTail() {}

  /** Removes files that a killed writer had not begun to use; nothing of the run is in them. */
  static void removeUnbegun(Path journal) throws IOException {
    for (Path file : QueueFile.list(journal)) {
      if (firstInt(file) <= 0) {
        Files.delete(file);
      }
    }
    try (var entries = Files.newDirectoryStream(journal, "*.precreated")) {
      for (Path entry : entries) {
        Files.delete(entry);
      }
    }
    // Chronicle's table holds no more than locks, which may be the dead writer's, and what it
    // finds out again from the files.
    Files.deleteIfExists(journal.resolve("metadata.cq4t"));
  }

  /**
   * Clears a file from a position on.
   *
   * @throws PreflightException if there are whole documents behind the position: the file is then
   *     damaged in its middle, and clearing would destroy them
   */
  static void clear(Path file, long from) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      refuseIfDamaged(file, channel, from);
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
      ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK);
      for (long at = from; at < channel.size(); at += BLOCK) {
        int length = (int) Math.min(BLOCK, channel.size() - at);
        block.clear().limit(length);
        zeros.clear().limit(length);
        readFully(channel, block, at);
        if (block.flip().mismatch(zeros) >= 0) {
          channel.write(zeros.duplicate(), at);
        }
      }
      channel.force(false);
    }
  }

  private static void refuseIfDamaged(Path file, FileChannel channel, long from)
      throws IOException {
    int first = intAt(channel, from);
    boolean torn = first == 0 || (first & UNFINISHED) != 0;
    if (torn && !holdsDocuments(file, from)) {
      return;
    }
    throw PreflightException.at(file)
        .summary("the journal is damaged at byte " + from + ", before its last documents")
        .expected("half a document of a killed writer, or nothing")
        .found("whole documents behind it")
        .remedy("keep the directory as it is; read what is sound with: escapement inspect")
        .build();
  }

  /** Whether a complete frame with a document of a journal lies behind the torn one. */
  private static boolean holdsDocuments(Path file, long from) throws IOException {
    QueueFile mapped = QueueFile.map(file);
    for (long at = from + FRAME_BYTES;
        at + FRAME_BYTES + DocumentFormat.HEADER_BYTES <= mapped.size();
        at += FRAME_BYTES) {
      var window = mapped.window(at);
      int index = mapped.index(at);
      if (window.getInt(index + FRAME_BYTES, ORDER) == DocumentFormat.MAGIC
          && window.getInt(index, ORDER)
              == DocumentFormat.HEADER_BYTES
                  + window.getInt(index + FRAME_BYTES + DocumentFormat.LENGTH_AT, ORDER)) {
        return true;
      }
    }
    return false;
  }

  private static int firstInt(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return intAt(channel, 0);
    }
  }

  private static int intAt(FileChannel channel, long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(FRAME_BYTES).order(ORDER);
    readFully(channel, bytes, position);
    return bytes.getInt(0);
  }

  /** Reads what is there; what lies behind the end of the file is left zero. */
  private static void readFully(FileChannel channel, ByteBuffer into, long position)
      throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        break;
      }
      at += read;
    }
  }
}

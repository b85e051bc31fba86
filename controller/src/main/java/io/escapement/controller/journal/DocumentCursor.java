package io.escapement.controller.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Goes through the documents of a journal in order, in place and without allocating. One thread;
 * any number of cursors over the same files.
 */
final class DocumentCursor {

  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int NOT_READY = 0x8000_0000;
  private static final int META_DATA = 0x4000_0000;
  private static final int LENGTH_MASK = 0x3FFF_FFFF;
  private static final int FRAME_BYTES = 4;

  private final List<QueueFile> files;
  private final CRC32C crc = new CRC32C();
  private int fileIndex;
  private long next;
  private long frame;
  private int frameLength;
  private UnsafeBuffer buffer;
  private ByteBuffer bytes;
  private int bytesFile = -1;
  private int bytesWindow = -1;
  private int offset;

  DocumentCursor(List<QueueFile> files) {
    this.files = files;
  }

  /** Goes to a document; {@link #next} then steps onto it. */
  void seek(int file, long framePosition) {
    fileIndex = file;
    next = framePosition;
  }

  /** Steps onto the next document; false behind the last. */
  boolean next() {
    while (fileIndex < files.size()) {
      QueueFile file = files.get(fileIndex);
      if (next + FRAME_BYTES <= file.size()) {
        UnsafeBuffer window = file.window(next);
        int header = frameHeader(window, file.index(next));
        long end = next + FRAME_BYTES + (header & LENGTH_MASK);
        boolean inside = end <= file.size() && file.index(next) + (end - next) <= window.capacity();
        if (header > 0 && inside) {
          frame = next;
          next = (end + FRAME_BYTES - 1) & -FRAME_BYTES;
          if ((header & META_DATA) != 0) {
            continue;
          }
          frameLength = header & LENGTH_MASK;
          buffer = window;
          offset = file.index(frame) + FRAME_BYTES;
          return true;
        }
      }
      if (fileIndex == files.size() - 1) {
        return false;
      }
      fileIndex++;
      next = 0;
    }
    return false;
  }

  private static int frameHeader(UnsafeBuffer window, int index) {
    int header = window.getIntVolatile(index);
    if (ByteOrder.nativeOrder() != ORDER) {
      header = Integer.reverseBytes(header);
    }
    return (header & NOT_READY) != 0 ? 0 : header;
  }

  int fileIndex() {
    return fileIndex;
  }

  QueueFile file() {
    return files.get(fileIndex);
  }

  /** Position in the file of the four bytes before the document. */
  long frame() {
    return frame;
  }

  /** Position in the file behind the document. */
  long end() {
    return next;
  }

  /**
   * What is wrong with the bytes before the payload, as far as no checksum is needed to see it.
   *
   * @return a few words, or null
   */
  String malformed() {
    if (frameLength < DocumentFormat.HEADER_BYTES
        || buffer.getInt(offset + DocumentFormat.MAGIC_AT, ORDER) != DocumentFormat.MAGIC) {
      return "is not a document of a journal";
    }
    int version = buffer.getShort(offset + DocumentFormat.VERSION_AT, ORDER);
    if (version != DocumentFormat.VERSION) {
      return "has version " + version + ", this reader knows " + DocumentFormat.VERSION;
    }
    if (type() == null) {
      return "has an unknown type";
    }
    if (payloadBytes() != frameLength - DocumentFormat.HEADER_BYTES) {
      return "has "
          + (frameLength - DocumentFormat.HEADER_BYTES)
          + " bytes of payload, its header says "
          + payloadBytes();
    }
    return null;
  }

  /** Whether the checksum holds; only for a document that is not malformed. */
  boolean checksumHolds() {
    int window = file().windowNumber(frame);
    if (bytesFile != fileIndex || bytesWindow != window) {
      bytes = buffer.byteBuffer().duplicate();
      bytesFile = fileIndex;
      bytesWindow = window;
    }
    return buffer.getInt(offset + DocumentFormat.CRC_AT, ORDER)
        == DocumentFormat.crc(crc, bytes, offset, payloadBytes());
  }

  /** The chain value that the document should have after another. */
  long expectedChain(long before) {
    return DocumentFormat.chain(buffer, offset, payloadBytes(), before);
  }

  long chain() {
    return buffer.getLong(offset + DocumentFormat.CHAIN_AT, ORDER);
  }

  DocumentType type() {
    return DocumentType.of(buffer.getByte(offset + DocumentFormat.TYPE_AT));
  }

  int flags() {
    return buffer.getByte(offset + DocumentFormat.FLAGS_AT);
  }

  int revision() {
    return buffer.getInt(offset + DocumentFormat.REVISION_AT, ORDER);
  }

  long tick() {
    return buffer.getLong(offset + DocumentFormat.TICK_AT, ORDER);
  }

  long stateHash() {
    return buffer.getLong(offset + DocumentFormat.STATE_HASH_AT, ORDER);
  }

  /** The memory in which the document lies. */
  DirectBuffer buffer() {
    return buffer;
  }

  /** Index of the payload in {@link #buffer}. */
  int payload() {
    return offset + DocumentFormat.HEADER_BYTES;
  }

  int payloadBytes() {
    return buffer.getInt(offset + DocumentFormat.LENGTH_AT, ORDER);
  }
}

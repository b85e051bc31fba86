package io.escapement.controller.journal;

import io.escapement.controller.config.PreflightException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The memory-mapped file of a ring, and what stands in it before the slots: enough to read the ring
 * with nothing but this file.
 *
 * <p>Why not one of Agrona's ring buffers over the same memory: they zero a message as it is
 * consumed, so that a process killed in between leaves a hole that hides what follows, and they
 * bound a message by an eighth of the ring. Records all have one size, so fixed slots, which are
 * never cleared and are told apart by a rising sequence, serve better.
 *
 * <p>The mapping is given back when nothing refers to it any more: a watcher of the ring must not
 * find it gone.
 *
 * <p>All numbers are little endian. {@code docs/journal-format.md} has the table of offsets.
 */
final class RingFile {

  static final long MAGIC = 0x31474E4952435345L; // "ESCRING1"
  static final int VERSION = 1;
  static final int SLOT_HEADER_BYTES = 64;
  static final int SLOT_SEQUENCE = 0;
  static final int SLOT_TICK = 8;

  // Each cursor has its own pair of cache lines, since processors fetch lines in pairs.
  static final int TAIL = 1024;
  static final int REFUSED_TICK = 1032;
  static final int ENDED = 1040;
  static final int HEAD = 1152;
  static final int DISK_STATE = 1280;

  private static final int MAGIC_AT = 0;
  private static final int VERSION_AT = 8;
  private static final int REVISION_AT = 12;
  private static final int SLOT_BYTES_AT = 16;
  private static final int RECORD_BYTES_AT = 20;
  private static final int SLOTS_AT = 24;
  private static final int SLOTS_OFFSET_AT = 28;
  private static final int PID_AT = 32;
  private static final int START_AT = 40;
  private static final int JSON_OFFSET_AT = 48;
  private static final int JSON_LENGTH_AT = 52;
  private static final int RUN_ID_AT = 64;
  private static final int LAYOUT_HASH_AT = 128;
  private static final int BOOT_AT = 192;
  private static final int TEXT_BYTES = 64;
  private static final int JSON_AT = 4096;
  private static final int PAGE = 4096;

  private final Path path;
  private final UnsafeBuffer buffer;

  private RingFile(Path path, MappedByteBuffer mapping) {
    this.path = path;
    this.buffer = new UnsafeBuffer(mapping);
  }

  /**
   * Creates the file, allocates and touches every page, and describes the ring in it.
   *
   * @throws IOException if the file system cannot give the memory, or if the file is there already:
   *     two runs must never share a ring
   */
  static RingFile create(Path path, JournalHeader header, long ringBytes, ProcessIdentity owner)
      throws IOException {
    byte[] json = header.toJson();
    int recordBytes = header.layout().length();
    int slotBytes = SLOT_HEADER_BYTES + recordBytes;
    int slotsOffset = roundUp(JSON_AT + json.length, PAGE);
    int slots = (int) Math.max(4, Math.min(ringBytes, 1L << 30) / slotBytes);
    long length = slotsOffset + (long) slots * slotBytes;
    if (length > Integer.MAX_VALUE) {
      throw new IOException("a record of " + recordBytes + " bytes is too large for a ring");
    }
    try (FileBlocks blocks = FileBlocks.create(path)) {
      if (!blocks.allocate(0, length)) {
        throw new IOException(path + ": no room for a ring of " + length + " bytes");
      }
    }
    RingFile ring = map(path, FileChannel.MapMode.READ_WRITE, length);
    UnsafeBuffer buffer = ring.buffer;
    for (long page = 0; page < length; page += PAGE) {
      buffer.putByte((int) page, (byte) 0);
    }
    buffer.putInt(VERSION_AT, VERSION);
    buffer.putInt(REVISION_AT, header.revision());
    buffer.putInt(SLOT_BYTES_AT, slotBytes);
    buffer.putInt(RECORD_BYTES_AT, recordBytes);
    buffer.putInt(SLOTS_AT, slots);
    buffer.putInt(SLOTS_OFFSET_AT, slotsOffset);
    buffer.putLong(PID_AT, owner.pid());
    buffer.putLong(START_AT, owner.start());
    buffer.putInt(JSON_OFFSET_AT, JSON_AT);
    buffer.putInt(JSON_LENGTH_AT, json.length);
    ring.putText(RUN_ID_AT, header.runId());
    ring.putText(LAYOUT_HASH_AT, header.layout().hash());
    ring.putText(BOOT_AT, owner.boot());
    buffer.putBytes(JSON_AT, json);
    buffer.putLong(REFUSED_TICK, Long.MIN_VALUE);
    // The magic number comes last: a file that has it is complete.
    buffer.putLongRelease(MAGIC_AT, MAGIC);
    return ring;
  }

  /**
   * Maps a ring that another process made.
   *
   * @throws JournalException if the file is no complete ring
   */
  static RingFile open(Path path, boolean writable) {
    FileChannel.MapMode mode =
        writable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
    try {
      long length = java.nio.file.Files.size(path);
      if (length < JSON_AT || length > Integer.MAX_VALUE) {
        throw new JournalException(path + ": " + length + " bytes are no ring of records");
      }
      RingFile ring = map(path, mode, length);
      if (ring.buffer.getLongAcquire(MAGIC_AT) != MAGIC) {
        throw new JournalException(path + ": not a complete ring of records");
      }
      if (ring.version() != VERSION) {
        throw PreflightException.at(path)
            .summary("the ring is of another version")
            .expected("version " + VERSION)
            .found("version " + ring.version())
            .remedy("recover the run with the Escapement that recorded it")
            .build();
      }
      return ring;
    } catch (IOException e) {
      throw new UncheckedIOException("ring " + path, e);
    }
  }

  Path path() {
    return path;
  }

  UnsafeBuffer buffer() {
    return buffer;
  }

  int version() {
    return buffer.getInt(VERSION_AT);
  }

  int revision() {
    return buffer.getInt(REVISION_AT);
  }

  int recordBytes() {
    return buffer.getInt(RECORD_BYTES_AT);
  }

  int slots() {
    return buffer.getInt(SLOTS_AT);
  }

  /** Offset in the file of the slot that a sequence number uses. */
  int slotOffset(long sequence) {
    return buffer.getInt(SLOTS_OFFSET_AT) + (int) (sequence % slots()) * slotBytes();
  }

  int slotBytes() {
    return buffer.getInt(SLOT_BYTES_AT);
  }

  int slotsOffset() {
    return buffer.getInt(SLOTS_OFFSET_AT);
  }

  String runId() {
    return text(RUN_ID_AT);
  }

  ProcessIdentity owner() {
    return new ProcessIdentity(buffer.getLong(PID_AT), buffer.getLong(START_AT), text(BOOT_AT));
  }

  JournalHeader header() {
    byte[] json = new byte[buffer.getInt(JSON_LENGTH_AT)];
    buffer.getBytes(buffer.getInt(JSON_OFFSET_AT), json);
    return JournalHeader.fromJson(json);
  }

  private static RingFile map(Path path, FileChannel.MapMode mode, long length) throws IOException {
    boolean writable = mode == FileChannel.MapMode.READ_WRITE;
    try (FileChannel channel =
        writable
            ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(path, StandardOpenOption.READ)) {
      return new RingFile(path, channel.map(mode, 0, length));
    }
  }

  private void putText(int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length > TEXT_BYTES) {
      throw new JournalException("'" + text + "' has more than " + TEXT_BYTES + " characters");
    }
    buffer.putBytes(at, bytes);
  }

  private String text(int at) {
    byte[] bytes = new byte[TEXT_BYTES];
    buffer.getBytes(at, bytes);
    return new String(bytes, StandardCharsets.US_ASCII).trim();
  }

  private static int roundUp(int value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }
}

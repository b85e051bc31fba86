package io.escapement.controller.journal;

import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Objects;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Watches a ring from another thread or process: copies its newest record without disturbing
 * producer or consumer. One thread at a time.
 */
public final class LatestRecord {

  private final RingFile file;
  private final UnsafeBuffer buffer;
  private long tick = Long.MIN_VALUE;

  private LatestRecord(RingFile file) {
    this.file = file;
    this.buffer = file.buffer();
  }

  /**
   * Watches a ring of this process.
   *
   * @param ring the ring
   * @return a watcher
   */
  public static LatestRecord of(SharedRing ring) {
    return new LatestRecord(Objects.requireNonNull(ring, "ring").file());
  }

  /**
   * Watches a ring of any process.
   *
   * @param path the ring's file, as {@code journal/ring.json} names it
   * @return a watcher
   * @throws JournalException if the file is no complete ring
   */
  public static LatestRecord open(Path path) {
    return new LatestRecord(RingFile.open(path, false));
  }

  /**
   * The journal header of the ring's revision, with the layout of its records.
   *
   * @return the header
   */
  public JournalHeader header() {
    return file.header();
  }

  /**
   * Copies the newest committed record.
   *
   * @param target receives the record from index 0; as long as the layout
   * @return false if there is no record yet, or if the producer overtook the copy; {@code target}
   *     is then not to be used
   */
  public boolean read(MutableDirectBuffer target) {
    long tail = buffer.getLongVolatile(RingFile.TAIL);
    if (tail == 0) {
      return false;
    }
    int slot = file.slotOffset(tail - 1);
    long expected = 2 * tail;
    if (buffer.getLongVolatile(slot + RingFile.SLOT_SEQUENCE) != expected) {
      return false;
    }
    long copiedTick = buffer.getLong(slot + RingFile.SLOT_TICK);
    target.putBytes(0, buffer, slot + RingFile.SLOT_HEADER_BYTES, file.recordBytes());
    // The copy must not sink below the second look at the sequence.
    VarHandle.loadLoadFence();
    if (buffer.getLongVolatile(slot + RingFile.SLOT_SEQUENCE) != expected) {
      return false;
    }
    tick = copiedTick;
    return true;
  }

  /**
   * Tick of the record that was copied last.
   *
   * @return the tick, or {@link Long#MIN_VALUE} before the first
   */
  public long tick() {
    return tick;
  }
}

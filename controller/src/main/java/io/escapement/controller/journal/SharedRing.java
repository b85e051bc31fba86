package io.escapement.controller.journal;

import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.LoopChannels;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A ring of whole tick records in shared memory, between the loop and the journal's writer: one
 * producer, one consumer, fixed slots.
 *
 * <p>The loop's side is one copy of the record and three ordered stores: no allocation, no lock, no
 * system call, no wait. A record is committed when the tail has passed it, and the memory belongs
 * to the operating system: what was committed survives the process. The consumer moves the head
 * only after it has put a record in safety; one that is read a second time after a kill is known by
 * its tick.
 *
 * <p>{@link #offer}, {@link #end} and {@link #state} belong to the loop's thread, {@link #peek} and
 * {@link #advance} to the writer's.
 */
public final class SharedRing implements RecordSink {

  private static final int CACHE_LINE_BYTES = 64;

  private final RingFile file;
  private final UnsafeBuffer buffer;
  private final int slots;
  private final int slotBytes;
  private final int slotsOffset;
  private final int recordBytes;
  private final int tickOffset;
  private final String notice;

  // Producer's side. What either side counts at every record stands in the file alone, each in
  // cache lines of its own; here it would share one with what the other side reads.
  private int tailSlot;
  private long headSeen;
  private boolean refused;
  private long touched;

  private SharedRing(RingFile file, RecordLayout layout, String notice) {
    this.file = file;
    this.buffer = file.buffer();
    this.slots = file.slots();
    this.slotBytes = file.slotBytes();
    this.slotsOffset = file.slotsOffset();
    this.recordBytes = file.recordBytes();
    RecordLayout.Slot tickSlot = layout.find(LoopChannels.TICK);
    if (tickSlot == null) {
      throw new IllegalArgumentException("the record has no channel " + LoopChannels.TICK);
    }
    this.tickOffset = tickSlot.offset();
    this.notice = notice;
    this.tailSlot = (int) (buffer.getLongVolatile(RingFile.TAIL) % slots);
    this.headSeen = buffer.getLongVolatile(RingFile.HEAD);
  }

  /**
   * Creates a ring in the first folder that has room for it.
   *
   * @param preferred a folder in memory, {@code /dev/shm} as a rule
   * @param fallback a folder on disk, for machines without the first
   * @param header describes the run and the record
   * @param ringBytes size of the ring; at least four records are held in any case
   * @return the ring, empty
   * @throws IOException if neither folder can hold it
   */
  static SharedRing create(Path preferred, Path fallback, JournalHeader header, long ringBytes)
      throws IOException {
    String name = fileName(header);
    ProcessIdentity owner = ProcessIdentity.current();
    String reason;
    if (Files.isDirectory(preferred) && Files.isWritable(preferred)) {
      Path path = preferred.resolve(name);
      try {
        return new SharedRing(
            RingFile.create(path, header, ringBytes, owner), header.layout(), null);
      } catch (FileAlreadyExistsException e) {
        reason = path + " belongs to another run";
      } catch (IOException e) {
        Files.deleteIfExists(path);
        reason = e.getMessage();
      }
    } else {
      reason = preferred + " is not there or cannot be written";
    }
    Path path = fallback.resolve(name);
    RingFile file = RingFile.create(path, header, ringBytes, owner);
    return new SharedRing(
        file,
        header.layout(),
        "the journal's ring lies on disk ("
            + path
            + "), which makes handing over a record slower at times: "
            + reason);
  }

  /** Name of the file of a revision's ring. */
  static String fileName(JournalHeader header) {
    return "escapement-" + header.runId() + "-" + header.revision();
  }

  /** Opens the ring of a process that has ended, to drain it. */
  static SharedRing reopen(Path path) {
    RingFile file = RingFile.open(path, true);
    return new SharedRing(file, file.header().layout(), null);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A refused record can be offered again; {@link #state} is {@link RecordSink#FULL} until one
   * is taken.
   */
  @Override
  public boolean offer(TickRecord record) {
    long tick = record.buffer().getLong(tickOffset);
    long tail = buffer.getLong(RingFile.TAIL);
    if (tail - headSeen >= slots) {
      headSeen = buffer.getLongAcquire(RingFile.HEAD);
      if (tail - headSeen >= slots) {
        refused = true;
        buffer.putLongRelease(RingFile.REFUSED_TICK, tick);
        return false;
      }
    }
    int slot = slotsOffset + tailSlot * slotBytes;
    // An odd sequence tells those who only watch that the slot is being written.
    buffer.putLong(slot + RingFile.SLOT_SEQUENCE, 2 * tail + 1);
    VarHandle.storeStoreFence();
    buffer.putLong(slot + RingFile.SLOT_TICK, tick);
    record.copyTo(buffer, slot + RingFile.SLOT_HEADER_BYTES, recordBytes);
    buffer.putLongRelease(slot + RingFile.SLOT_SEQUENCE, 2 * tail + 2);
    tailSlot = tailSlot + 1 == slots ? 0 : tailSlot + 1;
    buffer.putLongRelease(RingFile.TAIL, tail + 1);
    refused = false;
    return true;
  }

  @Override
  public void prime() {
    int slot = slotsOffset + tailSlot * slotBytes;
    long sum = touched + buffer.getLong(RingFile.TAIL);
    for (int i = 0; i + Long.BYTES <= slotBytes; i += CACHE_LINE_BYTES) {
      sum += buffer.getLong(slot + i);
    }
    // Kept, as the compiler would leave out a sum that nobody wants.
    touched = sum;
  }

  /**
   * Records that the journal's writer has taken out so far, that before the first tick among them.
   * From any thread.
   *
   * @return their number
   */
  public long consumed() {
    return buffer.getLongAcquire(RingFile.HEAD);
  }

  @Override
  public long depth() {
    return buffer.getLongAcquire(RingFile.TAIL) - buffer.getLongAcquire(RingFile.HEAD);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Full means that the record offered last was refused, not that the next one would be, so that
   * a loop which waits for room sees the same state however fast the disk is.
   */
  @Override
  public int state() {
    if (buffer.getIntVolatile(RingFile.DISK_STATE) != 0) {
      return DISK_FULL;
    }
    return refused ? FULL : SOUND;
  }

  @Override
  public void end() {
    buffer.putIntRelease(RingFile.ENDED, 1);
  }

  /**
   * Whether the producer has said that no record follows.
   *
   * @return true after {@link #end}
   */
  boolean ended() {
    return buffer.getIntVolatile(RingFile.ENDED) != 0;
  }

  /** Tells the loop whether the disk can give the next stretch of file. */
  void diskFull(boolean full) {
    buffer.putIntRelease(RingFile.DISK_STATE, full ? 1 : 0);
  }

  /**
   * Offset of the oldest record that has not been consumed.
   *
   * @return an index into {@link #buffer}, or -1 if there is none
   */
  int peek() {
    long head = buffer.getLong(RingFile.HEAD);
    if (head >= buffer.getLongAcquire(RingFile.TAIL)) {
      return -1;
    }
    return file.slotOffset(head) + RingFile.SLOT_HEADER_BYTES;
  }

  /** Tick of the record at an offset that {@link #peek} gave. */
  long tickAt(int recordOffset) {
    return buffer.getLong(recordOffset - RingFile.SLOT_HEADER_BYTES + RingFile.SLOT_TICK);
  }

  /** Gives the slot of the record that {@link #peek} showed back to the producer. */
  void advance() {
    buffer.putLongRelease(RingFile.HEAD, buffer.getLong(RingFile.HEAD) + 1);
  }

  /**
   * Tick of the record that was refused last.
   *
   * @return the tick, or {@link Long#MIN_VALUE} if none was refused
   */
  long refusedTick() {
    return buffer.getLongAcquire(RingFile.REFUSED_TICK);
  }

  /** The ring's memory. */
  UnsafeBuffer buffer() {
    return buffer;
  }

  /** The file under the ring. */
  RingFile file() {
    return file;
  }

  /**
   * Where the ring lies.
   *
   * @return its file
   */
  public Path path() {
    return file.path();
  }

  /**
   * Number of records that the ring holds at most.
   *
   * @return slots
   */
  public int capacity() {
    return slots;
  }

  /**
   * What the user should know about where the ring lies.
   *
   * @return one sentence, or null if it lies in shared memory
   */
  public String notice() {
    return notice;
  }
}

package io.escapement.controller.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Appends documents to a Chronicle Queue, and never through a page that the disk has not given yet:
 * files are made, and their next stretch is allocated, before Chronicle's mapping reaches it.
 * Decides itself when the queue rolls, so that a header can stand first in every file. One thread.
 */
final class QueueAppender implements AutoCloseable {

  /** Largest document; Chronicle's mappings overlap by 16 MiB. */
  static final int LARGEST_DOCUMENT = 8 << 20;

  private static final String TABLE = "metadata.cq4t";
  private static final long TABLE_BYTES = 128L << 10;

  /** Room for the pages of Chronicle's own index that may come before a document. */
  private static final long INDEX_BYTES = 96L << 10;

  /** Room that only the journal's end may use. */
  private static final long END_BYTES = 160L << 10;

  private static final long OPEN_TIMEOUT_MS = 2_000;
  private static final String CHRONICLE_EXTENSION = ".cq4";
  private static final String MADE_IN_ADVANCE = ".precreated";
  private static final int PAGE = 4096;

  private final Path directory;
  private final QueueRoll roll;
  private final LongSupplier wallMs;
  private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
  private long cycle;
  private long position;
  private AllocatedFile file;
  private SingleChronicleQueue queue;
  private ExcerptAppender appender;
  private boolean unmappingRehearsed;

  /**
   * Prepares an appender; nothing is opened yet.
   *
   * @param directory the queue's folder
   * @param roll when a new file begins
   * @param wallMs wall clock, milliseconds since 1970
   * @param lastFile name of the newest file of a queue to go on with, or null for a new queue
   * @param lastPosition end of the last document in it
   */
  QueueAppender(
      Path directory, QueueRoll roll, LongSupplier wallMs, String lastFile, long lastPosition) {
    this.directory = directory;
    this.roll = roll;
    this.wallMs = wallMs;
    this.cycle = lastFile == null ? currentCycle() : roll.cycleOf(lastFile);
    this.position = lastPosition;
  }

  /** Loads Chronicle Queue. */
  static void prepare() {
    QueueLibrary.prepare();
    SingleChronicleQueueBuilder.single();
  }

  /**
   * Makes sure that a document can be appended, opening the queue the first time.
   *
   * @param documentBytes its length
   * @param last whether it is the journal's end, which may use what is kept back for it
   * @return false if the disk has no room
   * @throws IOException if the disk fails otherwise
   */
  boolean ready(int documentBytes, boolean last) throws IOException {
    if (documentBytes > LARGEST_DOCUMENT) {
      throw new JournalException(
          "a document of "
              + documentBytes
              + " bytes: the journal takes up to "
              + LARGEST_DOCUMENT
              + "; keep images and point clouds outside the record");
    }
    if (file == null) {
      Files.createDirectories(directory);
      file = open(roll.fileName(cycle), position);
    }
    return file.reserve(endOf(documentBytes, last)) && (queue != null || openQueue());
  }

  /** Whether the clock has passed into the time of another file. */
  boolean rollDue() {
    return queue != null && currentCycle() > cycle;
  }

  /**
   * Goes on in a new file.
   *
   * @return false if the disk has no room for one; the queue then stays in the old
   * @throws IOException if the disk fails otherwise
   */
  boolean roll() throws IOException {
    long next = currentCycle();
    AllocatedFile opened = open(roll.fileName(next), 0);
    if (!opened.reserve(endOf(0, false))) {
      opened.close();
      return false;
    }
    file.sync();
    file.close();
    file = opened;
    cycle = next;
    position = 0;
    return true;
  }

  /**
   * Appends a document for which {@link #ready} has been true.
   *
   * @param document holds the document from index 0
   * @param length its bytes
   */
  void append(DirectBuffer document, int length) {
    try (DocumentContext context = appender.writingDocument()) {
      Bytes<?> bytes = context.wire().bytes();
      long start = bytes.writePosition();
      bytes.writeSkip(length);
      target.wrap(bytes.addressForWrite(start), length);
      target.putBytes(0, document, 0, length);
      position = start + length;
    }
  }

  /**
   * Brings what was appended to the disk.
   *
   * @throws IOException if the disk fails
   */
  void sync() throws IOException {
    if (queue != null) {
      file.sync();
    }
  }

  /**
   * Lets go of a mapping once, as Chronicle does in the background whenever it has filled a stretch
   * of a file. The first time the virtual machine makes classes for it, 50 kB of garbage, better
   * made before a run is in steady state. Does nothing before the first document, since a run that
   * starts has no time for it.
   *
   * @throws IOException if the queue's table cannot be mapped
   */
  void rehearseUnmapping() throws IOException {
    if (unmappingRehearsed || queue == null || position == 0) {
      return;
    }
    unmappingRehearsed = true;
    try (FileChannel table = FileChannel.open(directory.resolve(TABLE), StandardOpenOption.READ)) {
      long bytes = Math.min(OS.mapAlignment(), table.size());
      OS.unmap(OS.map(table, FileChannel.MapMode.READ_ONLY, 0, bytes), bytes);
    }
  }

  /** Closes the queue and gives back what was allocated beyond the last document. */
  @Override
  public void close() throws IOException {
    if (file == null) {
      return;
    }
    file.sync();
    file.close();
    if (queue != null) {
      queue.close();
    }
    Path written = directory.resolve(roll.fileName(cycle));
    if (Files.exists(written)) {
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        channel.truncate(BitUtil.align(position + Integer.BYTES, PAGE));
      }
    } else {
      Files.deleteIfExists(file.path());
    }
  }

  private boolean openQueue() throws IOException {
    QueueLibrary.prepare();
    try (FileBlocks table = FileBlocks.open(directory.resolve(TABLE))) {
      if (!table.allocateAhead(TABLE_BYTES)) {
        return false;
      }
    }
    TimeProvider time = () -> cycle * roll.cycleMs();
    queue =
        SingleChronicleQueueBuilder.single(directory.toFile())
            .rollCycle(roll == QueueRoll.DAILY ? RollCycles.FAST_DAILY : RollCycles.FAST_HOURLY)
            .timeProvider(time)
            .timeoutMS(OPEN_TIMEOUT_MS)
            .build();
    appender = queue.createAppender();
    return true;
  }

  /**
   * Opens a file of the queue. One that is not there yet is made under the name under which
   * Chronicle looks for a file made in advance; it renames it when it begins to write. Under its
   * final name it would be taken for the file of a writer that died.
   */
  private AllocatedFile open(String name, long filled) throws IOException {
    Path path = directory.resolve(name);
    if (Files.exists(path)) {
      return AllocatedFile.open(path, filled);
    }
    String stem = name.substring(0, name.length() - CHRONICLE_EXTENSION.length());
    return AllocatedFile.open(directory.resolve(stem + MADE_IN_ADVANCE), 0);
  }

  private long endOf(int documentBytes, boolean last) {
    return position + documentBytes + INDEX_BYTES + (last ? 0 : END_BYTES);
  }

  private long currentCycle() {
    return wallMs.getAsLong() / roll.cycleMs();
  }
}

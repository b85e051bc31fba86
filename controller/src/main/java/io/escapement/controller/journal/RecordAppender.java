package io.escapement.controller.journal;

import io.escapement.controller.record.RecordLayout;
import java.io.IOException;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns records into documents and appends them: chooses keyframes, shortens the others in lean
 * recording, and puts a header before each revision and first in each file. One thread.
 */
final class RecordAppender {

  private final QueueAppender queue;
  private final DocumentEncoder encoder;
  private final JournalProgress progress;
  private JournalHeader header;
  private UnsafeBuffer headerJson;
  private RecordLayout layout;

  RecordAppender(QueueAppender queue, JournalProgress progress) {
    this.queue = queue;
    this.progress = progress;
    this.encoder = new DocumentEncoder(progress.chain);
  }

  JournalProgress progress() {
    return progress;
  }

  /** The records that follow are of this revision. */
  void revision(JournalHeader next) {
    header = next;
    headerJson = new UnsafeBuffer(next.toJson());
    layout = next.layout();
  }

  /**
   * Appends a record, with its revision's header before it where one is due.
   *
   * @return false if the disk has no room; to be called again with the same record
   * @throws IOException if the disk fails otherwise
   */
  boolean record(long tick, DirectBuffer buffer, int offset) throws IOException {
    if (queue.rollDue() && queue.roll()) {
      progress.headed = false;
    }
    if (!headed() && !appendHeader()) {
      return false;
    }
    boolean keyframe = progress.keyframeDue(tick, header.settings().keyframeTicks());
    boolean whole = keyframe || header.settings().record() == RecordMode.FULL;
    DocumentType type =
        keyframe ? DocumentType.KEYFRAME : whole ? DocumentType.FULL : DocumentType.LEAN;
    int length = whole ? layout.length() : layout.leanLength();
    if (!queue.ready(DocumentFormat.HEADER_BYTES + length, false)) {
      return false;
    }
    long stateHash = DocumentFormat.stateHash(buffer, offset, layout);
    encoder.encode(type, 0, header.revision(), tick, stateHash, buffer, offset, length);
    append();
    progress.record(tick, keyframe);
    return true;
  }

  /**
   * Appends the end, for which room was kept back.
   *
   * @param recovered whether the journal was saved after its writer was killed
   * @return false if even that room is not there
   * @throws IOException if the disk fails otherwise
   */
  boolean end(boolean recovered) throws IOException {
    if (!queue.ready(DocumentFormat.HEADER_BYTES + DocumentFormat.END_BYTES, true)) {
      return false;
    }
    UnsafeBuffer counts = new UnsafeBuffer(new byte[DocumentFormat.END_BYTES]);
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    counts.putLong(DocumentFormat.END_RECORDS_AT, progress.records, order);
    counts.putLong(DocumentFormat.END_TICKS_AT, progress.ticks, order);
    counts.putLong(DocumentFormat.END_LOST_AT, progress.lost, order);
    counts.putLong(DocumentFormat.END_LAST_TICK_AT, progress.lastTick, order);
    counts.putLong(DocumentFormat.END_REVISIONS_AT, progress.revision + 1L, order);
    encoder.encode(
        DocumentType.END,
        recovered ? DocumentFormat.FLAG_RECOVERED : 0,
        Math.max(progress.revision, 0),
        progress.lastTick,
        0,
        counts,
        0,
        DocumentFormat.END_BYTES);
    append();
    progress.ended = true;
    return true;
  }

  private boolean headed() {
    return progress.headed && progress.revision == header.revision();
  }

  private boolean appendHeader() throws IOException {
    if (!queue.ready(DocumentFormat.HEADER_BYTES + headerJson.capacity() + 8, false)) {
      return false;
    }
    encoder.encode(
        DocumentType.HEADER,
        0,
        header.revision(),
        progress.lastTick,
        0,
        headerJson,
        0,
        headerJson.capacity());
    append();
    // Also a new file of the same revision starts with a keyframe, so that it stands on its own.
    progress.beginRevision(header.revision());
    return true;
  }

  private void append() {
    queue.append(encoder.buffer(), encoder.length());
    encoder.commit();
  }
}

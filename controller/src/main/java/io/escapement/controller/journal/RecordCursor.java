package io.escapement.controller.journal;

import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.LoopChannels;
import org.agrona.DirectBuffer;

/**
 * Goes through the records of a journal in place, without allocating. One thread; any number of
 * cursors over one journal.
 */
public final class RecordCursor {

  private final DocumentCursor documents;
  private final JournalSurvey survey;
  private JournalHeader header;
  private int timeOffset;

  RecordCursor(DocumentCursor documents, JournalSurvey survey) {
    this.documents = documents;
    this.survey = survey;
  }

  /**
   * Steps onto the next record.
   *
   * @return false behind the last
   */
  public boolean next() {
    while (documents.next()) {
      if (documents.type() != null && documents.type().isRecord()) {
        if (header == null || header.revision() != documents.revision()) {
          header = survey.header(documents.revision());
          timeOffset = header.layout().find(LoopChannels.TIME_NS).offset();
        }
        return true;
      }
    }
    return false;
  }

  /**
   * The record's tick.
   *
   * @return -1 for the record before the first tick
   */
  public long tick() {
    return documents.tick();
  }

  /**
   * The tick's time.
   *
   * @return nanoseconds since the start of the run
   */
  public long timeNs() {
    return documents.buffer().getLong(documents.payload() + timeOffset);
  }

  /**
   * Whether replay can start from the record.
   *
   * @return true for a keyframe
   */
  public boolean isKeyframe() {
    return documents.type() == DocumentType.KEYFRAME;
  }

  /**
   * The record's revision.
   *
   * @return from 0
   */
  public int revision() {
    return documents.revision();
  }

  /**
   * How much of the record is there.
   *
   * @return {@link DocumentType#KEYFRAME}, {@link DocumentType#FULL} or {@link DocumentType#LEAN}
   */
  public DocumentType type() {
    return documents.type();
  }

  /**
   * Hash over boundary, derived and memory regions of the whole record.
   *
   * @return XXH64
   */
  public long stateHash() {
    return documents.stateHash();
  }

  /**
   * The header of the record's revision.
   *
   * @return the header
   */
  public JournalHeader header() {
    return header;
  }

  /**
   * Where the channels lie.
   *
   * @return the layout of the record's revision
   */
  public RecordLayout layout() {
    return header.layout();
  }

  /**
   * The memory in which the record lies; for reading only.
   *
   * @return the record starts at {@link #offset}
   */
  public DirectBuffer buffer() {
    return documents.buffer();
  }

  /**
   * Start of the record.
   *
   * @return index in {@link #buffer}
   */
  public int offset() {
    return documents.payload();
  }

  /**
   * Length of what is there of the record: all of it, or the part before the derived region.
   *
   * @return bytes
   */
  public int length() {
    return documents.payloadBytes();
  }
}

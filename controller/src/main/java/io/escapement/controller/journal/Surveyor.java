package io.escapement.controller.journal;

import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.LoopChannels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a {@link JournalSurvey}: one pass over every document, checking frame, checksum, chain,
 * state hash, order and counts.
 */
final class Surveyor {

  private final List<QueueFile> files;
  private final DocumentCursor cursor;
  private final Map<Integer, JournalHeader> headers = new TreeMap<>();
  private final List<JournalSurvey.Keyframe> keyframes = new ArrayList<>();
  private final List<JournalSurvey.Gap> gaps = new ArrayList<>();
  private final List<JournalProblem> problems = new ArrayList<>();
  private final JournalProgress progress = new JournalProgress();
  private long documents;
  private long missing;
  private boolean recovered;
  private long statedLost = -1;
  private int lastFileWithDocuments = -1;
  private int timeOffset;
  private JournalHeader current;

  private Surveyor(List<QueueFile> files) {
    this.files = files;
    this.cursor = new DocumentCursor(files);
  }

  static Surveyor run(List<QueueFile> files) {
    Surveyor surveyor = new Surveyor(files);
    while (surveyor.cursor.next()) {
      surveyor.document();
      surveyor.documents++;
    }
    if (!surveyor.progress.ended) {
      surveyor.missingEnd();
    }
    return surveyor;
  }

  JournalSurvey survey() {
    return new JournalSurvey(
        List.copyOf(headers.values()),
        documents,
        progress.records,
        progress.ticks,
        progress.lastTick == JournalProgress.NONE ? -1 : progress.lastTick,
        keyframes,
        gaps,
        progress.ended,
        recovered,
        statedLost >= 0 ? statedLost : missing,
        problems);
  }

  /** Where the journal stands, for recovery to go on from. */
  JournalProgress progress() {
    // A new file begins with a header.
    progress.headed &= lastFileWithDocuments == files.size() - 1;
    return progress;
  }

  /** Position in the last file behind everything that is complete. */
  long endPosition() {
    return cursor.end();
  }

  private void document() {
    String malformed = cursor.malformed();
    if (malformed != null) {
      problem(null, malformed);
      return;
    }
    if (!cursor.checksumHolds()) {
      problem(cursor.tick(), "fails its checksum: it was changed after it was written");
    } else if (cursor.chain() != cursor.expectedChain(progress.chain)) {
      problem(
          cursor.tick(),
          "does not follow the one before it: a document was removed, added, swapped or rewritten");
    }
    lastFileWithDocuments = cursor.fileIndex();
    progress.chain = cursor.chain();
    if (progress.ended) {
      problem(cursor.tick(), "stands behind the journal's end");
    }
    switch (cursor.type()) {
      case HEADER -> header();
      case END -> end();
      case KEYFRAME, FULL, LEAN -> record();
    }
  }

  private void header() {
    byte[] json = new byte[cursor.payloadBytes()];
    cursor.buffer().getBytes(cursor.payload(), json);
    try {
      JournalHeader header = JournalHeader.fromJson(json);
      headers.putIfAbsent(header.revision(), header);
      current = header;
      timeOffset = header.layout().find(LoopChannels.TIME_NS).offset();
      progress.beginRevision(header.revision());
    } catch (JournalException e) {
      problem(cursor.tick(), "is a header that cannot be read: " + e.getMessage());
    }
  }

  private void record() {
    if (current == null || current.revision() != cursor.revision()) {
      problem(cursor.tick(), "is a record of revision " + cursor.revision() + " without a header");
      return;
    }
    RecordLayout layout = current.layout();
    DocumentType type = cursor.type();
    int expected = type.isWhole() ? layout.length() : layout.leanLength();
    if (cursor.payloadBytes() != expected) {
      problem(cursor.tick(), "has " + cursor.payloadBytes() + " bytes, its layout has " + expected);
      return;
    }
    if (type.isWhole()
        && DocumentFormat.stateHash(cursor.buffer(), cursor.payload(), layout)
            != cursor.stateHash()) {
      problem(cursor.tick(), "contradicts its own state hash");
    }
    long tick = cursor.tick();
    boolean opening = progress.lastKeyframe == JournalProgress.NONE;
    boolean first = progress.lastTick == JournalProgress.NONE;
    if (!first && tick > progress.lastTick + 1) {
      JournalSurvey.Gap gap = new JournalSurvey.Gap(current.revision(), progress.lastTick, tick);
      gaps.add(gap);
      missing += gap.ticks();
    } else if (!first && tick < progress.lastTick + (opening ? 0 : 1)) {
      problem(tick, "comes after tick " + progress.lastTick);
    }
    boolean keyframe = type == DocumentType.KEYFRAME;
    if (keyframe) {
      long timeNs = cursor.buffer().getLong(cursor.payload() + timeOffset);
      keyframes.add(
          new JournalSurvey.Keyframe(
              current.revision(), tick, timeNs, cursor.fileIndex(), cursor.frame()));
    }
    progress.record(tick, keyframe);
  }

  private void end() {
    progress.ended = true;
    recovered = (cursor.flags() & DocumentFormat.FLAG_RECOVERED) != 0;
    if (cursor.payloadBytes() != DocumentFormat.END_BYTES) {
      problem(cursor.tick(), "is an end without its counts");
      return;
    }
    long statedRecords = cursor.buffer().getLong(cursor.payload() + DocumentFormat.END_RECORDS_AT);
    statedLost = cursor.buffer().getLong(cursor.payload() + DocumentFormat.END_LOST_AT);
    if (statedRecords != progress.records) {
      problem(
          cursor.tick(),
          "ends a journal of "
              + statedRecords
              + " records, of which there are "
              + progress.records);
    }
  }

  private void missingEnd() {
    QueueFile last = files.get(files.size() - 1);
    problems.add(
        new JournalProblem(
            last.name(),
            endPosition(),
            documents,
            null,
            "should be the journal's end, but is missing: the run still goes on, was killed or was"
                + " cut off"));
  }

  private void problem(Long tick, String what) {
    if (problems.size() < JournalSurvey.MOST_PROBLEMS) {
      problems.add(new JournalProblem(cursor.file().name(), cursor.frame(), documents, tick, what));
    }
  }
}

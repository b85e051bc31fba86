package io.escapement.controller.journal;

import java.util.ArrayList;
import java.util.List;

/** Where a journal stands: what its end will say, and what the next document goes on from. */
final class JournalProgress {

  /** Stands for no tick at all. */
  static final long NONE = Long.MIN_VALUE;

  /** Stretches of lost ticks beyond this number are counted, not listed. */
  static final int MOST_LOSSES = 100;

  /** Chain value of the last document. */
  long chain = DocumentFormat.FIRST_CHAIN;

  /** Revision of the last header, -1 before the first. */
  int revision = -1;

  /** Whether a header of {@link #revision} has been written. */
  boolean headed;

  /** Tick of the last record. */
  long lastTick = NONE;

  /** Revision of the last record, -1 before the first; a header may have begun a later one. */
  int lastRevision = -1;

  /** Tick of the last keyframe of the revision. */
  long lastKeyframe = NONE;

  /** Records, the first of each revision included. */
  long records;

  /** Ticks that are in the journal. */
  long ticks;

  /** Ticks that ran but are not in the journal. */
  long lost;

  /** Where they were lost, the first {@link #MOST_LOSSES} of the stretches. */
  final List<LostTicks> losses = new ArrayList<>();

  /** Whether the journal has its end. */
  boolean ended;

  /** Whether a record is in the journal already. */
  boolean has(int ofRevision, long tick) {
    return ofRevision < lastRevision || (ofRevision == lastRevision && tick <= lastTick);
  }

  /** Whether a record is to be a keyframe. */
  boolean keyframeDue(long tick, int keyframeTicks) {
    return lastKeyframe == NONE || tick != lastTick + 1 || tick - lastKeyframe >= keyframeTicks;
  }

  /** Counts the ticks after the last record up to one that ran but found no room. */
  void lostUpTo(long tick) {
    if (lastTick != NONE && tick > lastTick) {
      lose(tick);
    }
  }

  private void lose(long last) {
    LostTicks stretch = new LostTicks(lastTick + 1, last);
    lost += stretch.count();
    if (losses.size() < MOST_LOSSES) {
      losses.add(stretch);
    }
  }

  void beginRevision(int next) {
    revision = next;
    headed = true;
    lastKeyframe = NONE;
  }

  void record(long tick, boolean keyframe) {
    boolean first = lastKeyframe == NONE && keyframe;
    boolean opensRevision = first && (lastTick == NONE || tick == lastTick);
    if (lastTick != NONE && tick > lastTick + 1) {
      lose(tick - 1);
    }
    if (!opensRevision) {
      ticks++;
    }
    records++;
    lastRevision = revision;
    lastTick = tick;
    if (keyframe) {
      lastKeyframe = tick;
    }
  }
}

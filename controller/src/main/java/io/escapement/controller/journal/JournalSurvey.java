package io.escapement.controller.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * What one pass over a journal finds: its parts, where replay can start, and everything that is not
 * as it was written.
 *
 * @param headers the header of each revision, in order
 * @param documents number of documents
 * @param records documents that are records
 * @param ticks ticks that are recorded; the opening record of a revision repeats a tick and does
 *     not count
 * @param lastTick the last tick recorded, or -1
 * @param keyframes records that replay can start from, in order
 * @param gaps ticks that are missing, in order
 * @param ended whether the journal has its end
 * @param recovered whether the end was written by recovery
 * @param lost ticks that were lost, as the journal's end says; where it has none, those in the gaps
 * @param problems everything that does not hold, at most {@link #MOST_PROBLEMS}
 */
public record JournalSurvey(
    List<JournalHeader> headers,
    long documents,
    long records,
    long ticks,
    long lastTick,
    List<Keyframe> keyframes,
    List<Gap> gaps,
    boolean ended,
    boolean recovered,
    long lost,
    List<JournalProblem> problems) {

  /** Problems after which a survey only goes on counting. */
  public static final int MOST_PROBLEMS = 20;

  /**
   * A record that replay can start from.
   *
   * @param revision its revision
   * @param tick its tick
   * @param timeNs its time, nanoseconds since the start of the run
   * @param file index of the queue's file
   * @param position position of its frame in the file
   */
  public record Keyframe(int revision, long tick, long timeNs, int file, long position) {}

  /**
   * Ticks that are missing between two records.
   *
   * @param revision revision of the record after the gap
   * @param afterTick the last tick before the gap
   * @param nextTick the first tick after it
   */
  public record Gap(int revision, long afterTick, long nextTick) {

    /**
     * Size of the gap.
     *
     * @return missing ticks
     */
    public long ticks() {
      return nextTick - afterTick - 1;
    }
  }

  /**
   * Copies the lists.
   *
   * @param headers not null
   * @param documents number of documents
   * @param records number of records
   * @param ticks number of ticks
   * @param lastTick the last tick
   * @param keyframes not null
   * @param gaps not null
   * @param ended whether there is an end
   * @param recovered whether recovery wrote it
   * @param lost ticks lost
   * @param problems not null
   */
  public JournalSurvey {
    headers = List.copyOf(headers);
    keyframes = List.copyOf(keyframes);
    gaps = List.copyOf(gaps);
    problems = List.copyOf(problems);
  }

  /**
   * Ticks that ran after the last one in the journal.
   *
   * @return those of {@link #lost} that lie in no gap
   */
  public long lostAtEnd() {
    return lost - gaps.stream().mapToLong(Gap::ticks).sum();
  }

  /**
   * Which ticks are not in the journal.
   *
   * @return stretch by stretch, those at the end last
   */
  public List<LostTicks> losses() {
    List<LostTicks> losses = new ArrayList<>();
    gaps.forEach(gap -> losses.add(new LostTicks(gap.afterTick() + 1, gap.nextTick() - 1)));
    if (lostAtEnd() > 0) {
      losses.add(new LostTicks(lastTick + 1, lastTick + lostAtEnd()));
    }
    return losses;
  }

  /**
   * The header of a revision.
   *
   * @param revision its number
   * @return the header
   * @throws JournalException if the journal has none
   */
  public JournalHeader header(int revision) {
    for (JournalHeader header : headers) {
      if (header.revision() == revision) {
        return header;
      }
    }
    throw new JournalException("the journal has no header for revision " + revision);
  }
}

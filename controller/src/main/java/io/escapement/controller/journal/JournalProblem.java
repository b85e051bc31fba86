package io.escapement.controller.journal;

import java.util.Objects;

/**
 * A document of a journal that is not as it was written.
 *
 * @param file name of the queue's file
 * @param position bytes from the start of the file to the document's frame, or to where one is
 *     missing
 * @param document number of the document in the journal, from 0
 * @param tick the tick that the document names, or null where it cannot name one
 * @param what what does not hold, as the end of a sentence about the document
 */
public record JournalProblem(String file, long position, long document, Long tick, String what) {

  /**
   * Checks the parts.
   *
   * @param file not null
   * @param position not negative
   * @param document not negative
   * @param tick a tick or null
   * @param what not null
   */
  public JournalProblem {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(what, "what");
  }

  /**
   * The problem in one line.
   *
   * @return for people
   */
  public String text() {
    return "document "
        + document
        + (tick == null ? "" : " (tick " + tick + ")")
        + " at byte "
        + position
        + " of "
        + file
        + " "
        + what;
  }
}

package io.escapement.controller.journal;

import org.agrona.DirectBuffer;

/**
 * Watches the records that go into a journal, for summaries and live views. Called on the journal's
 * writer thread, in the order of the journal, after a record was appended.
 */
public interface RecordTap {

  /**
   * A revision begins: the records that follow have its layout.
   *
   * @param header the revision's header
   */
  default void revision(JournalHeader header) {}

  /**
   * A record was appended.
   *
   * @param tick its tick; the first of a revision is the tick before the change-over, -1 in
   *     revision 0
   * @param buffer holds the whole record, also where the journal keeps less of it; not to be used
   *     after the return
   * @param offset where in {@code buffer} the record starts
   */
  void record(long tick, DirectBuffer buffer, int offset);
}

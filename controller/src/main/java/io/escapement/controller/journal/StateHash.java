package io.escapement.controller.journal;

import io.escapement.controller.record.RecordLayout;
import org.agrona.DirectBuffer;

/** The hash by which a lean journal tells whether a re-executed tick came to the same state. */
public final class StateHash {

  private StateHash() {}

  /**
   * Hashes the boundary, derived and memory regions of a whole record.
   *
   * @param buffer holds the record
   * @param offset where in the buffer the record starts
   * @param layout the record's layout
   * @return XXH64, the same number as {@link RecordCursor#stateHash} of an equal state
   */
  public static long of(DirectBuffer buffer, int offset, RecordLayout layout) {
    return DocumentFormat.stateHash(buffer, offset, layout);
  }
}

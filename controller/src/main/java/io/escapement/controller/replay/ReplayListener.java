package io.escapement.controller.replay;

import io.escapement.controller.journal.RecordCursor;
import io.escapement.controller.record.TickRecord;

/** Sees each tick of a replay, as it was recorded and as it was recomputed. */
@FunctionalInterface
public interface ReplayListener {

  /**
   * A tick was re-executed. Called in the order of the run, on the replaying thread; neither record
   * may be kept or changed.
   *
   * @param recorded stands on the tick in the journal, which in lean recording holds only inputs,
   *     decisions and engine outputs
   * @param recomputed the whole record of the tick
   * @param divergence the first difference between the two, or null
   */
  void tick(RecordCursor recorded, TickRecord recomputed, Divergence divergence);
}

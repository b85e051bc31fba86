package io.escapement.launch.bench;

import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.RecordTap;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * Gathers how long inference took, over the ticks alone on which a policy was due. It reads what
 * the loop itself recorded, from the journal's writer thread, so that the loop does no more than in
 * any other run. Read when the run has ended.
 */
public final class InferenceTap implements RecordTap {

  private static final long HIGHEST_NS = 60_000_000_000L;
  private static final int DIGITS = 3;
  private static final String DUE = "/policy/due";

  private final Histogram inference = new Histogram(HIGHEST_NS, DIGITS);
  private final List<Integer> dueOffsets = new ArrayList<>();
  private int inferNsOffset;

  /** Creates a tap that has seen nothing. */
  public InferenceTap() {}

  @Override
  public void revision(JournalHeader header) {
    RecordLayout layout = header.layout();
    inferNsOffset =
        layout.find(LoopChannels.PHASE_NS).offset() + Phase.INFER.ordinal() * Long.BYTES;
    dueOffsets.clear();
    for (RecordLayout.Slot slot : layout.slots()) {
      if (slot.spec().name().endsWith(DUE)) {
        dueOffsets.add(slot.offset());
      }
    }
  }

  @Override
  public void record(long tick, DirectBuffer buffer, int offset) {
    if (tick < 0) {
      return;
    }
    for (int due : dueOffsets) {
      if (buffer.getInt(offset + due, ByteOrder.nativeOrder()) != 0) {
        long ns = buffer.getLong(offset + inferNsOffset, ByteOrder.nativeOrder());
        inference.recordValue(Math.max(0, Math.min(ns, HIGHEST_NS)));
        return;
      }
    }
  }

  /**
   * Duration of the inference phase on the ticks that infer.
   *
   * @return nanoseconds; empty if no policy was ever due
   */
  public Histogram inference() {
    return inference;
  }
}

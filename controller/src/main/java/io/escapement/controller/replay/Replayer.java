package io.escapement.controller.replay;

import io.escapement.controller.journal.RecordCursor;
import io.escapement.controller.journal.StateHash;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordLayout.Region;
import io.escapement.controller.record.RecordLayout.Slot;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.BoundaryHook;
import io.escapement.controller.stage.Pipeline;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Re-executes records with one pipeline: from a keyframe, tick by tick. Used by one thread.
 *
 * <p>Boundary values are compared by the {@link BoundaryRule} as soon as their stage has run and
 * then replaced by the journaled ones, so that a difference of an inference engine does not hide
 * what follows it.
 */
public final class Replayer implements BoundaryHook {

  private final Pipeline pipeline;
  private final TickRecord record;
  private final RecordLayout layout;
  private final BoundaryRule rule;
  private final List<Slot> writeOrder = new ArrayList<>();
  private final UnsafeBuffer initial;

  /** The record's memory, and the part of the journal that was looked at last. */
  private final ByteBuffer recordBytes;

  private DirectBuffer window;
  private ByteBuffer windowBytes;
  private RecordCursor journaled;
  private Divergence boundaryDivergence;

  /**
   * Takes a pipeline that was built for the recorded revision.
   *
   * @param pipeline the pipeline; its owner closes it
   * @param recorded layout of the records in the journal
   * @param rule how boundaries are compared
   * @throws io.escapement.controller.config.PreflightException if the pipeline's record is laid out
   *     otherwise; names the first channel that differs
   */
  public Replayer(Pipeline pipeline, RecordLayout recorded, BoundaryRule rule) {
    this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
    this.rule = Objects.requireNonNull(rule, "rule");
    this.record = pipeline.record();
    this.layout = record.layout();
    LayoutMatch.demand(recorded, layout);
    pipeline.writeOrder().forEach(name -> writeOrder.add(layout.find(name)));
    recordBytes = record.buffer().byteBuffer().duplicate();
    initial = new UnsafeBuffer(new byte[layout.length()]);
    record.copyTo(initial, 0, layout.length());
  }

  /**
   * Holds the record before the first tick of a run against what the stages begin with. No tick
   * comes before it that could tell whether its memory is right.
   *
   * @param opening a cursor on the record of tick -1
   * @return where it differs, or null
   */
  Divergence opening(RecordCursor opening) {
    for (Slot slot : writeOrder) {
      if (Region.of(slot.spec()) == Region.MEMORY) {
        int element =
            SlotValues.firstDifference(slot, opening.buffer(), opening.offset(), initial, 0);
        if (element >= 0) {
          return divergence(opening, initial, slot, element);
        }
      }
    }
    return null;
  }

  /**
   * Takes over a whole record, inputs and memory alike, as the state from which to go on.
   *
   * @param keyframe a cursor on a whole record
   */
  public void load(RecordCursor keyframe) {
    record.copyFrom(keyframe.buffer(), keyframe.offset(), 0, layout.length());
  }

  /**
   * Re-executes the tick of a record and compares.
   *
   * @param tick a cursor on the record after the one that was loaded or replayed last
   * @return where it differs, or null
   */
  public Divergence replay(RecordCursor tick) {
    journaled = tick;
    boundaryDivergence = null;
    record.copyFrom(tick.buffer(), tick.offset(), 0, layout.end(Region.DECISION));
    pipeline.replayTick(this);
    if (boundaryDivergence != null) {
      return boundaryDivergence;
    }
    if (tick.type().isWhole()) {
      return sameState() ? null : located();
    }
    return StateHash.of(record.buffer(), 0, layout) == tick.stateHash()
        ? null
        : new Divergence(tick.tick(), null, null, null, null);
  }

  private boolean sameState() {
    DirectBuffer expected = journaled.buffer();
    if (expected != window) {
      window = expected;
      windowBytes = window.byteBuffer().duplicate();
    }
    int start = layout.start(Region.BOUNDARY);
    int end = layout.end(Region.MEMORY);
    int offset = window.wrapAdjustment() + journaled.offset();
    windowBytes.limit(offset + end).position(offset + start);
    recordBytes.limit(end).position(start);
    return windowBytes.mismatch(recordBytes) < 0;
  }

  private Divergence located() {
    for (Slot slot : writeOrder) {
      Region region = Region.of(slot.spec());
      if (region == Region.BOUNDARY || region == Region.DERIVED || region == Region.MEMORY) {
        int element =
            SlotValues.firstDifference(
                slot, journaled.buffer(), journaled.offset(), record.buffer(), 0);
        if (element >= 0) {
          return divergence(slot, element);
        }
      }
    }
    return new Divergence(journaled.tick(), null, null, null, null);
  }

  private Divergence divergence(Slot slot, int element) {
    return divergence(journaled, record.buffer(), slot, element);
  }

  private static Divergence divergence(
      RecordCursor recorded, DirectBuffer recomputed, Slot slot, int element) {
    return new Divergence(
        recorded.tick(),
        slot.spec().name(),
        slot.spec().label(element),
        SlotValues.value(slot, recorded.buffer(), recorded.offset(), element),
        SlotValues.value(slot, recomputed, 0, element));
  }

  /**
   * What was recomputed: the record of the tick that was replayed last, boundaries as the journal
   * has them.
   *
   * @return the pipeline's record
   */
  public TickRecord recomputed() {
    return record;
  }

  @Override
  public void afterBoundary(String stage, List<String> channels) {
    for (int i = 0; i < channels.size(); i++) {
      Slot slot = layout.find(channels.get(i));
      int element =
          rule.exact()
              ? SlotValues.firstDifference(
                  slot, journaled.buffer(), journaled.offset(), record.buffer(), 0)
              : SlotValues.firstBeyond(
                  slot, journaled.buffer(), journaled.offset(), record.buffer(), rule.tolerance());
      if (element >= 0 && boundaryDivergence == null) {
        boundaryDivergence = earlierState(slot, element);
      }
      record.copyFrom(journaled.buffer(), journaled.offset(), slot.offset(), slot.end());
    }
  }

  /**
   * A boundary that differs is often fed by an observation that differs already: the earliest
   * channel in the order of writing is the one to name, if the record is whole. Inputs, which
   * recomputations write before any stage has run, stand first in that order.
   */
  private Divergence earlierState(Slot boundary, int element) {
    if (journaled.type().isWhole()) {
      for (Slot slot : writeOrder) {
        if (slot.equals(boundary)) {
          break;
        }
        if (Region.of(slot.spec()) == Region.DERIVED || Region.of(slot.spec()) == Region.MEMORY) {
          int differing =
              SlotValues.firstDifference(
                  slot, journaled.buffer(), journaled.offset(), record.buffer(), 0);
          if (differing >= 0) {
            return divergence(slot, differing);
          }
        }
      }
    }
    return divergence(boundary, element);
  }
}

package io.escapement.testing;

import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordLayout.Region;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/** The records of a short run in memory, against which a test replays the same stages. */
public final class RecordedRun {

  private final RecordLayout layout;
  private final List<UnsafeBuffer> records = new ArrayList<>();

  private RecordedRun(RecordLayout layout) {
    this.layout = layout;
  }

  /**
   * Runs a pipeline and keeps the record of each tick, and that before the first.
   *
   * @param live a pipeline with its sources
   * @param ticks how many to run
   * @param periodNs control period, nanoseconds
   * @return the records
   */
  public static RecordedRun of(Pipeline live, int ticks, long periodNs) {
    RecordedRun run = new RecordedRun(live.record().layout());
    live.readSources();
    run.keep(live.record());
    for (int tick = 0; tick < ticks; tick++) {
      live.setTime(tick, tick * periodNs, periodNs, 0);
      live.tick(PhaseClock.NONE);
      run.keep(live.record());
    }
    return run;
  }

  /**
   * The layout of the records.
   *
   * @return what a pipeline for replay is built over
   */
  public RecordLayout layout() {
    return layout;
  }

  /**
   * Replays the run from its start.
   *
   * @param replay the same stages over {@link #layout}, without sources
   * @return tick, channel and element of the first value with other bits, or empty
   */
  public Optional<String> firstDivergence(Pipeline replay) {
    return firstDivergence(replay, 0);
  }

  /**
   * Replays what follows one of the records.
   *
   * @param replay the same stages over {@link #layout}, without sources
   * @param fromTick the tick to start with; the record before it is taken as a keyframe
   * @return tick, channel and element of the first value with other bits, or empty
   */
  public Optional<String> firstDivergence(Pipeline replay, int fromTick) {
    TickRecord record = replay.record();
    if (!record.layout().equals(layout)) {
      return Optional.of("another layout: " + record.layout() + ", recorded " + layout);
    }
    record.copyFrom(records.get(fromTick), 0, 0, layout.length());
    for (int tick = fromTick; tick < records.size() - 1; tick++) {
      UnsafeBuffer expected = records.get(tick + 1);
      record.copyFrom(expected, 0, 0, layout.end(Region.DECISION));
      replay.replayTick((stage, channels) -> {});
      Optional<String> difference = firstDifference(record, expected);
      if (difference.isPresent()) {
        return Optional.of("tick " + tick + ", " + difference.get());
      }
    }
    return Optional.empty();
  }

  private Optional<String> firstDifference(TickRecord actual, UnsafeBuffer expected) {
    for (RecordLayout.Slot slot : layout.slots()) {
      for (int i = slot.offset(); i < slot.end() && i < layout.end(Region.MEMORY); i++) {
        if (actual.buffer().getByte(i) != expected.getByte(i)) {
          int element = (i - slot.offset()) / slot.spec().type().bytes();
          return Optional.of(slot.spec().name() + "[" + slot.spec().label(element) + "]");
        }
      }
    }
    return Optional.empty();
  }

  private void keep(TickRecord record) {
    UnsafeBuffer copy = new UnsafeBuffer(new byte[layout.length()]);
    record.copyTo(copy, 0, layout.length());
    records.add(copy);
  }
}

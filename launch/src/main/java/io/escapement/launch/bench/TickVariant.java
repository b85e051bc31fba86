package io.escapement.launch.bench;

import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.loop.TickListener;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.launch.session.RunVariant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** One measured run: what of it is left out, and what its ticks take. Used for one run. */
final class TickVariant implements RunVariant {

  private final long measureNs;
  private final long fewestTicks;
  private final boolean journal;
  private final boolean timed;
  private final Predicate<Stage> leftOut;
  private final TickRecord values;
  private final TimedStages watches = new TimedStages(System::nanoTime);
  private final List<Named> names = new ArrayList<>();
  private TickTimes times;

  /**
   * A stage of the run.
   *
   * @param name its name
   * @param phase when it runs
   */
  record Named(String name, Phase phase) {}

  private TickVariant(
      long measureNs,
      long fewestTicks,
      boolean journal,
      boolean timed,
      Predicate<Stage> leftOut,
      TickRecord values) {
    this.measureNs = measureNs;
    this.fewestTicks = fewestTicks;
    this.journal = journal;
    this.timed = timed;
    this.leftOut = leftOut;
    this.values = values;
  }

  /** The run as it is. */
  static TickVariant whole(long measureNs, long fewestTicks) {
    return new TickVariant(measureNs, fewestTicks, true, false, stage -> false, null);
  }

  /** Each stage with a stop watch. */
  static TickVariant timed(long measureNs, long fewestTicks) {
    return new TickVariant(measureNs, fewestTicks, true, true, stage -> false, null);
  }

  /** No record is handed to the journal. */
  static TickVariant withoutJournal(long measureNs, long fewestTicks) {
    return new TickVariant(measureNs, fewestTicks, false, false, stage -> false, null);
  }

  /** Stages of some phases are held at what they gave in a record. */
  static TickVariant withoutPhases(
      long measureNs, long fewestTicks, Collection<Phase> phases, TickRecord values) {
    return new TickVariant(
        measureNs, fewestTicks, true, false, stage -> phases.contains(stage.phase()), values);
  }

  /** One stage is held at what it gave in a record. */
  static TickVariant withoutStage(
      long measureNs, long fewestTicks, String name, TickRecord values) {
    return new TickVariant(
        measureNs, fewestTicks, true, false, stage -> stage.name().equals(name), values);
  }

  @Override
  public List<Stage> stages(List<Stage> stages) {
    stages.forEach(stage -> names.add(new Named(stage.name(), stage.phase())));
    if (timed) {
      return watches.around(stages);
    }
    return stages.stream()
        .map(stage -> leftOut.test(stage) ? new HeldStage(stage, values) : stage)
        .toList();
  }

  @Override
  public RecordSink sink(RecordSink ring) {
    return new StartingSink(ring);
  }

  @Override
  public TickListener listener(StopRequest stop) {
    times = new TickTimes(measureNs, fewestTicks, watches, stop);
    return times;
  }

  /** What was gathered; null before the run. */
  TickTimes times() {
    return times;
  }

  /** The stop watches of a timed variant. */
  TimedStages watches() {
    return watches;
  }

  /** The stages of the run, in the order of adding. */
  List<Named> names() {
    return names;
  }

  /**
   * Tells when the rehearsal is over: only the run itself hands records over. It keeps them from
   * the journal where that is left out.
   */
  private final class StartingSink implements RecordSink {

    private final RecordSink ring;
    private boolean started;

    StartingSink(RecordSink ring) {
      this.ring = ring;
    }

    @Override
    public boolean offer(TickRecord record) {
      if (!started) {
        started = true;
        times.begin(record, ring);
        return ring.offer(record);
      }
      return !journal || ring.offer(record);
    }

    @Override
    public long depth() {
      return ring.depth();
    }

    @Override
    public int state() {
      return ring.state();
    }

    @Override
    public void end() {
      ring.end();
    }
  }
}

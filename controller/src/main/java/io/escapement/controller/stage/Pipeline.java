package io.escapement.controller.stage;

import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.TickRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The wired steps of a tick over one record. The loop runs {@link #tick}; replay runs {@link
 * #replayTick}, which is the same without sources and sinks. Neither allocates.
 *
 * <p>Derived channels, boundaries and decisions are zeroed before the stages run, so that no value
 * can outlive its tick unless it is memory.
 */
public final class Pipeline implements AutoCloseable {

  private final TickRecord record;
  private final LoopChannels loop;
  private final Step[] live;
  private final Source[] sources;
  private final Stage[] stages;
  private final Sink[] sinks;
  private final Recomputation[] recomputations;
  private final List<List<String>> recomputed;
  private final List<String> writeOrder;
  private final List<List<String>> stageBoundaries = new ArrayList<>();
  private final Step[] primed;
  private final UnsafeBuffer before;
  private Step[] steps;
  private Step[][] silent;
  private boolean closed;

  Pipeline(
      TickRecord record,
      LoopChannels loop,
      List<Step> steps,
      List<List<String>> boundaries,
      List<Recomputation> recomputations,
      List<List<String>> recomputed,
      List<String> writeOrder) {
    this.writeOrder = writeOrder;
    this.recomputations = recomputations.toArray(Recomputation[]::new);
    this.recomputed = recomputed;
    this.record = record;
    this.loop = loop;
    this.live = steps.toArray(Step[]::new);
    this.steps = live;
    this.primed = SilentSteps.of(live, 0);
    this.before = new UnsafeBuffer(new byte[record.layout().length()]);
    this.sources = steps.stream().map(Step::source).filter(Objects::nonNull).toArray(Source[]::new);
    this.sinks = steps.stream().map(Step::sink).filter(Objects::nonNull).toArray(Sink[]::new);
    List<Stage> pure = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).stage() != null) {
        pure.add(steps.get(i).stage());
        stageBoundaries.add(boundaries.get(i));
      }
    }
    this.stages = pure.toArray(Stage[]::new);
  }

  void initialise() {
    for (Stage stage : stages) {
      stage.initialise();
    }
    for (Recomputation recomputation : recomputations) {
      recomputation.initialise();
    }
  }

  /**
   * The record that the pipeline works on.
   *
   * @return the record, fixed for the life of the pipeline
   */
  public TickRecord record() {
    return record;
  }

  /**
   * Every channel in the order in which a tick writes them.
   *
   * @return names; immutable
   */
  public List<String> writeOrder() {
    return writeOrder;
  }

  /**
   * The stages in the order in which they run.
   *
   * @return an immutable list
   */
  public List<Stage> stages() {
    return List.of(stages);
  }

  /**
   * Sets the tick's own inputs before it runs.
   *
   * @param tick number of the tick
   * @param timeNs nanoseconds since the start of the run
   * @param dtNs nanoseconds since the tick before
   * @param skipped periods skipped just before
   */
  public void setTime(long tick, long timeNs, long dtNs, int skipped) {
    loop.tick.set(0, tick);
    loop.timeNs.set(0, timeNs);
    loop.dtNs.set(0, dtNs);
    loop.skipped.set(0, skipped);
  }

  /**
   * Sets what the loop knows about the journal before a tick runs.
   *
   * @param lostRecords records lost so far
   * @param state state of the journal, see {@link LoopChannels#JOURNAL_STATE}
   */
  public void setJournal(long lostRecords, int state) {
    loop.journalLost.set(0, lostRecords);
    loop.journalState.set(0, state);
  }

  /**
   * Records the punctuality of this tick.
   *
   * @param latenessNs wake-up after the due time, nanoseconds
   * @param queueDepth records that wait in the journal's ring
   */
  public void setTiming(long latenessNs, long queueDepth) {
    loop.latenessNs.set(0, latenessNs);
    loop.queueDepth.set(0, queueDepth);
  }

  /**
   * Anchors the run's time to the wall clock.
   *
   * @param wallNs nanoseconds since 1970
   * @param timeNs nanoseconds since the start of the run at the same moment
   */
  public void setWallAnchor(long wallNs, long timeNs) {
    loop.wallAnchorNs.set(0, wallNs);
    loop.anchorTimeNs.set(0, timeNs);
  }

  /**
   * Number of the tick in the record.
   *
   * @return the tick, -1 before the first
   */
  public long tickNumber() {
    return loop.tick.get(0);
  }

  /**
   * Duration of a phase in the tick that ran last.
   *
   * @param phase position of the phase
   * @return nanoseconds
   */
  public long phaseNs(int phase) {
    return loop.phaseNs.get(phase);
  }

  /** Reads every source once, so that the record before the first tick holds the world as it is. */
  public void readSources() {
    for (Source source : sources) {
      source.read(loop.timeNs.get(0));
    }
  }

  /**
   * Makes the ticks that follow a rehearsal: stages run, sources and sinks do not. Before the first
   * tick, on the thread that runs them.
   *
   * @param number number of the rehearsed tick, 0 or more
   */
  public void rehearse(int number) {
    if (silent == null) {
      silent = new Step[SilentSteps.KINDS][];
      for (int i = 0; i < silent.length; i++) {
        silent[i] = SilentSteps.of(live, i);
      }
    }
    steps = silent[number % silent.length];
  }

  /** Makes the ticks that follow real ones again. */
  public void endRehearsal() {
    steps = live;
    silent = null;
  }

  /**
   * Runs one tick: sources, stages and sinks, phase by phase.
   *
   * @param clock tells the time between phases
   */
  public void tick(PhaseClock clock) {
    clearComputed();
    loop.phaseNs.clear();
    long timeNs = loop.timeNs.get(0);
    long phaseStart = clock.nanoTime();
    Phase phase = null;
    for (Step step : steps) {
      if (step.phase() != phase) {
        phaseStart = endPhase(phase, phaseStart, clock);
        phase = step.phase();
      }
      switch (step.kind()) {
        case SOURCE -> step.source().read(timeNs);
        case STAGE -> step.stage().tick();
        case SINK -> step.sink().write();
      }
    }
    endPhase(phase, phaseStart, clock);
  }

  /**
   * Lets sources do what does not have to wait for the tick. On the loop's thread, between ticks;
   * allocates nothing and leaves the record as it is.
   *
   * @param timeNs time of the coming tick, nanoseconds since the start of the run
   */
  public void ahead(long timeNs) {
    for (Source source : sources) {
      source.ahead(timeNs);
    }
  }

  /**
   * Runs the stages as in the coming tick, and puts the record back as it was: what the tick will
   * touch is in the caches then. Sources and sinks only touch what is theirs. On the loop's thread,
   * between ticks; allocates nothing.
   *
   * @param clock tells the time between phases
   * @param timeNs time of the coming tick, nanoseconds since the start of the run
   * @param dtNs time since the tick before, nanoseconds
   */
  public void prime(PhaseClock clock, long timeNs, long dtNs) {
    int length = record.layout().length();
    record.copyTo(before, 0, length);
    // Before the stages: a sink may look at the command that is in force.
    for (Sink sink : sinks) {
      sink.prime();
    }
    for (Source source : sources) {
      source.prime(timeNs);
    }
    Step[] unprimed = steps;
    steps = primed;
    setTime(tickNumber() + 1, timeNs, dtNs, 0);
    tick(clock);
    for (Stage stage : stages) {
      stage.prime();
    }
    steps = unprimed;
    record.copyFrom(before, 0, 0, length);
  }

  private long endPhase(Phase phase, long phaseStart, PhaseClock clock) {
    if (phase == null) {
      return phaseStart;
    }
    long now = clock.nanoTime();
    loop.phaseNs.set(phase.ordinal(), now - phaseStart);
    return now;
  }

  /**
   * Runs the stages of one tick over inputs and decisions that are already in the record; before
   * them what recomputes inputs.
   *
   * @param hook called after each recomputation that wrote inputs and each stage that wrote
   *     boundary channels
   */
  public void replayTick(BoundaryHook hook) {
    record.clear(RecordLayout.Region.BOUNDARY);
    record.clear(RecordLayout.Region.DERIVED);
    for (int i = 0; i < recomputations.length; i++) {
      if (recomputations[i].recompute()) {
        hook.afterBoundary(recomputations[i].name(), recomputed.get(i));
      }
    }
    for (int i = 0; i < stages.length; i++) {
      stages[i].tick();
      if (!stageBoundaries.get(i).isEmpty()) {
        hook.afterBoundary(stages[i].name(), stageBoundaries.get(i));
      }
    }
  }

  private void clearComputed() {
    record.clear(RecordLayout.Region.DECISION);
    record.clear(RecordLayout.Region.BOUNDARY);
    record.clear(RecordLayout.Region.DERIVED);
  }

  /**
   * Closes every stage and recomputation, also after one has failed to; later calls do nothing. Not
   * on the loop's thread.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    RuntimeException failure = null;
    List<Runnable> closings = new ArrayList<>();
    for (Stage stage : stages) {
      closings.add(stage::close);
    }
    for (Recomputation recomputation : recomputations) {
      closings.add(recomputation::close);
    }
    for (Runnable closing : closings) {
      try {
        closing.run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

package io.escapement.controller.stage;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.Role;
import io.escapement.controller.record.TickRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Wires sources, stages and sinks into a {@link Pipeline}, and refuses what could not be replayed:
 * two writers of a channel, a read before its writer in the tick, a value used on later ticks that
 * is not memory, a stage that reads timing or writes inputs.
 */
public final class PipelineBuilder {

  private final List<Step> steps = new ArrayList<>();
  private final List<Recomputation> recomputations = new ArrayList<>();
  private final List<ChannelSpec> recordedInputs = new ArrayList<>();
  private final Set<String> stageNames = new HashSet<>();
  private LongSupplier deadlineClockNs = System::nanoTime;
  private boolean replay;

  /** Creates a builder of a pipeline that has only the loop's own channels. */
  public PipelineBuilder() {}

  /**
   * Adds a source.
   *
   * @param source read in its phase, before that phase's stages
   * @return this builder
   */
  public PipelineBuilder add(Source source) {
    steps.add(Step.of(Objects.requireNonNull(source, "source")));
    return this;
  }

  /**
   * Adds a stage.
   *
   * @param stage run in its phase, after the stages of that phase that were added before
   * @return this builder
   * @throws PipelineException if another stage has its name
   */
  public PipelineBuilder add(Stage stage) {
    Step step = Step.of(Objects.requireNonNull(stage, "stage"));
    if (!stageNames.add(step.name())) {
      throw new PipelineException("two stages are named " + step.name());
    }
    steps.add(step);
    return this;
  }

  /**
   * Adds a sink.
   *
   * @param sink written in the last phase
   * @return this builder
   */
  public PipelineBuilder add(Sink sink) {
    steps.add(Step.of(Objects.requireNonNull(sink, "sink")));
    return this;
  }

  /**
   * Adds a recomputation; only a pipeline for replay can have one.
   *
   * @param recomputation run before the stages of each tick, after those that were added before
   * @return this builder
   * @throws PipelineException if another recomputation has its name
   */
  public PipelineBuilder add(Recomputation recomputation) {
    Objects.requireNonNull(recomputation, "recomputation");
    for (Recomputation other : recomputations) {
      if (other.name().equals(recomputation.name())) {
        throw new PipelineException("two recomputations are named " + other.name());
      }
    }
    recomputations.add(recomputation);
    return this;
  }

  /**
   * Makes the pipeline one for replay: every input channel of a journaled layout is declared
   * without a source, and deadlines repeat what was journaled, whatever clock they are given.
   *
   * @param journaled the layout under which the run was recorded
   * @return this builder
   */
  public PipelineBuilder recordedInputs(RecordLayout journaled) {
    replay = true;
    for (RecordLayout.Slot slot : journaled.slots()) {
      if (slot.spec().role() == Role.INPUT && !slot.spec().name().startsWith(LoopChannels.PREFIX)) {
        recordedInputs.add(slot.spec());
      }
    }
    return this;
  }

  /**
   * Sets the clock of the loop, against which deadlines are held on a live run.
   *
   * @param clockNs monotonic nanoseconds
   * @return this builder
   */
  public PipelineBuilder deadlineClock(LongSupplier clockNs) {
    deadlineClockNs = Objects.requireNonNull(clockNs, "clockNs");
    return this;
  }

  /**
   * Declares, checks, lays out and attaches everything, then initialises the stages. Once: the
   * handles of its stages, sources and sinks serve one record. Where this throws, the stages and
   * recomputations remain the caller's to close.
   *
   * @return a pipeline whose record holds the state before the first tick
   * @throws PipelineException if the wiring breaks a rule; the message names stage and channel
   */
  public Pipeline build() {
    if (!replay && !recomputations.isEmpty()) {
      throw new PipelineException(
          recomputations.get(0).name()
              + " recomputes what was recorded: only a pipeline with recorded inputs can");
    }
    steps.sort(Comparator.comparing(Step::phase).thenComparing(Step::kind));
    DeclarationBook book = new DeclarationBook(replay ? null : deadlineClockNs);
    LoopChannels loop = new LoopChannels();
    loop.declare(book.loop());
    for (ChannelSpec spec : recordedInputs) {
      book.recorded(spec);
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      step.declare(book.of(step, i));
    }
    for (Recomputation recomputation : recomputations) {
      recomputation.declare(book.of(recomputation));
    }
    book.check();
    RecordLayout layout = new RecordLayout(book.channels());
    TickRecord record = new TickRecord(layout);
    for (Channel handle : book.handles()) {
      try {
        record.attach(handle);
      } catch (IllegalArgumentException | IllegalStateException e) {
        throw new PipelineException(book.readerOf(handle) + ": " + e.getMessage());
      }
    }
    loop.tick.set(0, -1);
    List<String> writeOrder = book.channels().stream().map(ChannelSpec::name).toList();
    List<List<String>> recomputed = recomputations.stream().map(book::recomputedBy).toList();
    Pipeline pipeline =
        new Pipeline(
            record,
            loop,
            steps,
            book.boundaries(steps.size()),
            recomputations,
            recomputed,
            writeOrder);
    pipeline.initialise();
    return pipeline;
  }
}

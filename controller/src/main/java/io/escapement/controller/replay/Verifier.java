package io.escapement.controller.replay;

import io.escapement.controller.journal.DocumentType;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.JournalSurvey;
import io.escapement.controller.journal.RecordCursor;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Pipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Verifies a journaled run by re-execution. Each stretch between two keyframes is independent: it
 * starts from the first one's memory and ends with a comparison of the second one, whole.
 */
public final class Verifier {

  private final JournalReader reader;
  private final PipelineFactory factory;
  private final Function<JournalHeader, BoundaryRule> rules;

  /**
   * Prepares the verification of a run.
   *
   * @param reader its journal, sound
   * @param factory builds its pipelines
   * @param rules how boundaries are compared, by header
   */
  public Verifier(
      JournalReader reader, PipelineFactory factory, Function<JournalHeader, BoundaryRule> rules) {
    this.reader = Objects.requireNonNull(reader, "reader");
    this.factory = Objects.requireNonNull(factory, "factory");
    this.rules = Objects.requireNonNull(rules, "rules");
  }

  /**
   * Verifies a stretch of the run.
   *
   * @param stretch which part, by how many threads
   * @return what was found
   * @throws io.escapement.controller.config.PreflightException if a pipeline cannot be built, or is
   *     laid out otherwise than the journal
   */
  public Verification verify(Stretch stretch) {
    long startNs = System.nanoTime();
    List<JournalSurvey.Keyframe> starts = starts(stretch);
    long ticks = ticks(starts, stretch);
    SegmentResult total = new SegmentResult();
    for (SegmentResult part : inParallel(starts, stretch)) {
      total.add(part);
    }
    return new Verification(
        ticks,
        total.compared,
        total.mismatches,
        total.first,
        total.runNs,
        System.nanoTime() - startNs,
        starts.size(),
        notices());
  }

  private List<JournalSurvey.Keyframe> starts(Stretch stretch) {
    List<JournalSurvey.Keyframe> starts = new ArrayList<>();
    JournalSurvey.Keyframe first = reader.keyframeAtTime(stretch.fromNs()).orElse(null);
    for (JournalSurvey.Keyframe keyframe : reader.survey().keyframes()) {
      boolean atOrAfterFirst =
          first != null
              && (keyframe.equals(first)
                  || (!starts.isEmpty() && keyframe.timeNs() <= stretch.toNs()));
      if (atOrAfterFirst) {
        starts.add(keyframe);
      }
    }
    return starts;
  }

  /** Ticks behind the first keyframe; a keyframe at the start is where the state comes from. */
  private long ticks(List<JournalSurvey.Keyframe> starts, Stretch stretch) {
    if (starts.isEmpty()) {
      return 0;
    }
    RecordCursor cursor = reader.recordsFrom(starts.get(0));
    long ticks = 0;
    long before = Long.MIN_VALUE;
    while (cursor.next()) {
      if (before != Long.MIN_VALUE && cursor.tick() > before && timeNs(cursor) <= stretch.toNs()) {
        ticks++;
      }
      before = cursor.tick();
    }
    return ticks;
  }

  private List<SegmentResult> inParallel(List<JournalSurvey.Keyframe> starts, Stretch stretch) {
    AtomicInteger next = new AtomicInteger();
    Callable<SegmentResult> work =
        () -> {
          try (Pipelines pipelines = new Pipelines()) {
            SegmentResult mine = new SegmentResult();
            for (int i = next.getAndIncrement(); i < starts.size(); i = next.getAndIncrement()) {
              mine.add(segment(starts.get(i), stretch, pipelines));
            }
            return mine;
          }
        };
    int threads = Math.max(1, Math.min(stretch.threads(), starts.size()));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<SegmentResult>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(pool.submit(work));
      }
      List<SegmentResult> results = new ArrayList<>();
      for (Future<SegmentResult> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException("a verifying thread failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the verification was interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private SegmentResult segment(
      JournalSurvey.Keyframe start, Stretch stretch, Pipelines pipelines) {
    SegmentResult result = new SegmentResult();
    RecordCursor cursor = reader.recordsFrom(start);
    cursor.next();
    Replayer replayer = pipelines.of(cursor.header());
    replayer.load(cursor);
    long tick = cursor.tick();
    while (cursor.next()) {
      // A new revision starts from its own keyframe, and so does what follows a gap.
      boolean follows = cursor.revision() == start.revision() && cursor.tick() == tick + 1;
      if (!follows || timeNs(cursor) > stretch.toNs()) {
        break;
      }
      result.compared(replayer.replay(cursor));
      result.runNs += cursor.header().schedule().periodNs();
      tick = cursor.tick();
      if (cursor.type() == DocumentType.KEYFRAME) {
        break;
      }
    }
    return result;
  }

  private static long timeNs(RecordCursor cursor) {
    RecordLayout.Slot slot = cursor.layout().find(LoopChannels.TIME_NS);
    return cursor.buffer().getLong(cursor.offset() + slot.offset());
  }

  private List<String> notices() {
    List<String> notices = new ArrayList<>();
    for (JournalHeader header : reader.survey().headers()) {
      for (String notice : rules.apply(header).notices()) {
        if (!notices.contains(notice)) {
          notices.add(notice);
        }
      }
    }
    for (JournalSurvey.Gap gap : reader.survey().gaps()) {
      notices.add(
          gap.ticks()
              + " ticks are missing after tick "
              + gap.afterTick()
              + "; what follows is compared from the next keyframe on");
    }
    return notices;
  }

  /** The pipelines of one thread, one for each revision that it comes across. */
  private final class Pipelines implements AutoCloseable {

    private final Map<Integer, Replayer> replayers = new HashMap<>();
    private final List<Pipeline> built = new ArrayList<>();

    Replayer of(JournalHeader header) {
      return replayers.computeIfAbsent(
          header.revision(),
          revision -> {
            Pipeline pipeline = factory.create(header);
            built.add(pipeline);
            return new Replayer(pipeline, header.layout(), rules.apply(header));
          });
    }

    @Override
    public void close() {
      built.forEach(Pipeline::close);
    }
  }
}

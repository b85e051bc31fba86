package io.escapement.controller.replay;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.JournalSurvey;
import io.escapement.controller.journal.JournalSurvey.Gap;
import io.escapement.controller.journal.JournalSurvey.Keyframe;
import io.escapement.controller.journal.RecordCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Verifies a journaled run by re-execution. Each part from one keyframe to the next stands on its
 * own: it takes the memory of the first, and its last tick is compared with the whole of the
 * second. So every tick is compared once, whatever the number of threads.
 */
public final class Verifier {

  private final JournalReader reader;
  private final PipelineFactory factory;
  private final Function<JournalHeader, BoundaryRule> rules;

  /**
   * Prepares the verification of a run.
   *
   * @param reader the run's journal
   * @param factory builds its pipelines
   * @param rules how engine outputs are compared, by header
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
   * @param stretch which part, and by how many threads
   * @return what was found
   * @throws PreflightException if a document of the journal is not as it was written, if the
   *     stretch holds no keyframe, or if a pipeline cannot be built as the journal needs it
   */
  public Verification verify(Stretch stretch) {
    long startNs = System.nanoTime();
    List<Keyframe> starts = starts(stretch);
    SegmentResult[] results = new SegmentResult[starts.size()];
    AtomicInteger next = new AtomicInteger();
    int threads = Math.min(stretch.threads(), starts.size());
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(workers.submit(() -> work(starts, stretch, next, results)));
      }
      for (Future<?> worker : running) {
        await(worker);
      }
    } finally {
      workers.shutdownNow();
    }
    return verification(starts, stretch, results, startNs);
  }

  /**
   * Re-executes a stretch of the run in its order, on the calling thread.
   *
   * @param stretch which part; its threads are not used
   * @param listener sees each tick
   * @return what was found
   * @throws PreflightException as {@link #verify}
   */
  public Verification replay(Stretch stretch, ReplayListener listener) {
    long startNs = System.nanoTime();
    List<Keyframe> starts = starts(stretch);
    SegmentResult[] results = new SegmentResult[starts.size()];
    try (Replayers replayers = new Replayers(factory, rules)) {
      for (int i = 0; i < starts.size(); i++) {
        results[i] = segment(replayers, starts.get(i), stretch, listener);
      }
    }
    return verification(starts, stretch, results, startNs);
  }

  private void work(
      List<Keyframe> starts, Stretch stretch, AtomicInteger next, SegmentResult[] results) {
    try (Replayers replayers = new Replayers(factory, rules)) {
      for (int i = next.getAndIncrement(); i < starts.size(); i = next.getAndIncrement()) {
        results[i] = segment(replayers, starts.get(i), stretch, (recorded, computed, found) -> {});
      }
    } catch (RuntimeException | Error e) {
      // The other workers need not go on.
      next.set(starts.size());
      throw e;
    }
  }

  /** Replays from a keyframe to the next one, or to whatever ends the part before that. */
  private SegmentResult segment(
      Replayers replayers, Keyframe start, Stretch stretch, ReplayListener listener) {
    SegmentResult result = new SegmentResult();
    RecordCursor cursor = reader.recordsFrom(start);
    cursor.next();
    Replayer replayer = replayers.of(cursor.header());
    if (start.revision() == 0 && start.tick() < 0) {
      result.opening(replayer.opening(cursor));
    }
    replayer.load(cursor);
    long tick = start.tick();
    while (cursor.next()
        && cursor.revision() == start.revision()
        && cursor.tick() == tick + 1
        && cursor.timeNs() <= stretch.toNs()) {
      Divergence divergence = replayer.replay(cursor);
      listener.tick(cursor, replayer.recomputed(), divergence);
      result.tick(divergence);
      result.runNs = cursor.timeNs() - start.timeNs();
      tick++;
      if (cursor.isKeyframe()) {
        break;
      }
    }
    return result;
  }

  /** The keyframes of the stretch, from the last one before its start. */
  private List<Keyframe> starts(Stretch stretch) {
    reader.demandSound();
    List<Keyframe> all = reader.survey().keyframes();
    int first = 0;
    for (int i = 0; i < all.size(); i++) {
      // A keyframe is not compared itself, so the stretch's first tick needs one that lies before.
      if (all.get(i).timeNs() < stretch.fromNs()) {
        first = i;
      }
    }
    List<Keyframe> starts =
        all.subList(first, all.size()).stream()
            .filter(keyframe -> keyframe.timeNs() <= stretch.toNs())
            .toList();
    if (starts.isEmpty()) {
      throw PreflightException.at(reader.run().path())
          .summary("there is nothing to replay")
          .expected("a keyframe before the end of the stretch")
          .found(all.size() + " keyframes in the journal")
          .remedy("choose a stretch inside the run")
          .build();
    }
    return starts;
  }

  private Verification verification(
      List<Keyframe> starts, Stretch stretch, SegmentResult[] results, long startNs) {
    SegmentResult total = new SegmentResult();
    for (SegmentResult result : results) {
      total.add(result);
    }
    JournalSurvey survey = reader.survey();
    long firstTick = starts.get(0).tick();
    long lastTick = lastTick(starts, stretch);
    List<String> notices = new ArrayList<>();
    for (JournalHeader header : survey.headers()) {
      rules.apply(header).notices().stream()
          .filter(notice -> !notices.contains(notice))
          .forEach(notices::add);
    }
    long lost = 0;
    long restarts = 0;
    for (Gap gap : survey.gaps()) {
      if (gap.afterTick() >= firstTick && gap.nextTick() <= lastTick) {
        lost += gap.ticks();
        restarts++;
        notices.add(gapNotice(gap));
      }
    }
    long atTheEnd = lastTick == survey.lastTick() ? survey.lostAtEnd() : 0;
    if (atTheEnd > 0) {
      lost += atTheEnd;
      notices.add("the journal lost the last " + atTheEnd + " ticks of the run");
    }
    return new Verification(
        lastTick - firstTick + atTheEnd,
        total.compared,
        lost,
        restarts,
        total.mismatches,
        total.first,
        total.runNs,
        System.nanoTime() - startNs,
        starts.size(),
        notices);
  }

  private long lastTick(List<Keyframe> starts, Stretch stretch) {
    if (stretch.toNs() == Long.MAX_VALUE) {
      return reader.survey().lastTick();
    }
    Keyframe last = starts.get(starts.size() - 1);
    RecordCursor cursor = reader.recordsFrom(last);
    long tick = last.tick();
    while (cursor.next() && cursor.timeNs() <= stretch.toNs()) {
      tick = cursor.tick();
    }
    return tick;
  }

  private static String gapNotice(Gap gap) {
    return "the journal lost "
        + gap.ticks()
        + " ticks after tick "
        + gap.afterTick()
        + "; they and tick "
        + gap.nextTick()
        + ", from which replay starts again, are not compared";
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("a worker throws nothing checked", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while verifying", e);
    }
  }
}

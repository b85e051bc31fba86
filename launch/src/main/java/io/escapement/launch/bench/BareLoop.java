package io.escapement.launch.bench;

import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.Loop;
import io.escapement.controller.loop.LoopResult;
import io.escapement.controller.loop.LoopSettings;
import io.escapement.controller.loop.LoopStatistics;
import io.escapement.controller.loop.Pacer;
import io.escapement.controller.loop.Revision;
import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.realtime.RealtimeSetup;
import io.escapement.controller.record.DiscardingSink;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import java.util.Objects;

/** A loop whose ticks do nothing and whose records nobody takes: the wait alone. */
final class BareLoop {

  private final LoopStatistics statistics = new LoopStatistics();

  /**
   * Runs it on a thread of its own, and waits for its end.
   *
   * @param settings how long
   * @param pacer how it waits
   * @param realtime sets the thread up
   * @param stop ends it early
   * @return how it went
   * @throws InterruptedException if this thread was interrupted meanwhile
   */
  LoopResult run(LoopSettings settings, Pacer pacer, RealtimeSetup realtime, StopRequest stop)
      throws InterruptedException {
    LoopResult[] result = new LoopResult[1];
    try (Pipeline pipeline = new PipelineBuilder().build()) {
      Revision revision = new Revision(0, pipeline, new DiscardingSink());
      Loop loop = new Loop(settings, revision, pacer, Clock.system(), statistics, stop, 0);
      Thread thread =
          new Thread(
              () -> {
                realtime.applyToThread();
                loop.warmUp();
                realtime.lockMemory();
                result[0] = loop.run();
              },
              "control-loop");
      thread.start();
      thread.join();
    }
    return Objects.requireNonNull(result[0], "the loop's thread ended before the loop");
  }

  LoopStatistics statistics() {
    return statistics;
  }
}

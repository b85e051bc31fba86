package io.escapement.controller.loop;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.testing.CollectingSink;
import io.escapement.testing.ScriptedSource;
import io.escapement.testing.ScriptedStage;
import io.escapement.testing.VirtualClock;
import io.escapement.testing.VirtualSleeper;
import java.util.function.LongConsumer;

/**
 * A loop on virtual time over a pipeline that counts its ticks in a memory channel; what else a
 * tick does, a test says.
 */
final class LoopFixture {

  static final long PERIOD_NS = 2_000_000;

  /** What the pipeline counts: the ticks since the start of the run. */
  static final String COUNT = "r/counter/count";

  /** What the source counts: how often the world was read. */
  static final String READS = "r/world/reads";

  final VirtualClock clock = new VirtualClock(1_000);
  final VirtualSleeper sleeper = new VirtualSleeper(clock);
  final CollectingSink sink = new CollectingSink();
  LoopStatistics statistics = new LoopStatistics();
  final StopRequest stop = new StopRequest();
  Runnable inTick = () -> {};
  LongConsumer ahead = timeNs -> {};
  long ticksRun;
  int warmUpTicks;
  int settleTicks;
  long graceTicks = 5;

  /** A pipeline, with its first sensor values already read. */
  Pipeline pipeline() {
    return pipeline("r/extra/unused", ChannelType.F64);
  }

  /** The same with a channel of its own, which gives it another layout. */
  Pipeline pipeline(String extra, ChannelType type) {
    I64Channel reads = new I64Channel(ChannelSpec.input(READS, ChannelType.I64, 1));
    I64Channel count = new I64Channel(ChannelSpec.memory(COUNT, ChannelType.I64, 1));
    ScriptedSource world =
        new ScriptedSource("world", Phase.READ, timeNs -> reads.set(0, reads.get(0) + 1), reads)
            .onAhead(timeNs -> ahead.accept(timeNs));
    ScriptedStage counter =
        new ScriptedStage("counter", Phase.DECODE)
            .writes(count)
            .onTick(
                () -> {
                  count.set(0, count.get(0) + 1);
                  ticksRun++;
                  inTick.run();
                });
    ScriptedStage other = new ScriptedStage("other", Phase.ESTIMATE);
    if (type == ChannelType.I64) {
      other.writes(new I64Channel(ChannelSpec.memory(extra, type, 3)));
    }
    Pipeline pipeline =
        new PipelineBuilder()
            .deadlineClock(clock::nanoTime)
            .add(world)
            .add(other)
            .add(counter)
            .build();
    pipeline.readSources();
    return pipeline;
  }

  Loop realtime(long ticks) {
    return loop(ticks, new RealtimePacer(PERIOD_NS, clock, sleeper), sink);
  }

  Loop lockstep(long ticks) {
    return loop(ticks, new LockstepPacer(PERIOD_NS), sink);
  }

  Loop loop(long ticks, Pacer pacer, RecordSink to) {
    LoopSettings settings = new LoopSettings(PERIOD_NS, ticks, warmUpTicks, settleTicks);
    Revision first = new Revision(0, pipeline(), to);
    return new Loop(settings, first, pacer, clock, statistics, stop, graceTicks);
  }
}

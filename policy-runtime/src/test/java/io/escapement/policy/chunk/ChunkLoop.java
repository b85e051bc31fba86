package io.escapement.policy.chunk;

import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.ChunkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A chunk stage behind something that gives it chunks as a test says, ticked at 250 Hz. */
final class ChunkLoop implements AutoCloseable {

  static final long TICK_NS = 4_000_000;

  final Pipeline pipeline;
  final Giver giver;
  private long tick;

  /** Chunks of the tick itself, or of an earlier time. */
  ChunkLoop(ChunkSpec spec, int width, boolean late) {
    giver = new Giver(spec.length(), width, late);
    pipeline =
        new PipelineBuilder()
            .add(giver)
            .add(
                new ChunkStage(
                    "leg/policy/",
                    spec,
                    Arrays.asList("a", "b", "c").subList(0, width),
                    TICK_NS,
                    new ChunkStage.From(
                        late ? "leg/policy/async/due" : "leg/policy/due",
                        "leg/policy/output",
                        late ? Optional.of("leg/policy/source_ns") : Optional.empty(),
                        spec.critic().map(tensor -> "leg/policy/output/" + tensor))))
            .build();
  }

  /** On the next tick a policy beside the loop observes for the first time after a reset. */
  void startAfresh() {
    giver.reset();
    giver.asks = true;
  }

  /** Gives a chunk on the next tick. */
  void give(long sourceNs, double... values) {
    giver.next = values;
    giver.nextSourceNs = sourceNs;
  }

  void tick() {
    tickAt(tick * TICK_NS);
  }

  void tickAt(long timeNs) {
    pipeline.setTime(tick++, timeNs, TICK_NS, 0);
    pipeline.tick(PhaseClock.NONE);
  }

  boolean begins() {
    return i32("chunk/due") == 1;
  }

  float action(int element) {
    F32Channel channel = attached(F32Channel.reading("leg/policy/chunk/action", -1));
    return channel.get(element);
  }

  int i32(String name) {
    return attached(I32Channel.reading("leg/policy/" + name, 1)).get(0);
  }

  long i64(String name) {
    return attached(I64Channel.reading("leg/policy/" + name, 1)).get(0);
  }

  private <C extends Channel> C attached(C channel) {
    pipeline.record().attach(channel);
    return channel;
  }

  @Override
  public void close() {
    pipeline.close();
  }

  /** Stands for observing and inferring. */
  static final class Giver implements Stage {

    double[] q = {};
    private final boolean late;
    private boolean asks;
    private double[] next;
    private long nextSourceNs;
    private final I32Channel due =
        new I32Channel(ChannelSpec.derived("leg/policy/due", ChannelType.I32, 1));
    private final I32Channel answered =
        new I32Channel(ChannelSpec.derived("leg/policy/async/due", ChannelType.I32, 1));
    private final I64Channel observations =
        new I64Channel(ChannelSpec.memory("leg/policy/observations", ChannelType.I64, 1));
    private final I64Channel sourceNs =
        new I64Channel(ChannelSpec.derived("leg/policy/source_ns", ChannelType.I64, 1));
    private final F32Channel output;
    private final F32Channel critic;

    Giver(int length, int width, boolean late) {
      this.late = late;
      output =
          new F32Channel(
              ChannelSpec.boundary("leg/policy/output", ChannelType.F32, length * width));
      critic = new F32Channel(ChannelSpec.boundary("leg/policy/output/q", ChannelType.F32, length));
    }

    /** The next chunk is the first after a reset. */
    void reset() {
      observations.set(0, 0);
    }

    @Override
    public String name() {
      return "giver";
    }

    @Override
    public Phase phase() {
      return Phase.INFER;
    }

    @Override
    public void declare(Wiring wiring) {
      List.of(due, answered, observations, sourceNs, output, critic).forEach(wiring::writes);
    }

    @Override
    public void tick() {
      if (asks) {
        observe();
        asks = false;
      }
      if (next == null) {
        return;
      }
      if (late) {
        answered.set(0, 1);
      } else {
        observe();
      }
      sourceNs.set(0, nextSourceNs);
      for (int i = 0; i < next.length; i++) {
        output.set(i, (float) next[i]);
      }
      for (int i = 0; i < q.length; i++) {
        critic.set(i, (float) q[i]);
      }
      next = null;
    }

    private void observe() {
      due.set(0, 1);
      observations.set(0, observations.get(0) + 1);
    }
  }
}

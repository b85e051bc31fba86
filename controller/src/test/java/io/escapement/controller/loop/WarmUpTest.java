package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Deadline;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.testing.ScriptedSink;
import io.escapement.testing.ScriptedSource;
import io.escapement.testing.ScriptedStage;
import io.escapement.testing.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private static final long P = 2_000_000;

  private final F64Channel input = new F64Channel(ChannelSpec.input("r/w/q", ChannelType.F64, 2));
  private final F64Channel held = new F64Channel(ChannelSpec.memory("r/p/h", ChannelType.F64, 2));
  private final F64Channel out = new F64Channel(ChannelSpec.derived("r/p/o", ChannelType.F64, 2));
  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final List<Long> times = new ArrayList<>();
  private final List<Double> inputs = new ArrayList<>();
  private final List<String> world = new ArrayList<>();
  private final List<Double> heldAfter = new ArrayList<>();
  private VirtualClock passing = new VirtualClock(0);
  private long tickNs;
  private boolean failing;
  private Deadline deadline;
  private final Pipeline pipeline =
      new PipelineBuilder()
          .add(
              new ScriptedSource(
                  "world",
                  Phase.READ,
                  now -> {
                    world.add("read");
                    input.set(0, 4);
                  },
                  input))
          .add(
              new ScriptedStage("stage", Phase.INFER)
                  .reads(F64Channel.reading("r/w/q", 2), timeNs)
                  .writes(held, out)
                  .declares(wiring -> deadline = wiring.deadline("r/p/steps"))
                  .onInitialise(() -> held.set(1, 9))
                  .onTick(this::tick))
          .add(new ScriptedSink("drive", () -> world.add("write")))
          .build();

  private void tick() {
    times.add(timeNs.get(0));
    inputs.add(input.get(0));
    held.set(0, held.get(0) + 1);
    heldAfter.add(held.get(0));
    out.set(0, held.get(0));
    passing.advance(tickNs);
    if (failing) {
      throw new IllegalStateException("engine");
    }
    deadline.begin(Long.MAX_VALUE);
    deadline.proceed();
  }

  private UnsafeBuffer bytes() {
    int length = pipeline.record().layout().length();
    UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
    pipeline.record().copyTo(copy, 0, length);
    return copy;
  }

  @Test
  void leaves_every_byte_of_the_record_as_it_was() {
    pipeline.readSources();
    UnsafeBuffer before = bytes();
    WarmUp.run(pipeline, new LoopSettings(P, 0, 25, 0));
    assertEquals(before, bytes());
    assertEquals(-1, pipeline.tickNumber());
    assertEquals(9, held.get(1));
  }

  @Test
  void runs_the_stages_on_the_world_as_it_is_while_time_goes_on() {
    pipeline.readSources();
    WarmUp.run(pipeline, new LoopSettings(P, 0, 3, 0));
    assertEquals(List.of(0L, 2_000_000L, 4_000_000L), times);
    assertEquals(List.of(4.0, 4.0, 4.0), inputs);
  }

  @Test
  void does_not_touch_the_world() {
    WarmUp.run(pipeline, new LoopSettings(P, 0, 3, 0));
    assertEquals(List.of(), world);
  }

  @Test
  void no_ticks_are_no_warm_up() {
    WarmUp.run(pipeline, new LoopSettings(P, 0, 0, 0));
    assertEquals(List.of(), times);
  }

  @Test
  void begins_anew_before_measurements_that_stand_still_look_stale() {
    WarmUp.run(pipeline, new LoopSettings(P, 0, 25, 0));
    assertEquals(0L, times.get(10));
    assertEquals(9 * P, times.get(19));
    assertEquals(0L, times.get(20));
    assertEquals(List.of(10.0, 1.0), heldAfter.subList(9, 11));
  }

  @Test
  void ends_when_its_time_is_over_but_not_before_the_first_ticks() {
    VirtualClock clock = new VirtualClock(0);
    tickNs = 30;
    passing = clock;
    LoopStatistics statistics = new LoopStatistics();
    LoopSettings settings = new LoopSettings(P, 0, 1_000, 100, 0);
    Pacer pacer = new LockstepPacer(P);
    assertEquals(30, new WarmUp(pipeline, settings, pacer, clock, statistics).run());
    assertEquals(4, times.size());
    times.clear();
    tickNs = 5_000;
    new WarmUp(pipeline, settings, pacer, clock, statistics).run();
    assertEquals(WarmUp.FEWEST_TICKS, times.size());
  }

  @Test
  void statistics_are_empty_afterwards() {
    LoopStatistics statistics = new LoopStatistics();
    LoopSettings settings = new LoopSettings(P, 0, 10, 0);
    new WarmUp(pipeline, settings, new LockstepPacer(P), new VirtualClock(0), statistics).run();
    assertEquals(0, statistics.tick().getTotalCount());
    assertEquals(0, statistics.phases().get("advance").getTotalCount());
    assertEquals(0, statistics.liveLateness(null).getTotalCount());
  }

  @Test
  void the_world_is_met_again_once_it_is_over() {
    WarmUp.run(pipeline, new LoopSettings(P, 0, 5, 0));
    pipeline.tick(new VirtualClock(0));
    assertEquals(List.of("read", "write"), world);
  }

  @Test
  void a_failure_leaves_the_record_as_it_was() {
    pipeline.readSources();
    UnsafeBuffer before = bytes();
    failing = true;
    LoopSettings settings = new LoopSettings(P, 0, 5, 0);
    assertThrows(IllegalStateException.class, () -> WarmUp.run(pipeline, settings));
    assertEquals(before, bytes());
  }
}

package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private final F64Channel input = new F64Channel(ChannelSpec.input("r/w/q", ChannelType.F64, 2));
  private final F64Channel held = new F64Channel(ChannelSpec.memory("r/p/h", ChannelType.F64, 2));
  private final F64Channel out = new F64Channel(ChannelSpec.derived("r/p/o", ChannelType.F64, 2));
  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final List<Long> times = new ArrayList<>();
  private final List<Double> inputs = new ArrayList<>();
  private final List<String> world = new ArrayList<>();
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
    out.set(0, held.get(0));
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
    WarmUp.run(pipeline, 25, 2_000_000);
    assertEquals(before, bytes());
    assertEquals(-1, pipeline.tickNumber());
    assertEquals(9, held.get(1));
  }

  @Test
  void runs_the_stages_on_the_world_as_it_is_while_time_goes_on() {
    pipeline.readSources();
    WarmUp.run(pipeline, 3, 2_000_000);
    assertEquals(List.of(0L, 2_000_000L, 4_000_000L), times);
    assertEquals(List.of(4.0, 4.0, 4.0), inputs);
  }

  @Test
  void does_not_touch_the_world() {
    WarmUp.run(pipeline, 3, 2_000_000);
    assertEquals(List.of(), world);
  }

  @Test
  void no_ticks_are_no_warm_up() {
    WarmUp.run(pipeline, 0, 2_000_000);
    assertEquals(List.of(), times);
  }
}

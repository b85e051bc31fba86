package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.testing.ScriptedSource;
import io.escapement.testing.ScriptedStage;
import io.escapement.testing.VirtualClock;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoopStatisticsTest {

  private static final long MINUTE_NS = 60_000_000_000L;

  private final LoopStatistics statistics = new LoopStatistics();
  private final VirtualClock clock = new VirtualClock(0);
  private final Pipeline pipeline =
      new PipelineBuilder()
          .add(new ScriptedSource("physics", Phase.ADVANCE, timeNs -> clock.advance(1_000)))
          .add(new ScriptedStage("engine", Phase.INFER).onTick(() -> clock.advance(200)))
          .add(new ScriptedStage("filter", Phase.FILTER).onTick(() -> clock.advance(30)))
          .build();

  @Test
  void overhead_is_the_tick_less_the_simulated_world_and_inference() {
    pipeline.tick(clock);
    statistics.record(0, 1_300, 70, pipeline);
    assertEquals(1_300, statistics.tick().getMaxValue());
    assertEquals(100, statistics.overhead().getMaxValue());
    assertEquals(70, statistics.phases().get("journal").getMaxValue());
    assertEquals(1_000, statistics.phases().get("advance").getMaxValue());
    assertEquals(200, statistics.phases().get("infer").getMaxValue());
    assertEquals(30, statistics.phases().get("filter").getMaxValue());
  }

  @Test
  void values_beyond_a_minute_count_as_a_minute() {
    statistics.record(Long.MAX_VALUE, Long.MAX_VALUE, MINUTE_NS + 1, pipeline);
    assertEquals(1, statistics.lateness().getTotalCount());
    assertTrue(statistics.lateness().getMaxValue() >= MINUTE_NS);
    assertTrue(statistics.tick().valuesAreEquivalent(statistics.tick().getMaxValue(), MINUTE_NS));
    assertTrue(statistics.phases().get("journal").getMaxValue() >= MINUTE_NS);
  }

  @Test
  void values_below_zero_count_as_zero() {
    statistics.record(-1, Long.MIN_VALUE, -5, pipeline);
    assertEquals(0, statistics.lateness().getMaxValue());
    assertEquals(0, statistics.tick().getMaxValue());
    assertEquals(1, statistics.tick().getTotalCount());
  }

  @Test
  void a_live_view_sees_the_lateness_since_its_last_look() {
    statistics.record(500, 0, 0, pipeline);
    Histogram first = statistics.liveLateness(null);
    assertEquals(1, first.getTotalCount());
    assertEquals(500, first.getMaxValue());
    statistics.record(20, 0, 0, pipeline);
    statistics.record(30, 0, 0, pipeline);
    Histogram second = statistics.liveLateness(first);
    assertEquals(2, second.getTotalCount());
    assertEquals(30, second.getMaxValue());
    assertEquals(3, statistics.lateness().getTotalCount());
  }
}

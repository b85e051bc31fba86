package io.escapement.launch.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What an operator who acts by a timeline brings into the record. */
class TimelineOperatorTest {

  private static final long PERIOD_NS = 1_000_000;
  private static final VelocityCommand WALK = new VelocityCommand(0.5, 0, 0);

  private final StopRequest stop = new StopRequest();

  private Pipeline pipeline(long endNs, TimelineEvent... events) {
    TimelineOperator operator = new TimelineOperator("robot", WALK, List.of(events), stop, endNs);
    return new PipelineBuilder().add(operator).build();
  }

  private static void read(Pipeline pipeline, long tick) {
    pipeline.setTime(tick, tick * PERIOD_NS, PERIOD_NS, 0);
    pipeline.readSources();
  }

  private static int offset(Pipeline pipeline, String name) {
    RecordLayout.Slot slot = pipeline.record().layout().find("robot/operator/" + name);
    return slot.offset();
  }

  private static int i32(Pipeline pipeline, String name) {
    return pipeline.record().buffer().getInt(offset(pipeline, name));
  }

  private static double vx(Pipeline pipeline) {
    return pipeline.record().buffer().getDouble(offset(pipeline, "velocity_command"));
  }

  @Test
  void the_first_velocity_stands_from_before_the_first_tick() {
    try (Pipeline pipeline = pipeline(Long.MAX_VALUE)) {
      read(pipeline, -1);
      assertEquals(0.5, vx(pipeline));
    }
  }

  @Test
  void an_event_happens_at_its_tick_and_not_before() {
    TimelineEvent slow =
        new TimelineEvent(
            3 * PERIOD_NS, new VelocityCommand(0.1, 0, 0), OptionalInt.empty(), false, false);
    try (Pipeline pipeline = pipeline(Long.MAX_VALUE, slow)) {
      read(pipeline, 2);
      assertEquals(0.5, vx(pipeline));
      read(pipeline, 3);
      assertEquals(0.1, vx(pipeline));
    }
  }

  @Test
  void requests_last_one_tick() {
    TimelineEvent event = new TimelineEvent(0, null, OptionalInt.of(1), true, true);
    try (Pipeline pipeline = pipeline(Long.MAX_VALUE, event)) {
      read(pipeline, -1);
      assertEquals(0, i32(pipeline, "mode_request"));
      read(pipeline, 0);
      assertEquals(2, i32(pipeline, "mode_request"));
      assertEquals(1, i32(pipeline, "reset"));
      assertEquals(1, i32(pipeline, "estop"));
      read(pipeline, 1);
      assertEquals(0, i32(pipeline, "mode_request"));
      assertEquals(0, i32(pipeline, "reset"));
      assertEquals(0, i32(pipeline, "estop"));
    }
  }

  @Test
  void asks_for_the_end_at_its_time_once_and_says_so_from_then_on() {
    try (Pipeline pipeline = pipeline(2 * PERIOD_NS)) {
      read(pipeline, 1);
      assertFalse(stop.requested());
      assertEquals(0, i32(pipeline, "stop"));
      read(pipeline, 2);
      read(pipeline, 3);
      assertTrue(stop.requested());
      assertFalse(stop.immediate());
      assertEquals(1, i32(pipeline, "stop"));
    }
  }
}

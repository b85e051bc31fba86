package io.escapement.controller.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.testing.ScriptedSink;
import io.escapement.testing.ScriptedSource;
import io.escapement.testing.ScriptedStage;
import io.escapement.testing.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineTest {

  private static final PhaseClock STILL = PhaseClock.NONE;

  private final List<String> order = new ArrayList<>();
  private final PipelineBuilder builder = new PipelineBuilder();

  private static F64Channel channel(ChannelSpec spec) {
    return new F64Channel(spec);
  }

  private ScriptedStage stage(String name, Phase phase) {
    return new ScriptedStage(name, phase).onTick(() -> order.add(name));
  }

  private ScriptedSource source(String name, Phase phase) {
    return new ScriptedSource(name, phase, timeNs -> order.add(name));
  }

  @Test
  void steps_run_in_the_order_of_their_phases_whatever_the_order_of_adding() {
    Phase[] phases = Phase.values();
    for (int i = phases.length - 1; i >= 0; i--) {
      builder.add(stage(phases[i].name(), phases[i]));
    }
    builder.build().tick(STILL);
    assertEquals(List.of(phases).stream().map(Phase::name).toList(), order);
  }

  @Test
  void within_a_phase_sources_run_first_then_stages_then_sinks_each_in_the_order_of_adding() {
    builder.add(new ScriptedSink("sink 1", () -> order.add("sink 1")));
    builder.add(stage("stage 1", Phase.WRITE));
    builder.add(source("source 1", Phase.WRITE));
    builder.add(new ScriptedSink("sink 2", () -> order.add("sink 2")));
    builder.add(source("source 2", Phase.WRITE));
    builder.add(stage("stage 2", Phase.WRITE));
    builder.build().tick(STILL);
    assertEquals(List.of("source 1", "source 2", "stage 1", "stage 2", "sink 1", "sink 2"), order);
  }

  @Test
  void a_replayed_tick_runs_the_stages_alone() {
    builder.add(source("source", Phase.READ));
    builder.add(stage("stage", Phase.INFER));
    builder.add(new ScriptedSink("sink", () -> order.add("sink")));
    builder.build().replayTick((stage, channels) -> {});
    assertEquals(List.of("stage"), order);
  }

  @Test
  void derived_boundary_and_decision_are_zero_at_the_start_of_each_tick_and_memory_survives() {
    F64Channel derived = channel(ChannelSpec.derived("r/c/derived", ChannelType.F64, 1));
    F64Channel boundary = channel(ChannelSpec.boundary("r/c/boundary", ChannelType.F64, 1));
    F64Channel memory = channel(ChannelSpec.memory("r/c/memory", ChannelType.F64, 1));
    Deadline[] deadline = new Deadline[1];
    List<List<Double>> atStart = new ArrayList<>();
    ScriptedStage stage = new ScriptedStage("stage", Phase.INFER).writes(derived, boundary, memory);
    stage.declares(wiring -> deadline[0] = wiring.deadline("r/c/steps"));
    stage.onTick(
        () -> {
          double steps = deadline[0].channel().get(0);
          atStart.add(List.of(derived.get(0), boundary.get(0), memory.get(0), steps));
          derived.set(0, 1);
          boundary.set(0, 2);
          memory.set(0, memory.get(0) + 3);
          deadline[0].channel().set(0, 4);
        });
    Pipeline pipeline = builder.add(stage).build();
    pipeline.tick(STILL);
    pipeline.tick(STILL);
    assertEquals(List.of(0.0, 0.0, 0.0, 0.0), atStart.get(0));
    assertEquals(List.of(0.0, 0.0, 3.0, 0.0), atStart.get(1));
  }

  @Test
  void a_replayed_tick_keeps_inputs_and_decisions_and_zeroes_what_is_computed() {
    F64Channel derived = channel(ChannelSpec.derived("r/c/derived", ChannelType.F64, 1));
    F64Channel boundary = channel(ChannelSpec.boundary("r/c/boundary", ChannelType.F64, 1));
    F64Channel input = channel(ChannelSpec.input("r/c/input", ChannelType.F64, 1));
    Deadline[] deadline = new Deadline[1];
    List<List<Double>> atStart = new ArrayList<>();
    ScriptedStage stage = new ScriptedStage("stage", Phase.INFER).writes(derived, boundary);
    stage.declares(wiring -> deadline[0] = wiring.deadline("r/c/steps"));
    stage.onTick(
        () -> {
          double steps = deadline[0].channel().get(0);
          atStart.add(List.of(derived.get(0), boundary.get(0), input.get(0), steps));
          derived.set(0, 1);
          boundary.set(0, 2);
        });
    builder.add(new ScriptedSource("source", Phase.READ, timeNs -> {}, input));
    Pipeline pipeline = builder.add(stage).build();
    pipeline.tick(STILL);
    input.set(0, 5);
    deadline[0].channel().set(0, 6);
    pipeline.replayTick((name, channels) -> {});
    assertEquals(List.of(0.0, 0.0, 5.0, 6.0), atStart.get(1));
  }

  @Test
  void an_input_that_its_source_does_not_write_keeps_its_value() {
    F64Channel input = channel(ChannelSpec.input("r/c/input", ChannelType.F64, 1));
    ScriptedSource source =
        new ScriptedSource(
            "driver",
            Phase.READ,
            timeNs -> {
              if (timeNs == 0) {
                input.set(0, 2.5);
              }
            },
            input);
    Pipeline pipeline = builder.add(source).build();
    pipeline.setTime(0, 0, 1, 0);
    pipeline.tick(STILL);
    pipeline.setTime(1, 1, 1, 0);
    pipeline.tick(STILL);
    assertEquals(2.5, input.get(0));
  }

  @Test
  void sources_are_given_the_time_of_the_tick() {
    List<Long> times = new ArrayList<>();
    builder.add(new ScriptedSource("driver", Phase.READ, times::add));
    Pipeline pipeline = builder.build();
    pipeline.readSources();
    pipeline.setTime(0, 77, 2, 0);
    pipeline.tick(STILL);
    assertEquals(List.of(0L, 77L), times);
  }

  @Test
  void the_duration_of_each_phase_is_in_the_record_of_its_tick() {
    VirtualClock clock = new VirtualClock(1_000);
    builder.add(new ScriptedSource("driver", Phase.READ, timeNs -> clock.advance(10)));
    builder.add(new ScriptedStage("observe", Phase.OBSERVE).onTick(() -> clock.advance(20)));
    builder.add(new ScriptedStage("infer 1", Phase.INFER).onTick(() -> clock.advance(30)));
    builder.add(new ScriptedStage("infer 2", Phase.INFER).onTick(() -> clock.advance(40)));
    builder.add(new ScriptedSink("drive", () -> clock.advance(50)));
    Pipeline pipeline = builder.build();
    I64Channel phaseNs = I64Channel.reading(LoopChannels.PHASE_NS, Phase.COUNT);
    pipeline.record().attach(phaseNs);
    pipeline.tick(clock);
    assertEquals(10, phaseNs.get(Phase.READ.ordinal()));
    assertEquals(20, phaseNs.get(Phase.OBSERVE.ordinal()));
    assertEquals(70, phaseNs.get(Phase.INFER.ordinal()));
    assertEquals(50, phaseNs.get(Phase.WRITE.ordinal()));
    assertEquals(0, phaseNs.get(Phase.FILTER.ordinal()));
    assertEquals(70, pipeline.phaseNs(Phase.INFER.ordinal()));
  }

  @Test
  void the_hook_is_called_after_each_stage_that_wrote_boundaries_and_may_replace_them() {
    F64Channel output = channel(ChannelSpec.boundary("r/p/output", ChannelType.F64, 1));
    F64Channel value = channel(ChannelSpec.boundary("r/p/value", ChannelType.F64, 1));
    F64Channel seen = F64Channel.reading("r/p/output", 1);
    List<Double> decoded = new ArrayList<>();
    builder.add(new ScriptedStage("observe", Phase.OBSERVE));
    builder.add(
        new ScriptedStage("engine", Phase.INFER)
            .writes(output, value)
            .onTick(() -> output.set(0, 1)));
    builder.add(
        new ScriptedStage("decode", Phase.DECODE)
            .reads(seen)
            .onTick(() -> decoded.add(seen.get(0))));
    List<String> calls = new ArrayList<>();
    builder
        .build()
        .replayTick(
            (stage, channels) -> {
              calls.add(stage + channels);
              output.set(0, 1.25);
            });
    assertEquals(List.of("engine[r/p/output, r/p/value]"), calls);
    assertEquals(List.of(1.25), decoded);
  }

  @Test
  void closes_every_stage_also_after_one_has_failed_to_and_only_once() {
    List<String> closed = new ArrayList<>();
    builder.add(
        new ScriptedStage("one", Phase.READ)
            .onClose(
                () -> {
                  throw new IllegalStateException("stuck");
                }));
    builder.add(new ScriptedStage("two", Phase.INFER).onClose(() -> closed.add("two")));
    Pipeline pipeline = builder.build();
    String message = assertThrows(IllegalStateException.class, pipeline::close).getMessage();
    assertEquals("stuck", message);
    pipeline.close();
    assertEquals(List.of("two"), closed);
  }

  @Test
  void tells_its_stages_in_the_order_in_which_they_run() {
    builder.add(stage("b", Phase.FILTER)).add(stage("a", Phase.READ)).add(stage("c", Phase.FILTER));
    List<String> names = builder.build().stages().stream().map(Stage::name).toList();
    assertEquals(List.of("a", "b", "c"), names);
    assertTrue(order.isEmpty());
  }
}

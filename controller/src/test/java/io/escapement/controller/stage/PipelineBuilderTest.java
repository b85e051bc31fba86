package io.escapement.controller.stage;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.testing.ScriptedSink;
import io.escapement.testing.ScriptedSource;
import io.escapement.testing.ScriptedStage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the builder refuses, and that each message names stage and channel. */
class PipelineBuilderTest {

  private final PipelineBuilder builder = new PipelineBuilder();

  private static F64Channel input(String name) {
    return new F64Channel(ChannelSpec.input(name, ChannelType.F64, 1));
  }

  private static F64Channel derived(String name) {
    return new F64Channel(ChannelSpec.derived(name, ChannelType.F64, 1));
  }

  private static F64Channel memory(String name) {
    return new F64Channel(ChannelSpec.memory(name, ChannelType.F64, 1));
  }

  private static F64Channel reading(String name) {
    return F64Channel.reading(name, 1);
  }

  private static ScriptedSource source(String name, F64Channel channel) {
    return new ScriptedSource(name, Phase.READ, timeNs -> {}, channel);
  }

  private void refuses(String... parts) {
    String message = assertThrows(PipelineException.class, builder::build).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
    }
  }

  @Test
  void refuses_two_writers_of_a_channel() {
    builder.add(new ScriptedStage("policy", Phase.DECODE).writes(derived("r/cmd/position")));
    builder.add(new ScriptedStage("filter", Phase.FILTER).writes(derived("r/cmd/position")));
    refuses("policy", "filter", "r/cmd/position", "two writers");
  }

  @Test
  void refuses_a_writer_of_the_loops_channels() {
    builder.add(
        new ScriptedStage("clockmaker", Phase.READ)
            .writes(new I64Channel(ChannelSpec.derived(LoopChannels.TICK, ChannelType.I64, 1))));
    refuses("clockmaker", LoopChannels.TICK);
  }

  @Test
  void refuses_new_channels_under_the_loops_name() {
    builder.add(source("driver", input("loop/driver/value")));
    refuses("driver", "loop/driver/value");
  }

  @Test
  void refuses_a_read_before_its_writer_in_the_tick() {
    builder.add(new ScriptedStage("policy", Phase.INFER).writes(derived("r/p/action")));
    builder.add(new ScriptedStage("monitor", Phase.OBSERVE).reads(reading("r/p/action")));
    refuses("monitor", "r/p/action", "before policy has written it");
  }

  @Test
  void refuses_a_read_before_its_writer_within_a_phase() {
    builder.add(new ScriptedStage("first", Phase.FILTER).reads(reading("r/f/slack")));
    builder.add(new ScriptedStage("second", Phase.FILTER).writes(derived("r/f/slack")));
    refuses("first", "r/f/slack", "before second");
  }

  @Test
  void refuses_a_stage_that_reads_what_it_writes_itself() {
    builder.add(
        new ScriptedStage("echo", Phase.FILTER)
            .writes(derived("r/f/echo"))
            .reads(reading("r/f/echo")));
    refuses("echo", "r/f/echo");
  }

  @Test
  void refuses_a_read_of_what_nobody_writes_and_lists_the_neighbours() {
    builder.add(source("driver", input("r/joints/velocity")));
    builder.add(new ScriptedStage("policy", Phase.OBSERVE).reads(reading("r/joints/velcity")));
    refuses("policy", "r/joints/velcity", "nothing", "r/joints/velocity");
  }

  @Test
  void refuses_a_value_of_the_tick_before_that_is_not_memory() {
    builder.add(new ScriptedStage("observe", Phase.OBSERVE).readsPrevious(reading("r/p/action")));
    builder.add(new ScriptedStage("decode", Phase.DECODE).writes(derived("r/p/action")));
    refuses("observe", "r/p/action", "derived", "memory");
  }

  @Test
  void refuses_an_input_as_value_of_the_tick_before() {
    builder.add(source("driver", input("r/joints/q")));
    builder.add(new ScriptedStage("observe", Phase.OBSERVE).readsPrevious(reading("r/joints/q")));
    refuses("observe", "r/joints/q", "input");
  }

  @Test
  void refuses_a_value_of_the_tick_before_that_is_overwritten_already() {
    builder.add(new ScriptedStage("decode", Phase.DECODE).writes(memory("r/p/action")));
    builder.add(new ScriptedStage("filter", Phase.FILTER).readsPrevious(reading("r/p/action")));
    refuses("filter", "r/p/action", "decode has written it already");
  }

  @Test
  void refuses_memory_of_a_later_stage_read_as_of_this_tick() {
    builder.add(new ScriptedStage("observe", Phase.OBSERVE).reads(reading("r/p/action")));
    builder.add(new ScriptedStage("decode", Phase.DECODE).writes(memory("r/p/action")));
    refuses("observe", "r/p/action", "before decode");
  }

  @Test
  void refuses_a_stage_that_reads_timing() {
    builder.add(
        new ScriptedStage("curious", Phase.SCORE)
            .reads(I64Channel.reading(LoopChannels.LATENESS_NS, 1)));
    refuses("curious", LoopChannels.LATENESS_NS, "timing");
  }

  @Test
  void refuses_a_stage_that_reads_timing_of_the_tick_before() {
    builder.add(
        new ScriptedStage("curious", Phase.SCORE)
            .readsPrevious(I64Channel.reading(LoopChannels.PHASE_NS, Phase.COUNT)));
    refuses("curious", LoopChannels.PHASE_NS, "timing");
  }

  @Test
  void refuses_a_source_that_writes_what_is_derived() {
    builder.add(source("driver", derived("r/joints/q")));
    refuses("driver", "r/joints/q", "derived");
  }

  @Test
  void refuses_a_stage_that_writes_an_input() {
    builder.add(new ScriptedStage("estimator", Phase.ESTIMATE).writes(input("r/base/velocity")));
    refuses("estimator", "r/base/velocity", "input");
  }

  @Test
  void refuses_a_stage_that_declares_a_decision_without_a_deadline() {
    F64Channel decision = new F64Channel(ChannelSpec.decision("r/qp/x", ChannelType.F64, 1));
    builder.add(new ScriptedStage("sampler", Phase.INFER).writes(decision));
    refuses("sampler", "r/qp/x", "decision");
  }

  @Test
  void refuses_a_stage_that_writes_timing() {
    F64Channel timing = new F64Channel(ChannelSpec.timing("r/t/x", ChannelType.F64, 1));
    builder.add(new ScriptedStage("stopwatch", Phase.INFER).writes(timing));
    refuses("stopwatch", "r/t/x", "timing");
  }

  @Test
  void refuses_a_sink_that_writes() {
    builder.add(
        new Sink() {
          @Override
          public String name() {
            return "drive";
          }

          @Override
          public void declare(Wiring wiring) {
            wiring.writes(derived("r/drive/applied"));
          }

          @Override
          public void write() {}
        });
    refuses("drive", "r/drive/applied");
  }

  @Test
  void refuses_a_deadline_to_a_source() {
    builder.add(
        new Source() {
          @Override
          public String name() {
            return "driver";
          }

          @Override
          public Phase phase() {
            return Phase.READ;
          }

          @Override
          public void declare(Wiring wiring) {
            wiring.deadline("r/driver/steps");
          }

          @Override
          public void read(long timeNs) {}
        });
    refuses("driver", "deadline");
  }

  @Test
  void refuses_a_handle_of_another_count_and_names_its_reader() {
    builder.add(source("driver", input("r/joints/q")));
    builder.add(
        new ScriptedStage("observe", Phase.OBSERVE).reads(F64Channel.reading("r/joints/q", 12)));
    refuses("observe", "r/joints/q is F64[1], expected F64[12]");
  }

  @Test
  void refuses_a_handle_of_another_type_and_names_its_reader() {
    builder.add(source("driver", input("r/joints/q")));
    builder.add(
        new ScriptedStage("observe", Phase.OBSERVE).reads(I64Channel.reading("r/joints/q", 1)));
    refuses("observe", "r/joints/q is F64[1], expected I64[1]");
  }

  @Test
  void refuses_two_stages_of_one_name() {
    builder.add(new ScriptedStage("filter", Phase.FILTER));
    String message =
        assertThrows(
                PipelineException.class,
                () -> builder.add(new ScriptedStage("filter", Phase.SCORE)))
            .getMessage();
    assertTrue(message.contains("filter"), message);
  }

  @Test
  void refuses_steps_that_serve_another_pipeline_already() {
    ScriptedSource driver = source("driver", input("r/joints/q"));
    new PipelineBuilder().add(driver).build();
    builder.add(driver);
    refuses("driver", "r/joints/q", "attached");
  }

  @Test
  void refuses_a_source_of_what_the_journal_gives_on_replay() {
    RecordLayout journaled =
        new PipelineBuilder().add(source("driver", input("r/joints/q"))).build().record().layout();
    builder.recordedInputs(journaled).add(source("driver", input("r/joints/q")));
    refuses("driver", "r/joints/q", "the journal");
  }

  @Test
  void accepts_memory_read_before_its_writer_as_of_the_tick_before_and_after_it_as_of_this_one() {
    builder.add(new ScriptedStage("observe", Phase.OBSERVE).readsPrevious(reading("r/p/action")));
    builder.add(new ScriptedStage("decode", Phase.DECODE).writes(memory("r/p/action")));
    builder.add(new ScriptedStage("filter", Phase.FILTER).reads(reading("r/p/action")));
    assertDoesNotThrow(builder::build);
  }

  @Test
  void accepts_a_stage_that_reads_the_tick_and_its_time() {
    I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
    builder.add(new ScriptedStage("gait", Phase.OBSERVE).reads(timeNs));
    Pipeline pipeline = builder.build();
    pipeline.setTime(3, 6_000_000, 2_000_000, 0);
    assertEquals(6_000_000, timeNs.get(0));
  }

  @Test
  void accepts_a_sink_that_reads_timing_since_it_is_not_replayed() {
    builder.add(
        new ScriptedSink("display", () -> {}, I64Channel.reading(LoopChannels.LATENESS_NS, 1)));
    assertDoesNotThrow(builder::build);
  }

  @Test
  void a_pipeline_without_steps_has_the_loops_channels_and_stands_before_tick_0() {
    Pipeline pipeline = builder.build();
    assertEquals(-1, pipeline.tickNumber());
    assertTrue(
        pipeline.record().layout().slots().stream()
            .allMatch(slot -> slot.spec().name().startsWith("loop/")));
  }

  @Test
  void initialises_each_stage_once_in_order_with_its_channels_attached() {
    List<String> order = new ArrayList<>();
    F64Channel held = memory("r/p/held");
    ScriptedStage late = new ScriptedStage("late", Phase.FILTER).writes(held);
    late.onInitialise(
        () -> {
          held.set(0, 4.5);
          order.add("late");
        });
    builder.add(late);
    builder.add(new ScriptedStage("early", Phase.OBSERVE).onInitialise(() -> order.add("early")));
    builder.build();
    assertEquals(List.of("early", "late"), order);
    assertEquals(4.5, held.get(0));
  }
}

package io.escapement.controller.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.RecordLayout.Region;
import io.escapement.controller.record.TickRecord;
import io.escapement.testing.ScriptedStage;
import io.escapement.testing.VirtualClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

  private static final String STEPS = "r/sampler/steps";

  /** An anytime computation of at most ten steps. */
  private static final class Anytime {

    final ScriptedStage stage = new ScriptedStage("sampler", Phase.INFER);
    private Deadline deadline;
    long budgetNs;
    Runnable step = () -> {};
    int steps;

    Anytime() {
      stage.declares(wiring -> deadline = wiring.deadline(STEPS)).onTick(this::tick);
    }

    private void tick() {
      steps = 0;
      deadline.begin(budgetNs);
      while (steps < 10 && deadline.proceed()) {
        step.run();
        steps++;
      }
    }
  }

  private final VirtualClock clock = new VirtualClock(0);
  private final Anytime live = new Anytime();
  private final Pipeline pipeline =
      new PipelineBuilder().add(live.stage).deadlineClock(clock::nanoTime).build();

  private static I32Channel journaled(TickRecord record) {
    I32Channel steps = I32Channel.reading(STEPS, 1);
    record.attach(steps);
    return steps;
  }

  @Test
  void grants_steps_while_there_is_time_and_journals_their_number() {
    I32Channel steps = journaled(pipeline.record());
    live.step = () -> clock.advance(30);
    live.budgetNs = 100;
    pipeline.tick(clock);
    assertEquals(4, live.steps);
    assertEquals(4, steps.get(0));
  }

  @Test
  void each_tick_counts_anew() {
    I32Channel steps = journaled(pipeline.record());
    live.budgetNs = 100;
    live.step = () -> clock.advance(50);
    pipeline.tick(clock);
    live.step = () -> clock.advance(100);
    pipeline.tick(clock);
    assertEquals(1, steps.get(0));
  }

  @Test
  void counts_only_what_was_asked_for_by_a_computation_that_ends_early() {
    I32Channel steps = journaled(pipeline.record());
    live.budgetNs = 1_000;
    pipeline.tick(clock);
    assertEquals(10, live.steps);
    assertEquals(10, steps.get(0));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void grants_nothing_without_time(long budgetNs) {
    live.budgetNs = budgetNs;
    pipeline.tick(clock);
    assertEquals(0, live.steps);
  }

  @Test
  void a_budget_without_end_does_not_overflow() {
    clock.advance(5_000);
    live.step = () -> clock.advance(1_000_000);
    live.budgetNs = Long.MAX_VALUE;
    pipeline.tick(clock);
    assertEquals(10, live.steps);
  }

  @Test
  void holds_across_the_overflow_of_the_monotonic_clock() {
    VirtualClock late = new VirtualClock(Long.MAX_VALUE - 10);
    Anytime anytime = new Anytime();
    Pipeline other = new PipelineBuilder().add(anytime.stage).deadlineClock(late::nanoTime).build();
    anytime.budgetNs = 100;
    anytime.step = () -> late.advance(30);
    other.tick(late);
    assertEquals(4, anytime.steps);
  }

  @Test
  void replay_repeats_the_journaled_number_of_steps_whatever_the_time() {
    live.step = () -> clock.advance(30);
    live.budgetNs = 100;
    pipeline.tick(clock);
    RecordLayout layout = pipeline.record().layout();
    UnsafeBuffer journal = new UnsafeBuffer(new byte[layout.length()]);
    pipeline.record().copyTo(journal, 0, layout.length());

    Anytime again = new Anytime();
    Pipeline replay =
        new PipelineBuilder()
            .recordedInputs(layout)
            .deadlineClock(clock::nanoTime)
            .add(again.stage)
            .build();
    assertEquals(layout, replay.record().layout());
    I32Channel steps = journaled(replay.record());
    int start = layout.start(Region.DECISION);
    for (int i = 0; i < 2; i++) {
      replay.record().copyFrom(journal, 0, start, layout.end(Region.DECISION));
      again.budgetNs = i;
      replay.replayTick((stage, channels) -> {});
      assertEquals(4, again.steps);
      assertEquals(4, steps.get(0));
    }
  }

  @Test
  void two_deadlines_of_one_name_are_refused() {
    ScriptedStage stage = new ScriptedStage("twice", Phase.INFER);
    stage.declares(wiring -> wiring.deadline(STEPS)).declares(wiring -> wiring.deadline(STEPS));
    PipelineBuilder builder = new PipelineBuilder().add(stage);
    assertThrows(PipelineException.class, builder::build);
  }
}

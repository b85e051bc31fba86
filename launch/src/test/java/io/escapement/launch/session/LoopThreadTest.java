package io.escapement.launch.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.loop.Clock;
import io.escapement.controller.loop.LockstepPacer;
import io.escapement.controller.loop.Loop;
import io.escapement.controller.loop.LoopResult;
import io.escapement.controller.loop.LoopSettings;
import io.escapement.controller.loop.LoopStatistics;
import io.escapement.controller.loop.Revision;
import io.escapement.controller.loop.StopRequest;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.testing.CollectingSink;
import io.escapement.testing.ScriptedSource;
import io.escapement.testing.ScriptedStage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopThreadTest {

  private static final long P = 1_000_000;
  private static final int WARM_UP_TICKS = 4;

  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final CollectingSink sink = new CollectingSink();
  private RuntimeException failure;

  private void event(String what) {
    events.add(what + " on " + Thread.currentThread().getName());
  }

  private LoopThread thread() {
    PipelineBuilder builder =
        new PipelineBuilder()
            .add(new ScriptedSource("world", Phase.READ, timeNs -> event("read")))
            .add(
                new ScriptedStage("stage", Phase.INFER)
                    .onTick(
                        () -> {
                          event("tick");
                          if (failure != null) {
                            throw failure;
                          }
                        }));
    Loop loop =
        new Loop(
            new LoopSettings(P, 2, WARM_UP_TICKS, 0),
            new Revision(0, builder.build(), sink),
            new LockstepPacer(P),
            Clock.system(),
            new LoopStatistics(),
            new StopRequest(),
            0);
    return new LoopThread(loop, () -> event("set up"), () -> 0);
  }

  @Test
  void is_set_up_and_warm_before_the_loop_is_let_go() {
    try (LoopThread thread = thread()) {
      assertTrue(thread.warmUp());
      List<String> before = new ArrayList<>(List.of("set up on control-loop"));
      before.addAll(Collections.nCopies(WARM_UP_TICKS, "tick on control-loop"));
      assertEquals(before, events);
      assertEquals(0, sink.size());
      events.clear();

      LoopResult result = thread.runToEnd();
      assertEquals(2, result.ticks());
      String read = "read on control-loop";
      String tick = "tick on control-loop";
      assertEquals(List.of(read, tick, read, tick), events);
    }
  }

  @Test
  void a_warm_up_that_fails_is_told_and_no_tick_runs() {
    failure = new IllegalStateException("engine");
    try (LoopThread thread = thread()) {
      assertFalse(thread.warmUp());
      LoopResult result = thread.runToEnd();
      assertEquals(failure, result.failure());
      assertEquals(0, result.ticks());
    }
  }

  @Test
  void closed_before_it_was_let_go_it_ends_without_a_tick() {
    LoopThread thread = thread();
    assertTrue(thread.warmUp());
    events.clear();
    thread.close();
    assertEquals(List.of(), events);
  }

  @Test
  void an_interrupt_does_not_cut_the_waits_short() {
    try (LoopThread thread = thread()) {
      Thread.currentThread().interrupt();
      assertTrue(thread.warmUp());
      assertEquals(2, thread.runToEnd().ticks());
      assertTrue(Thread.interrupted());
    }
  }
}
